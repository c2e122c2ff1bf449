/** Gives the source beside the conversation: the document's text with the quotation marked and scrolled to. */
import { css, html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit'
import type { Citation, RelatedPassage } from '../../src/domain/answer.ts'
import { fill } from '../../src/domain/fill-words.ts'
import { visibleText } from '../../src/domain/visible-text.ts'
import type { Api, DocumentOutline } from './policy-qa/api.ts'
import { type Words, wordsIn } from './policy-qa/words.ts'
import panelStyles from './source-panel.css?inline'

/** What can be shown: what an answer cites, or a paragraph near to what was asked. */
export type Passage = Citation | RelatedPassage

export interface ShownSource {
  readonly outline: DocumentOutline
  readonly text: string
  /** Offset at which each line starts. */
  readonly lines: readonly number[]
}

/** Lines shown before and after the cited one; a long law is not put into the page whole. */
const NEIGHBOURS = 60

export class SourcePanel extends LitElement {
  static override readonly styles = css`${unsafeCSS(panelStyles)}`
  static override readonly properties = {
    open: { type: Boolean, reflect: true },
    passage: { state: true },
    walked: { state: true },
    stepped: { state: true },
    source: { state: true },
    failed: { state: true },
  }

  declare open: boolean
  declare passage: Passage | null
  /** The passages of the same answer, in its order. */
  declare walked: readonly Passage[]
  /** True after a step from passage to passage, which is announced; what comes with an answer is not. */
  declare stepped: boolean
  declare source: ShownSource | null
  declare failed: boolean
  api: Api | null = null
  readonly #sources = new Map<string, Promise<ShownSource>>()
  #opener: HTMLElement | null = null

  constructor() {
    super()
    this.open = false
    this.passage = null
    this.walked = []
    this.stepped = false
    this.source = null
    this.failed = false
  }

  /** Opens before its source is known. */
  wait(): void {
    this.open = true
  }

  /** Shows the passage in its document, and the way to the others of `walked`; `focus` when the reader asked for it. */
  async show(passage: Passage, walked: readonly Passage[], focus = false): Promise<void> {
    if (focus) this.#opener = focused(document)
    this.open = true
    this.passage = passage
    this.walked = walked
    this.stepped = false
    try {
      const source = await this.#load(passage.document)
      if (this.passage !== passage) return
      this.source = source
      this.failed = false
    } catch {
      this.failed = true
    }
    await this.updateComplete
    if (focus) this.renderRoot.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
    const mark = this.renderRoot.querySelector('mark')
    const scroll = this.renderRoot.querySelector('.text')
    if (mark && scroll) {
      const offset = mark.getBoundingClientRect().top - scroll.getBoundingClientRect().top
      scroll.scrollTop += offset - scroll.clientHeight / 4
    }
  }

  /** Shows no source, since the answer has none. */
  clear(): void {
    this.passage = null
    this.walked = []
    this.source = null
  }

  close(): void {
    if (!this.open) return
    this.open = false
    this.dispatchEvent(new Event('close'))
    this.#opener?.focus()
    this.#opener = null
  }

  #load(id: string): Promise<ShownSource> {
    let source = this.#sources.get(id)
    if (!source) {
      source = this.#fetch(id)
      source.catch(() => this.#sources.delete(id))
      this.#sources.set(id, source)
    }
    return source
  }

  async #fetch(id: string): Promise<ShownSource> {
    const [outline, text] = await Promise.all([this.api!.outline(id), this.api!.text(id)])
    if (!outline) throw new Error(`no outline of ${id}`)
    const lines = [0]
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1)
    return { outline, text, lines }
  }

  get #words(): Words {
    return wordsIn(document.documentElement.lang.startsWith('en') ? 'en' : 'zh')
  }

  protected override render(): TemplateResult {
    const words = this.#words
    const { passage, source } = this
    const address = passage ? this.api?.address(passage.url) : null
    return html`<aside aria-label=${words.sourcePanel} ?hidden=${!this.open}>
      <header>
        <h2 tabindex="-1">${words.sourcePanel}${source ? html` <span lang="zh-CN">${visibleText(source.outline.title)}</span>` : nothing}</h2>
        <button type="button" aria-label=${words.sourceClose} @click=${() => this.close()}>×</button>
      </header>
      <div class="text" tabindex="0" role="region" aria-label=${words.sourcePanel} lang="zh-CN">
        ${this.failed ? html`<p role="alert" lang=${document.documentElement.lang}>${words.sourceFailed}</p>` : nothing}
        ${source && passage && !this.failed ? this.#text(source, passage) : nothing}
        ${passage ? nothing : html`<p class="waiting" lang=${document.documentElement.lang}>${words.sourceWaiting}</p>`}
      </div>
      ${passage ? html`<footer>${address ? html`<a href=${address}>${words.sourceOpen}</a>` : nothing}${this.#walk(words, passage)}</footer>` : nothing}
    </aside>`
  }

  /** A button that leads nowhere stays in place and keeps the focus; it says that it is off. */
  #walk(words: Words, passage: Passage) {
    const { walked } = this
    const at = walked.indexOf(passage)
    if (at < 0 || walked.length < 2) return nothing
    const step = (to: number, text: string, label: string) => {
      const next = walked[to]
      return html`<button type="button" class="step" aria-label=${label} aria-disabled=${next ? 'false' : 'true'} @click=${() => next && this.#step(next)}>${text}</button>`
    }
    const place = fill(words.sourcePlace, { n: at + 1, total: walked.length })
    return html`<div class="walk" role="group" aria-label=${`${words.sourceWalk} ${place}`}>
      ${step(at - 1, words.sourcePrevious, words.sourcePreviousLabel)}
      <span aria-hidden="true">${place}</span><span class="visually-hidden" role="status">${this.stepped ? place : ''}</span>
      ${step(at + 1, words.sourceNext, words.sourceNextLabel)}
    </div>`
  }

  #step(passage: Passage): void {
    void this.show(passage, this.walked)
    this.stepped = true
  }

  #text({ text, lines, outline }: ShownSource, passage: Passage): TemplateResult[] {
    const span = spanOf(passage, text, lines)
    const levels = new Map(
      outline.sections.filter(({ inline }) => !inline).map(({ line, level }) => [line, level]),
    )
    const first = Math.max(1, passage.line - NEIGHBOURS)
    const last = Math.min(lines.length, passage.line + NEIGHBOURS)
    const shown: TemplateResult[] = []
    for (let line = first; line <= last; line++) {
      const start = lines[line - 1]!
      const end = line < lines.length ? lines[line]! - 1 : text.length
      const level = levels.get(line)
      const from = Math.min(Math.max(span.start, start), end)
      const to = Math.max(from, Math.min(span.end, end))
      const marked = from < to ? html`<mark>${visibleText(text.slice(from, to))}</mark>` : nothing
      shown.push(
        html`<p class=${level ? `heading level-${level}` : ''} aria-current=${from < to ? 'true' : nothing}>${visibleText(text.slice(start, from))}${marked}${visibleText(text.slice(to, end))}</p>`,
      )
    }
    return shown
  }
}

/** A citation says where it stands; a related passage is found on its line. */
function spanOf(passage: Passage, text: string, lines: readonly number[]) {
  if ('start' in passage) return { start: passage.start, end: passage.end }
  const start = text.indexOf(passage.quote, lines[passage.line - 1] ?? 0)
  return start < 0 ? { start: 0, end: 0 } : { start, end: start + passage.quote.length }
}

/** The focused element, inside shadow roots too. */
function focused(root: DocumentOrShadowRoot): HTMLElement | null {
  const active = root.activeElement
  return active?.shadowRoot?.activeElement ? focused(active.shadowRoot) : (active as HTMLElement | null)
}

customElements.define('source-panel', SourcePanel)
