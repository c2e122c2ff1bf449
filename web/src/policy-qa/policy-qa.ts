/** Gives `<policy-qa>`: a conversation with the assistant, for the chat page (mode="page") and for portals (mode="inline"). */
import { css, html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Citation, Language, RelatedPassage } from '../../../src/domain/answer.ts'
import { type CitationStyle, formatCitation } from '../../../src/domain/citation-styles.ts'
import answerStyles from '../styles/answer.css?inline'
import tokens from '../styles/tokens.css?inline'
import { type CardContext, turnView } from './answer-card.ts'
import { Api, AskFailure, type DocumentHead, type Start } from './api.ts'
import componentStyles from './component.css?inline'
import { COUNTED_FROM, LONGEST_QUESTION, lengthOf, meaningOf } from './composer.ts'
import { copyText } from './copy-text.ts'
import { newTurn, type Turn } from './turn.ts'
import { fill, type Words, wordsIn } from './words.ts'

/** Milliseconds before the reader is told that something is under way. */
const SILENCE = 500
/** Earlier questions that are sent along. */
const LONGEST_HISTORY = 20

/** Origin from which this file was loaded: the assistant itself. */
const OWN_ORIGIN = new URL(import.meta.url).origin

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
    turns: { state: true },
    slow: { state: true },
    complaint: { state: true },
    length: { state: true },
    start: { state: true },
  }

  declare corpus: string | null
  declare mode: 'page' | 'inline'
  declare question: string | null
  declare server: string | null
  declare turns: readonly Turn[]
  declare slow: boolean
  declare complaint: string
  declare length: number
  declare start: Start | null
  /** Index of the first turn whose question is still carried along. */
  #from = 0
  #key = 0
  #api: Api | null = null

  constructor() {
    super()
    this.corpus = null
    this.mode = 'inline'
    this.question = null
    this.server = null
    this.turns = []
    this.slow = false
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
    if (this.mode !== 'page')
      void this.api.start(this.corpus, this.#language).then((start) => (this.start = start))
    if (this.question) void this.ask(this.question)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('beforeprint', this.#unfold)
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
    if (question === '' || lengthOf(question) > LONGEST_QUESTION) {
      this.complaint = question === '' ? this.#words.emptyQuestion : this.#words.tooLong
      return
    }
    if (this.turns.some(({ state }) => state === 'pending')) return
    if (alone) this.#from = this.turns.length
    const history = this.turns.slice(this.#from).map((turn) => turn.question)
    const turn = newTurn(this.#key++, question, history.slice(-LONGEST_HISTORY))
    this.complaint = ''
    this.turns = [...this.turns, turn]
    this.dispatchEvent(new CustomEvent('policyqa:question', { bubbles: true, composed: true }))
    await this.#answer(turn)
  }

  async #answer({ key, question, history }: Turn): Promise<void> {
    const patience = setTimeout(() => {
      this.slow = true
    }, SILENCE)
    void this.updateComplete.then(() => this.#showTurn(key))
    try {
      const answer = await this.api.ask({
        question,
        history,
        ...(this.corpus ? { corpus: this.corpus } : {}),
      })
      const ids = [...new Set(answer.citations.map(({ document }) => document))]
      const heads = await Promise.all(ids.map((id) => this.api.outline(id)))
      const documents = new Map(
        heads
          .filter((head): head is NonNullable<typeof head> => head !== null)
          .map((head) => [head.id, head] as const),
      )
      this.#change(key, { state: 'done', answer, documents })
      const abstained =
        answer.status === 'not_found' || answer.status === 'out_of_scope' || answer.status === 'rejected'
      this.#tell(abstained ? 'policyqa:abstain' : 'policyqa:answer', answer)
    } catch (error) {
      const failure = error instanceof AskFailure ? error.failure : 'failServer'
      this.#change(key, { state: 'failed', failure })
    } finally {
      clearTimeout(patience)
      this.slow = false
    }
  }

  #tell(name: string, detail: unknown, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }))
  }

  #change(key: number, change: Partial<Turn>): void {
    this.turns = this.turns.map((turn) => (turn.key === key ? { ...turn, ...change } : turn))
  }

  #showTurn(key: number): void {
    const index = this.turns.findIndex((turn) => turn.key === key)
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches || index === 0
    this.renderRoot
      .querySelectorAll('.turn')
      [index]?.scrollIntoView({ block: 'start', behavior: still ? 'instant' : 'smooth' })
    if (this.mode === 'page') this.focusBox()
  }

  /** Puts the caret into the question box. */
  focusBox(): void {
    const plain = this.mode === 'page' && this.turns.length === 0
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
    const last = this.turns.at(-1)
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
    const sent = this.turns.length
    void this.ask(box.value)
    if (this.turns.length > sent) {
      box.value = ''
      this.length = 0
    }
  }

  #onInput(event: Event): void {
    const box = event.composedPath()[0]
    if (!(box instanceof HTMLTextAreaElement)) return
    this.length = lengthOf(box.value)
    if (this.length <= LONGEST_QUESTION) this.complaint = ''
  }

  /** Links of the page's own content that ask a question ask it here. */
  #onLink(event: MouseEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
      return
    const link = event
      .composedPath()
      .find((each) => each instanceof HTMLAnchorElement && each.dataset.question)
    if (!(link instanceof HTMLAnchorElement)) return
    event.preventDefault()
    void this.ask(link.dataset.question!)
  }

  #reset(): void {
    this.turns = []
    this.#from = 0
    this.#tell('policyqa:reset', null)
    void this.updateComplete.then(() => this.focusBox())
  }

  get #context(): CardContext {
    const words = this.#words
    const told = (turn: Turn, done: boolean) =>
      this.#change(turn.key, { told: done ? words.copied : words.copyFailed })
    const permalink = (turn: Turn) =>
      this.api.address(`/a/${encodeURIComponent(turn.answer?.id ?? '')}`) ?? ''
    return {
      words,
      slow: this.slow,
      pageLang: this.#language === 'en' ? 'en' : 'zh-CN',
      newTab: this.mode !== 'page',
      actions: {
        ask: (question) => void this.ask(question),
        askAlone: (turn) => void this.ask(turn.question, true),
        retry: (turn) => {
          this.#change(turn.key, { state: 'pending', failure: null })
          void this.#answer(turn)
        },
        open: (event, passage) => this.#open(event, passage),
        copy: async (turn) => told(turn, await copyText(turn.answer?.answer ?? '')),
        cite: async (turn, style) => told(turn, await copyText(this.#citations(turn, style))),
        link: async (turn) => told(turn, await copyText(permalink(turn))),
        print: () => window.print(),
        judge: async (turn, useful) => {
          const noted = turn.answer !== null && (await this.api.feedback(turn.answer.id, useful))
          this.#change(turn.key, noted ? { useful, told: words.thanks } : { told: words.feedbackLost })
        },
        address: (path) => this.api.address(path),
      },
    }
  }

  #open(event: Event, passage: Citation | RelatedPassage): void {
    const mouse = event as MouseEvent
    if (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey) return
    if (!this.#tell('policyqa:citation', passage, true)) event.preventDefault()
  }

  #citations({ answer, documents }: Turn, style: CitationStyle): string {
    const today = new Date().toISOString().slice(0, 10)
    const formatted = (answer?.citations ?? []).map((citation) => {
      const head: DocumentHead | undefined = documents.get(citation.document)
      const source = { issuer: head?.issuer ?? null, date: head?.date ?? null }
      return formatCitation(style, citation, source, this.api.address(citation.url) ?? '', today)
    })
    return [...new Set(formatted)].join('\n\n')
  }

  protected override render(): TemplateResult {
    const words = this.#words
    const pending = this.turns.some(({ state }) => state === 'pending')
    const empty = this.turns.length === 0
    const context = this.#context
    return html`${this.mode === 'page' ? nothing : html`<header part="header"><h2>${words.widgetTitle}</h2></header>`}
      <div class="scroll" part="conversation" tabindex=${this.mode === 'page' ? nothing : '0'} role=${this.mode === 'page' ? nothing : 'group'} aria-label=${this.mode === 'page' ? nothing : words.conversation}>
        ${empty && this.mode === 'page' ? html`<slot></slot>${this.#complaint()}` : nothing}
        ${empty && this.mode !== 'page' ? this.#startView() : nothing}
        <div role="log" aria-label=${words.conversation} aria-live="polite" aria-busy=${String(pending)}>
          ${repeat(
            this.turns,
            ({ key }) => key,
            (turn) => turnView(turn, context),
          )}
        </div>
        <p class="visually-hidden" role="status">${this.slow ? words.searching : ''}</p>
      </div>
      ${empty && this.mode === 'page' ? nothing : this.#composer()}`
  }

  #composer(): TemplateResult {
    const words = this.#words
    return html`<div class="composer" part="composer">
      ${this.#complaint()}
      <form>
        <label class="visually-hidden" for="q">${words.questionLabel}</label>
        <textarea id="q" name="q" rows="1" placeholder=${words.askPlaceholder} aria-describedby="keys" enterkeyhint="send" dir="auto"></textarea>
        <button type="submit" part="send">${words.ask}</button>
      </form>
      <div class="keys"><span id="keys">${words.keys}</span>${this.#counter()}
        ${this.turns.length > 0 ? html`<button type="button" @click=${() => this.#reset()}>${words.newConversation}</button>` : nothing}</div>
    </div>`
  }

  #counter() {
    if (this.length < COUNTED_FROM) return nothing
    const over = this.length > LONGEST_QUESTION
    return html`<span class="counter ${over ? 'over' : ''}" role="status">${fill(this.#words.counter, { n: this.length })}</span>`
  }

  #complaint() {
    return html`<p class=${this.complaint ? 'failure' : 'visually-hidden'} role="alert">${this.complaint}</p>`
  }

  #startView(): TemplateResult {
    const words = this.#words
    const { suggestions = [], documents = [] } = this.start ?? {}
    const roles = { official: words.roleOfficial, firm: words.roleFirm, citizen: words.roleCitizen }
    return html`<div class="start">
      ${
        suggestions.length > 0
          ? html`<h3>${words.start}</h3><ul>${suggestions.map(
              ({ role, text }) =>
                html`<li><button type="button" class="chip" part="chip" @click=${() => this.ask(text)}><span class="role">${roles[role]}</span>${text}</button></li>`,
            )}</ul>`
          : nothing
      }
      ${
        documents.length > 0
          ? html`<h3>${words.covered}</h3><ul class="documents" lang="zh-CN">${documents.map(
              ({ title, number }) => html`<li>《${title}》${number ?? ''}</li>`,
            )}</ul>`
          : nothing
      }
    </div>`
  }
}

if (!customElements.get('policy-qa')) customElements.define('policy-qa', PolicyQa)
