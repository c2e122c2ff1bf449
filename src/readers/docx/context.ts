/** What the parts of a docx reader share while they walk through the text. */
import type { Tally } from '../block.ts'
import type { Numbering } from '../lists/numbering.ts'
import type { XmlElement } from '../zip/xml.ts'
import type { Styles } from './styles.ts'

export interface DocxContext {
  readonly styles: Styles
  readonly numbering: Numbering
  readonly notes: {
    readonly footnote: ReadonlyMap<string, XmlElement>
    readonly endnote: ReadonlyMap<string, XmlElement>
  }
  readonly tally: Tally
  warn(sentence: string): void
  /** Footnotes and endnotes are numbered as they come. */
  noteCount: number
}
