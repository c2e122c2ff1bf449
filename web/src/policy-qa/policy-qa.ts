/** Gives `<policy-qa>`: a conversation with the assistant, for the chat page (mode="page") and for portals (mode="inline"). */
import { css, html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Answer, Language } from '../../../src/domain/answer.ts'
import { fill } from '../../../src/domain/fill-words.ts'
import answerStyles from '../styles/answer.css?inline'
import tokens from '../styles/tokens.css?inline'
import { type CardContext, turnView } from './answer-card.ts'
import { Api, type Start } from './api.ts'
import { cardActions } from './card-actions.ts'
import componentStyles from './component.css?inline'
import { COUNTED_FROM, LONGEST_QUESTION, lengthOf, meaningOf } from './composer.ts'
import { Conversation } from './conversation.ts'
import { startView } from './start-view.ts'
import { type Words, wordsIn } from './words.ts'

/** Origin from which this file was loaded: the assistant itself. */
const OWN_ORIGIN = new URL(import.meta.url).origin
const ABSTENTIONS: readonly Answer['status'][] = ['not_found', 'out_of_scope', 'rejected']

/**
 * Attributes: `corpus` (document id to stay within), `lang` (zh, en), `mode` (page, inline), `question` (asked at once),
 * `server` (origin of the assistant), `theme` (light, dark), `elder`. In `page` mode the light content is shown until the
 * first question, and its form and links ask here. Events, bubbling through shadow roots: `policyqa:answer` and
 * `policyqa:abstain` (detail: the answer), `policyqa:citation` (detail: the citation; cancel it to show the source yourself).
 */
export class PolicyQa extends LitElement {
  static override readonly styles = [
    css`${unsafeCSS(tokens)}`,
    css`${unsafeCSS(answerStyles)}`,
    css`${unsafeCSS(componentStyles)}`,
  ]
  static override readonly properties = {
    corpus: { type: String },
    mode: { type: String, reflect: true },
    question: { type: String },
    server: { type: String },
    lang: { type: String },
    complaint: { state: true },
    length: { state: true },
    start: { state: true },
  }

  declare corpus: string | null
  declare mode: 'page' | 'inline'
  declare question: string | null
  declare server: string | null
  /** What is wrong with the question in the box. */
  declare complaint: string
  /** Characters in the box. */
  declare length: number
  declare start: Start | null
  #api: Api | null = null
  readonly #conversation = new Conversation(
    this,
    () => ({ api: this.api, corpus: this.corpus }),
    (answer) =>
      this.#tell(ABSTENTIONS.includes(answer.status) ? 'policyqa:abstain' : 'policyqa:answer', answer),
  )

  constructor() {
    super()
    this.corpus = null
    this.mode = 'inline'
    this.question = null
    this.server = null
    this.complaint = ''
    this.length = 0
    this.start = null
    // One listener serves the box in the shadow root and the plain form that the page brings along.
    this.addEventListener('keydown', (event) => this.#onKey(event))
    this.addEventListener('submit', (event) => this.#onSubmit(event))
    this.addEventListener('input', (event) => this.#onInput(event))
    this.addEventListener('click', (event) => this.#onLink(event))
  }

  get api(): Api {
    const server = (this.server ?? (this.mode === 'page' ? location.origin : OWN_ORIGIN)).replace(/\/$/, '')
    if (this.#api?.server !== server) this.#api = new Api(server)
    return this.#api
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('beforeprint', this.#unfold)
    if (this.mode !== 'page') void this.#fetchStart()
    if (this.question) void this.ask(this.question)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('beforeprint', this.#unfold)
  }

  async #fetchStart(): Promise<void> {
    this.start = await this.api.start(this.corpus, this.#language)
  }

  /** On paper every quotation is shown. */
  readonly #unfold = (): void => {
    for (const more of this.renderRoot.querySelectorAll<HTMLDetailsElement>('.answer-more')) more.open = true
  }

  get #language(): Language {
    const stated = this.lang || this.closest<HTMLElement>('[lang]')?.lang || document.documentElement.lang
    return stated.toLowerCase().startsWith('en') ? 'en' : 'zh'
  }

  get #words(): Words {
    return wordsIn(this.#language)
  }

  /** Asks within the conversation; resolves when the answer or the failure stands. */
  async ask(text: string, alone = false): Promise<void> {
    const question = text.trim()
    const words = this.#words
    this.complaint =
      question === '' ? words.emptyQuestion : lengthOf(question) > LONGEST_QUESTION ? words.tooLong : ''
    const turn = this.complaint === '' ? this.#conversation.begin(question, alone) : null
    if (!turn) return
    this.#tell('policyqa:question', question)
    void this.updateComplete.then(() => this.#showLastTurn())
    await this.#conversation.answer(turn)
  }

  #tell(name: string, detail: unknown, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }))
  }

  #showLastTurn(): void {
    const turns = this.renderRoot.querySelectorAll('.turn')
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches || turns.length === 1
    turns[turns.length - 1]?.scrollIntoView({ block: 'start', behavior: still ? 'instant' : 'smooth' })
    if (this.mode === 'page') this.focusBox()
  }

  /** Puts the caret into the question box. */
  focusBox(): void {
    const plain = this.mode === 'page' && this.#conversation.turns.length === 0
    const root: ParentNode = plain ? this : this.renderRoot
    root.querySelector<HTMLTextAreaElement>('textarea[name="q"]')?.focus({ preventScroll: true })
  }

  #onKey(event: KeyboardEvent): void {
    const box = event.composedPath()[0]
    if (!(box instanceof HTMLTextAreaElement)) return
    const meaning = meaningOf(event, box.value)
    if (meaning === null) return
    event.preventDefault()
    if (meaning === 'send') this.#send(box)
    const last = this.#conversation.turns.at(-1)
    if (meaning === 'recall' && last) {
      box.value = last.question
      this.length = lengthOf(box.value)
    }
  }

  #onSubmit(event: SubmitEvent): void {
    const form = event.composedPath()[0]
    const box = form instanceof HTMLFormElement ? form.querySelector('textarea') : null
    if (!box) return
    event.preventDefault()
    this.#send(box)
  }

  #send(box: HTMLTextAreaElement): void {
    const before = this.#conversation.turns.length
    void this.ask(box.value)
    if (this.#conversation.turns.length === before) return
    box.value = ''
    this.length = 0
  }

  #onInput(event: Event): void {
    const box = event.composedPath()[0]
    if (!(box instanceof HTMLTextAreaElement)) return
    this.length = lengthOf(box.value)
    if (this.length <= LONGEST_QUESTION) this.complaint = ''
  }

  /** Links of the page's own content that ask a question ask it here. */
  #onLink(event: MouseEvent): void {
    if (event.defaultPrevented || isForNewWindow(event)) return
    const link = event
      .composedPath()
      .find((each) => each instanceof HTMLAnchorElement && each.dataset.question !== undefined)
    if (!(link instanceof HTMLAnchorElement)) return
    event.preventDefault()
    void this.ask(link.dataset.question ?? '')
  }

  #reset(): void {
    this.#conversation.reset()
    this.#tell('policyqa:reset', null)
    void this.updateComplete.then(() => this.focusBox())
  }

  #context(words: Words): CardContext {
    const actions = cardActions(this.#conversation, this.api, words, {
      ask: (question) => void this.ask(question),
      askAlone: (turn) => void this.ask(turn.question, true),
      open: (event, passage) => {
        if (isForNewWindow(event)) return
        if (!this.#tell('policyqa:citation', passage, true)) event.preventDefault()
      },
    })
    return {
      words,
      waiting: this.#conversation.slow ? words[this.#conversation.stage] : null,
      pageLang: this.#language === 'en' ? 'en' : 'zh-CN',
      newTab: this.mode !== 'page',
      actions,
    }
  }

  protected override render(): TemplateResult {
    const words = this.#words
    const { turns, pending } = this.#conversation
    const inPage = this.mode === 'page'
    const context = this.#context(words)
    const begun = turns.length > 0
    const start = inPage
      ? html`<slot></slot>${this.#complaint()}`
      : startView(this.start, words, (text) => this.ask(text))
    return html`${inPage ? nothing : html`<header part="header"><h2>${words.widgetTitle}</h2></header>`}
      <div class="scroll" part="conversation" tabindex=${inPage ? nothing : '0'} role=${inPage ? nothing : 'group'}
        aria-label=${inPage ? nothing : words.conversation}>
        ${begun ? nothing : start}
        <div role="log" aria-label=${words.conversation} aria-live="polite" aria-busy=${String(pending)}>
          ${repeat(
            turns,
            ({ key }) => key,
            (turn) => turnView(turn, context),
          )}
        </div>
        <p class="visually-hidden" role="status">${context.waiting ?? ''}</p>
      </div>
      ${begun || !inPage ? this.#composer(words, begun) : nothing}`
  }

  #composer(words: Words, begun: boolean): TemplateResult {
    return html`<div class="composer" part="composer">
      ${this.#complaint()}
      <form>
        <label class="visually-hidden" for="q">${words.questionLabel}</label>
        <textarea id="q" name="q" rows="1" placeholder=${words.askPlaceholder} aria-describedby="keys" enterkeyhint="send" dir="auto"></textarea>
        <button type="submit" part="send">${words.ask}</button>
      </form>
      <div class="keys"><span id="keys">${words.keys}</span>${this.#counter(words)}
        ${begun ? html`<button type="button" @click=${() => this.#reset()}>${words.newConversation}</button>` : nothing}</div>
    </div>`
  }

  #counter(words: Words) {
    if (this.length < COUNTED_FROM) return nothing
    const over = this.length > LONGEST_QUESTION
    return html`<span class="counter ${over ? 'over' : ''}" role="status">${fill(words.counter, { n: this.length })}</span>`
  }

  #complaint(): TemplateResult {
    return html`<p class=${this.complaint ? 'failure' : 'visually-hidden'} role="alert">${this.complaint}</p>`
  }
}

/** True for a click by which the reader wants a tab of his own. */
function isForNewWindow(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0
}

if (!customElements.get('policy-qa')) customElements.define('policy-qa', PolicyQa)
