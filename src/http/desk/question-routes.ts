/** Gives the page of standard questions: those of a document with the line each leads to, one more, one less. */
import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import { dayOf } from '../../domain/china-day.ts'
import { fill } from '../../domain/fill-words.ts'
import type { Library } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { Services } from '../../ports/services.ts'
import type { StandardQuestion } from '../../ports/standard-questions.ts'
import { messageOf } from '../../store/question-log.ts'
import { type Markup, NOTHING } from '../pages/layout.ts'
import type { DeskOptions, DeskVariables } from './desk-options.ts'
import { type DeskContext, type DeskPage, deskPage, goTo, sendDesk, textField } from './desk-page.ts'
import { documentList, faultOfLine, lineOf, titleOf } from './lines.ts'

export function questionRoutes(services: Services, options: DeskOptions): Hono<{ Variables: DeskVariables }> {
  const app = new Hono<{ Variables: DeskVariables }>()
  const { standardQuestions } = options
  const { library } = services

  const show = async (c: DeskContext, failure?: string) => {
    const page = deskPage(c)
    const { words } = page
    const document = c.req.query('document') ?? [...library.keys()][0] ?? ''
    const known = library.has(document)
    const entries = known ? await standardQuestions?.list(document) : []
    const told =
      failure ?? (standardQuestions ? (known ? undefined : words.documentUnknown) : words.notConnected)
    return sendDesk(c, options, {
      title: words.questionsTitle,
      place: 'questions',
      ...(told !== undefined && { failure: told }),
      ...(failure !== undefined && { status: 422 as const }),
      content: html`<h1>${words.questionsTitle}</h1><p class="lead">${words.questionsLead}</p>
${chooser(page, document)}${documentList(library)}
${known && standardQuestions ? [table(page, library, document, entries ?? []), addForm(page, document)] : NOTHING}`,
    })
  }

  app.get('/desk/questions', (c) => show(c))

  app.post('/desk/questions', async (c) => {
    const { words } = deskPage(c)
    if (!standardQuestions) return show(c, words.notConnected)
    const document = c.req.query('document') ?? ''
    const form = await c.req.formData()
    const question = textField(form, 'question')
    const back = `/desk/questions?document=${encodeURIComponent(document)}`
    try {
      if (textField(form, 'action') === 'remove') {
        await standardQuestions.remove(document, question)
        return goTo(c, back, 'removed')
      }
      if (question === '') return show(c, words.questionMissing)
      const line = Number(textField(form, 'line'))
      const fault = faultOfLine(library, document, line, words)
      if (fault) return show(c, fault)
      const reviewed = dayOf((options.now?.() ?? new Date()).getTime())
      await standardQuestions.add(document, { question, line, by: c.get('by'), reviewed })
      return goTo(c, back, 'added')
    } catch (error) {
      options.log({ level: 'warn', event: 'standard_question_failed', error: messageOf(error) })
      return show(c, fill(words.failed, { reason: messageOf(error) }))
    }
  })
  return app
}

function chooser({ words, here }: DeskPage, document: string): Markup {
  const kept = ['lang', 'elder'].filter((name) => here.searchParams.has(name))
  return html`<form class="filters" method="get" action="/desk/questions">
${kept.map((name) => html`<input type="hidden" name="${name}" value="${here.searchParams.get(name)}">`)}
<label>${words.questionsChoose}<input name="document" list="documents" value="${document}"></label>
<button type="submit">${words.questionsShow}</button></form>`
}

function table(
  page: DeskPage,
  library: Library,
  document: string,
  entries: readonly StandardQuestion[],
): Markup {
  const { words, href } = page
  const action = href('/desk/questions', { document })
  const title = html`<h2 lang="zh-CN">${visibleText(titleOf(library, document))}</h2>`
  if (entries.length === 0) return html`${title}<p>${words.questionsEmpty}</p>`
  const columns = [
    words.columnQuestion,
    words.columnLine,
    words.columnText,
    words.columnBy,
    words.columnReviewed,
    words.columnAction,
  ]
  return html`${title}<div class="scroll-x" tabindex="0" role="group" aria-label="${words.questionsTitle}"><table class="desk-table questions-table">
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${entries.map(
    ({ question, line, by, reviewed }) => html`<tr><th scope="row">${visibleText(question)}</th>
<td><a href="${href(`/d/${encodeURIComponent(document)}#p${line}`)}" aria-label="${fill(words.line, { line })}">${line}</a></td><td lang="zh-CN">${visibleText(lineOf(library, document, line).slice(0, 120))}</td><td class="keep">${visibleText(by)}</td><td class="keep">${reviewed}</td>
<td><form method="post" action="${action}"><input type="hidden" name="question" value="${question}"><button class="button" name="action" value="remove" type="submit" aria-label="${`${words.questionsRemove}: ${question}`}">${words.questionsRemove}</button></form></td></tr>`,
  )}</tbody></table></div>`
}

function addForm({ words, href, here }: DeskPage, document: string): Markup {
  const asked = here.searchParams.get('question') ?? ''
  return html`<form class="desk-form" method="post" action="${href('/desk/questions', { document })}"><h2>${words.questionsAdd}</h2>
<label for="question">${words.columnQuestion}</label><input id="question" name="question" required maxlength="2000" value="${asked}"${raw(' autocomplete="off"')}>
<label for="line">${words.linkLine}</label><input id="line" name="line" type="number" min="1" inputmode="numeric" required>
<button class="button primary" name="action" value="add" type="submit">${words.questionsAddDo}</button></form>`
}
