/** What is indexed, from a read document: each citable paragraph with its headings and sentences, folded for matching. */
import type { Paragraph, Section } from '../domain/document.ts'
import type { Library, ReadDocument } from '../domain/library.ts'
import type { Span } from '../domain/span.ts'
import { viewOf } from '../text/view.ts'

export interface Passage {
  readonly document: string
  /** Index of the paragraph in the document's tree. */
  readonly paragraph: number
  readonly title: string
  /**
   * What it inherits: headings from the outermost to its own, without their numbers but for 第X条, and the lead-in
   * (2025年的主要目标是:) of the list that it is an item of.
   */
  readonly headings: readonly string[]
  readonly body: string
  /** In the order of the paragraph's `sentences`. */
  readonly sentences: readonly string[]
}

/** The passages of all documents, in the order of the library and of the text. */
export function* passagesOf(library: Library): Generator<Passage> {
  for (const read of library.values()) yield* passagesOfDocument(read)
}

export function* passagesOfDocument(read: ReadDocument): Generator<Passage> {
  const { source, tree } = read
  const withText = sectionsWithText(tree.sections, tree.paragraphs)
  /** Section → its latest lead-in, which holds for what follows in the section and under it. */
  const leadIns = new Map<number | null, string>()
  for (const paragraph of tree.paragraphs) {
    const bare = isBareHeading(paragraph, withText)
    if (!isIndexed(paragraph) && !bare) continue
    const text = (span: Span) => viewOf(source.text, span, paragraph.gaps).text
    const body = text(bare ? paragraph.span : paragraph.body)
    if (!body) continue
    const sentences = paragraph.sentences.map((sentence) => text(sentence.span))
    yield {
      document: tree.document,
      paragraph: paragraph.index,
      title: tree.metadata.title.value,
      headings: inheritedBy(paragraph.section, tree.sections, leadIns),
      body,
      sentences,
    }
    if (body.endsWith(':')) leadIns.set(paragraph.section, sentences.at(-1) ?? body)
  }
}

/** Wrapper, contents and head lines are not the plan's text; headings are indexed with what stands under them. */
function isIndexed(paragraph: Paragraph): boolean {
  return paragraph.role === 'body' || paragraph.role === 'table'
}

/** A heading with no text under it says all that its section says (a list of tasks by title alone). */
function isBareHeading(paragraph: Paragraph, withText: ReadonlySet<number>): boolean {
  return paragraph.role === 'heading' && paragraph.section !== null && !withText.has(paragraph.section)
}

/** Sections that hold an indexed paragraph, themselves or in a descendant. */
function sectionsWithText(sections: readonly Section[], paragraphs: readonly Paragraph[]): Set<number> {
  const found = new Set<number>()
  for (const paragraph of paragraphs) {
    if (!isIndexed(paragraph)) continue
    for (let at = paragraph.section; at !== null && !found.has(at); at = sections[at]!.parent) found.add(at)
  }
  return found
}

function inheritedBy(
  section: number | null,
  sections: readonly Section[],
  leadIns: ReadonlyMap<number | null, string>,
): string[] {
  const headings: string[] = []
  let leadIn: string | undefined
  for (let at = section; at !== null; at = sections[at]!.parent) {
    const { number, title } = sections[at]!
    headings.unshift(number.startsWith('第') ? `${number} ${title}` : title)
    leadIn ??= leadIns.get(at)
  }
  return leadIn === undefined ? headings : [...headings, leadIn]
}
