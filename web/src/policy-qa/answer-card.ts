/** Gives a turn as a Lit template: the question, how it was understood, the answer card. Text is only ever bound as text. */
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Answer, Citation, RelatedPassage } from '../../../src/domain/answer.ts'
import { caveatsBesideReview, readByLine, unofficialNote, wasRead } from '../../../src/domain/answer-marks.ts'
import type { CitationStyle } from '../../../src/domain/citation-styles.ts'
import { emphasis, partsOf } from '../../../src/domain/emphasis.ts'
import { fill } from '../../../src/domain/fill-words.ts'
import { shortPath } from '../../../src/domain/heading-path.ts'
import { visibleText } from '../../../src/domain/visible-text.ts'
import { isCarried, type Turn } from './turn.ts'
import type { Words } from './words.ts'

/** Quotations shown open; the others are behind one control. */
const OPEN_QUOTATIONS = 3

/** What the card asks of the conversation. */
export interface CardActions {
  ask(question: string): void
  askAlone(turn: Turn): void
  retry(turn: Turn): void
  open(event: MouseEvent, passage: Citation | RelatedPassage): void
  copy(turn: Turn): void
  cite(turn: Turn, style: CitationStyle): void
  link(turn: Turn): void
  print(): void
  judge(turn: Turn, useful: boolean, reason?: string): void
  address(path: string): string | null
}

export interface CardContext {
  readonly words: Words
  readonly pageLang: string
  readonly actions: CardActions
  /** What is being done, once the reader has waited long enough to be told. */
  readonly waiting: string | null
  /** True where sources open in a new window, since the page belongs to somebody else. */
  readonly newTab: boolean
}

export function turnView(turn: Turn, context: CardContext): TemplateResult {
  const { words, actions } = context
  return html`<section class="turn" data-state=${turn.state}>
    <div class="asked">
      <p class="asked-label">${words.youAsked}</p>
      <p class="asked-question">${visibleText(turn.question)}</p>
      ${
        isCarried(turn)
          ? html`<p class="understood">${words.understoodAs}<q>${visibleText(turn.answer!.interpretation.question)}</q>
              <button type="button" @click=${() => actions.askAlone(turn)}>${words.dropHistory}</button></p>`
          : nothing
      }
    </div>
    ${turn.state === 'pending' && context.waiting ? html`<p class="progress" aria-hidden="true">${context.waiting}</p>` : nothing}
    ${turn.answer ? answerCard(turn, turn.answer, context) : nothing}
    ${
      turn.failure
        ? html`<div class="failure" role="alert"><p>${words[turn.failure]}</p>
            <button type="button" class="chip" @click=${() => actions.retry(turn)}>${words.retry}</button></div>`
        : nothing
    }
  </section>`
}

function answerCard(turn: Turn, answer: Answer, context: CardContext): TemplateResult {
  const { words, pageLang } = context
  const strong = emphasis(
    answer.headline,
    answer.citations.map(({ quote }) => quote),
  )
  const clarify = answer.status === 'clarify'
  const caveats = caveatsBesideReview(answer)
  const rest = answer.citations.slice(OPEN_QUOTATIONS)
  const quoted = (citation: Citation) => quotation(citation, answer, strong, context)
  return html`<article class="answer" part="answer" data-status=${answer.status} lang=${answer.language === 'zh' ? 'zh-CN' : 'en'}>
    <p class="answer-status" lang=${pageLang}>${words[`status_${answer.status}`]}</p>
    <p class="answer-headline" part="headline">${emphasised(answer.headline, strong, 'strong')}</p>
    ${answer.reviewed ? html`<p class="answer-reviewed" lang=${pageLang}>${visibleText(fill(words.reviewedByOn, answer.reviewed))}</p>` : nothing}
    ${
      caveats.length > 0
        ? html`<ul class="answer-caveats" part="caveats">${caveats.map((text) => html`<li>${visibleText(text)}</li>`)}</ul>`
        : nothing
    }
    ${clarify ? suggestions(answer, context) : nothing}
    ${answer.citations.slice(0, OPEN_QUOTATIONS).map(quoted)}
    ${
      rest.length > 0
        ? html`<details class="answer-more"><summary lang=${pageLang}>${fill(words.moreQuotations, { n: rest.length })}</summary>
            ${repeat(rest, ({ n }) => n, quoted)}</details>`
        : nothing
    }
    ${answer.related.length > 0 ? nearest(answer, context) : nothing}
    ${clarify ? nothing : suggestions(answer, context)}
    ${actionRow(turn, answer, context)} ${smallPrint(turn, answer, context)}
  </article>`
}

function quotation(citation: Citation, answer: Answer, strong: readonly string[], context: CardContext) {
  const { words, pageLang } = context
  const { numbers, heading } = shortPath(citation.path, citation.locator)
  const label = answer.citations.length > 1 ? fill(words.quotationN, { n: citation.n }) : words.quotation
  return html`<figure class="quotation" part="quotation">
    <figcaption lang=${pageLang}><span class="quotation-n">${label}</span>
      <span class="quotation-path" lang="zh-CN" title=${visibleText(citation.path.join(' › '))}>${visibleText(numbers)}
        <span class="quotation-heading">${visibleText(heading)}</span></span>
      ${citation.page === undefined ? nothing : html`<span class="quotation-page">${fill(words.originalPage, { page: citation.page })}</span>`}</figcaption>
    <blockquote lang="zh-CN"><p>${emphasised(citation.quote, strong, 'mark')}</p></blockquote>
    ${citation.translation ? translation(citation.translation, context) : nothing}
    ${sourceLink(citation, `${citation.title} ${citation.locator}`, answer.id, context)}
  </figure>`
}

function translation(english: string, { words, pageLang }: CardContext): TemplateResult {
  return html`<div class="quotation-translation" part="translation"><p class="translation-label" lang=${pageLang}>${words.translation}</p>
    <p lang="en">${visibleText(english)}</p></div>`
}

function nearest(answer: Answer, context: CardContext): TemplateResult {
  return html`<section class="nearest"><h2 lang=${context.pageLang}>${context.words.nearest}</h2>
    ${answer.related.slice(0, 3).map(
      (
        passage,
      ) => html`<figure class="quotation" part="quotation"><figcaption lang="zh-CN">${visibleText(passage.locator)}</figcaption>
        <blockquote lang="zh-CN"><p>${visibleText(passage.quote)}</p></blockquote>
        ${sourceLink(passage, passage.locator, null, context)}</figure>`,
    )}</section>`
}

function sourceLink(
  passage: Citation | RelatedPassage,
  where: string,
  answerId: string | null,
  { words, pageLang, actions, newTab }: CardContext,
) {
  const [path, fragment] = passage.url.split('#')
  const back = answerId === null ? '' : `&a=${encodeURIComponent(answerId)}`
  const address = actions.address(`${path}${back}#${fragment ?? ''}`)
  if (address === null) return nothing
  const label = fill(words.seeSourceOf, { where }) + (newTab ? words.newTab : '')
  return html`<a class="quotation-link" lang=${pageLang} href=${address} target=${newTab ? '_blank' : nothing}
    rel=${newTab ? 'noopener' : nothing} aria-label=${visibleText(label)}
    @click=${(event: MouseEvent) => actions.open(event, passage)}>${words.seeSource}</a>`
}

function suggestions(answer: Answer, { words, pageLang, actions }: CardContext) {
  if (answer.suggestions.length === 0) return nothing
  const label = answer.status === 'clarify' ? words.whichOne : words.alsoAsk
  return html`<div class="chips" role="group" aria-label=${label}><p lang=${pageLang}>${label}</p>
    <ul>${answer.suggestions.map(
      (text) =>
        html`<li><button type="button" class="chip" part="chip" @click=${() => actions.ask(text)}>${visibleText(text)}</button></li>`,
    )}</ul></div>`
}

function actionRow(turn: Turn, answer: Answer, { words, pageLang, actions }: CardContext): TemplateResult {
  const styles: readonly (readonly [CitationStyle, string])[] = [
    ['official', words.citeOfficial],
    ['gbt7714', words.citeGbt],
    ['markdown', words.citeMarkdown],
    ['plain', words.citePlain],
  ]
  const judged = (useful: boolean, text: string) =>
    html`<button type="button" class=${turn.useful === useful ? 'pressed' : ''} aria-pressed=${String(turn.useful === useful)}
      @click=${() => actions.judge(turn, useful)}>${text}</button>`
  return html`<div class="answer-actions" role="group" aria-label=${words.answerActions} lang=${pageLang}>
    <button type="button" @click=${() => actions.copy(turn)}>${words.copy}</button>
    ${
      answer.citations.length > 0
        ? html`<details @keydown=${closeOnEscape}><summary>${words.cite}</summary><div>${styles.map(
            ([style, label]) =>
              html`<button type="button" @click=${(event: Event) => {
                actions.cite(turn, style)
                closeMenu(event)
              }}>${label}</button>`,
          )}</div></details>`
        : nothing
    }
    <button type="button" @click=${() => actions.link(turn)}>${words.link}</button>
    <button type="button" @click=${() => actions.print()}>${words.print}</button>
    ${judged(true, words.useful)}${judged(false, words.notUseful)}
    <span class="told" role="status">${turn.told}</span>
  </div>
  ${turn.useful === false ? reasonForm(turn, words, pageLang, actions) : nothing}`
}

/** Asks why an answer was of no use; the verdict itself is kept already. */
function reasonForm(turn: Turn, words: Words, pageLang: string, actions: CardActions): TemplateResult {
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const box = (event.currentTarget as HTMLFormElement).querySelector('input')
    const reason = box?.value.trim() ?? ''
    if (box) box.value = ''
    if (reason !== '') actions.judge(turn, false, reason)
  }
  return html`<form class="reason" lang=${pageLang} @submit=${send}>
    <label>${words.reason}<input name="reason" maxlength="500" autocomplete="off"></label>
    <button type="submit">${words.reasonSend}</button></form>`
}

function smallPrint(turn: Turn, answer: Answer, { words, pageLang }: CardContext): TemplateResult {
  const cited = [...new Map(answer.citations.map((citation) => [citation.document, citation])).values()]
  const sources = cited.map(({ document, title, number }) =>
    [`《${title}》`, number, turn.documents.get(document)?.date].filter(Boolean).join(' · '),
  )
  const total = Object.values(answer.timings).reduce((sum, each) => sum + each, 0)
  const notes = [
    answer.generation === 'template' ? words.excerpt : words.modelText,
    unofficialNote(answer, words),
    answer.verified.characters > 0 ? fill(words.verified, { ...answer.verified }) : '',
    fill(words.took, { ms: Math.max(1, Math.round(answer.timings.total ?? total)) }),
  ]
  return html`<footer class="answer-print" part="small-print" lang=${pageLang}>
    ${sources.map((source) => html`<p lang="zh-CN">${visibleText(source)}</p>`)}
    <p>${notes.filter(Boolean).join(' · ')}</p>
    ${wasRead(answer) ? html`<p class="answer-reader">${readByLine(answer, words)}</p>` : nothing}
  </footer>`
}

function emphasised(text: string, strings: readonly string[], tag: 'strong' | 'mark') {
  return partsOf(text, strings).map(({ text, strong }) => {
    const shown = visibleText(text)
    if (!strong) return shown
    return tag === 'strong' ? html`<strong>${shown}</strong>` : html`<mark>${shown}</mark>`
  })
}

function closeMenu(event: Event): void {
  const menu = (event.currentTarget as Element).closest('details')
  menu?.removeAttribute('open')
  menu?.querySelector('summary')?.focus()
}

function closeOnEscape(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement
  if (event.key !== 'Escape' || !menu.open) return
  event.stopPropagation()
  menu.open = false
  menu.querySelector('summary')?.focus()
}
