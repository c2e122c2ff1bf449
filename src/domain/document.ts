/** What a document is once it is read: source text, tree of sections and paragraphs, metadata, coverage receipt. */
import type { DocumentMap } from './document-map.ts'
import type { SourceFile } from './source-file.ts'
import type { Span } from './span.ts'

/** The decoded text of one file, `\r\n` turned into `\n` and otherwise untouched; every offset points into `text`. */
export interface SourceText {
  readonly id: string
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
  readonly sidecar: Sidecar
  /** Tables, pages and notes, where a reader extracted the text from another kind of file. */
  readonly map?: DocumentMap
  /** The file that the text was taken from, where it is no plain text. */
  readonly file?: SourceFile
}

/** What a metadata sidecar may state; it wins over what is read from the text. */
export interface Sidecar {
  readonly title?: string
  readonly number?: string
  readonly issuer?: string
  /** ISO date of issue, `YYYY-MM-DD`. */
  readonly date?: string
  /** 现行有效, 已修订, 已废止 or 失效 */
  readonly status?: string
  /** ISO dates: the first and the last day on which it applies. */
  readonly effective?: string
  readonly expires?: string
  /** Ids, document numbers or titles of the documents whose place it takes. */
  readonly supersedes?: readonly string[]
  /** Where the text was taken from and why it may be used. */
  readonly provenance?: string
  /** Official or project-given English title, shown as an unofficial rendering. */
  readonly titleEn?: string
  /** Origins of the portals that may embed the assistant for this document, beside those that may for all. */
  readonly origins?: readonly string[]
}

/** A metadata value and, where the text states it, the span that proves it. */
export interface Stated {
  readonly value: string
  readonly span: Span | null
}

export interface DocumentMetadata {
  readonly title: Stated
  readonly number: Stated | null
  readonly issuer: Stated | null
  /** ISO date `YYYY-MM-DD`; the span holds it as written. */
  readonly date: Stated | null
  /** Body that drafted the document (拟定/起草), as written. */
  readonly drafter: Stated | null
  /** Date or event from which it applies, as written (2023年3月1日, 印发之日). */
  readonly effective: Stated | null
  /** Term of validity or date of expiry, as written (有效期5年). */
  readonly expiry: Stated | null
  /** What it repeals, as written: 《title》 or 《title》（number）; absent where it repeals nothing. */
  readonly repeals?: readonly Stated[]
}

export type SectionKind = 'part' | 'chapter' | 'section' | 'article' | 'item' | 'run-in' | 'box'

/** A heading and all that stands under it. Level 1 一、/第X章, 2 （一）/第X节, 3 1./第X条/run-in/box, 4 （1） and below. */
export interface Section {
  readonly index: number
  readonly parent: number | null
  readonly level: number
  readonly kind: SectionKind
  /** Number as written: `一、`, `(一)`, `第十二条`; empty for run-in headings. */
  readonly number: string
  /** Heading text without its number and closing stop; may be empty for articles. */
  readonly title: string
  /** Span of the printed heading (number and title). */
  readonly heading: Span
  /** Span from the heading to the end of the last descendant. */
  readonly span: Span
  /** 1-based source line of the heading. */
  readonly line: number
  /** True when the body follows on the heading's line. */
  readonly inline: boolean
  /** Printed, stable heading path such as `二(一)1` or `第十二条`. */
  readonly locator: string
  /** Headings from the outermost to this one, as printed (number and title). */
  readonly path: readonly string[]
}

/** The innermost section that has a title: bare items (1., 第X条) say nothing of their matter. */
export function titledSection(sections: readonly Section[], index: number): Section {
  let section = sections[index]!
  while (section.title === '' && section.parent !== null) section = sections[section.parent]!
  return section
}

export type ParagraphRole = 'body' | 'heading' | 'head' | 'toc' | 'wrapper' | 'signature' | 'table'

/**
 * One citable paragraph: usually one line; in hard-wrapped text several lines, whose joints (line breaks, page
 * numbers) are `gaps` that matching leaves out and quoting keeps.
 */
export interface Paragraph {
  readonly index: number
  /** Innermost section it stands in; null before the first heading. */
  readonly section: number | null
  readonly role: ParagraphRole
  readonly span: Span
  /**
   * Part of `span` after an inline heading; equals `span` when there is none; empty for pure headings. Where a heading is
   * itself a statement (1.到2025年建成10个基地。, or a list item with nothing below) it starts right behind the number.
   */
  readonly body: Span
  readonly gaps: readonly Span[]
  readonly line: number
  readonly lastLine: number
  readonly locator: string
  readonly sentences: readonly Sentence[]
  /** Run-in title that opens the paragraph (突出协同增效) where it is no section of its own. */
  readonly title?: Span
}

/** A sentence of a paragraph's body, with its closing stop. Responsibility brackets are sentences of their own. */
export interface Sentence {
  readonly span: Span
  readonly kind: 'text' | 'responsibility'
}

/** What the parser did not understand, so that a reader can judge how far to trust it. */
export interface CoverageReceipt {
  readonly characters: number
  /** Share (0–1) of non-blank characters that stand inside a leaf section. */
  readonly insideLeaf: number
  readonly numberingGaps: readonly {
    readonly line: number
    readonly expected: string
    readonly found: string
  }[]
  readonly unparsedBrackets: readonly { readonly line: number; readonly quote: string }[]
  readonly figuresWithoutYear: number
  readonly wrapperLines: readonly number[]
  readonly pageNumberLines: readonly number[]
  readonly tocLines: readonly number[]
}

export interface DocumentTree {
  readonly document: string
  readonly metadata: DocumentMetadata
  readonly sections: readonly Section[]
  readonly paragraphs: readonly Paragraph[]
  readonly receipt: CoverageReceipt
}
