/** Gives the page that answers without JavaScript: the question, its answer, and a form for the next one. */
import { html } from 'hono/html'
import type { Answer } from '../../domain/answer.ts'
import type { Library } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { answerView, askHref } from './answer-view.ts'
import { questionForm } from './home.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext } from './page-context.ts'

export function askPage(
  page: PageContext,
  library: Library,
  question: string,
  history: readonly string[],
  answer: Answer,
): Markup {
  const { words } = page
  return html`<div class="column conversation">
<h1 class="visually-hidden">${words.askTitle}</h1>
${askedQuestion(page, question, history, answer)}
${answerView(page, library, answer, question, history)}
<section class="next-question" aria-labelledby="next"><h2 id="next">${words.askAgain}</h2>
${questionForm(page, '', [...history, question])}
<p><a href="${page.href('/')}">${words.askAnew}</a></p></section>
</div>`
}

/** What was asked and, where earlier questions changed its sense, how it was understood. */
export function askedQuestion(
  page: PageContext,
  question: string,
  history: readonly string[],
  answer: Answer,
): Markup {
  const { words } = page
  const understood = answer.interpretation.question
  const changed = history.length > 0 && understood !== '' && understood !== question.trim()
  return html`<section class="asked"><p class="asked-label">${words.youAsked}</p><p class="asked-question">${visibleText(question)}</p>
${
  changed
    ? html`<p class="understood">${words.understoodAs}<q>${visibleText(understood)}</q> <a href="${askHref(page, question, [])}">${words.dropHistory}</a></p>`
    : NOTHING
}</section>`
}

/** `question`, where one can be asked here: what stands in the box to begin with. */
export function notice(page: PageContext, title: string, text: string, question?: string): Markup {
  return html`<div class="column notice"><h1>${title}</h1><p>${text}</p>
${question === undefined ? NOTHING : questionForm(page, question, [])}
<p><a href="${page.href('/')}">${page.words.backHome}</a></p></div>`
}
