/** LangChain documents from statements of the library: the statement as content, its citation as metadata. */
import { Document } from '@langchain/core/documents'
import { citationUrl } from '../../domain/citation-url.ts'
import type { Library } from '../../domain/library.ts'
import { statementsOf } from '../../statements/statements-of.ts'

/** What a chain needs to cite: `content === source.slice(start, end)`; offsets are UTF-16, lines 1-based. */
export interface PolicyMetadata {
  /** Document id. */
  readonly document: string
  readonly title: string
  readonly number: string | null
  readonly locator: string
  /** Headings from the outermost to the innermost, as printed. */
  readonly path: readonly string[]
  readonly line: number
  readonly start: number
  readonly end: number
  /** Opens the source with the statement highlighted; relative to the server. */
  readonly url: string
  /** Rank within one result; no confidence. Absent outside results. */
  readonly score?: number
}

/** `statement` is an index among the document's statements. */
export function policyDocument(
  library: Library,
  document: string,
  statement: number,
  score?: number,
): Document<PolicyMetadata> {
  const read = library.get(document)!
  const { source, tree } = read
  const { span, paragraph } = statementsOf(read)[statement]!
  const { section, locator, line } = tree.paragraphs[paragraph]!
  return new Document({
    id: `${document}#${span.start}-${span.end}`,
    pageContent: source.text.slice(span.start, span.end),
    metadata: {
      document,
      title: tree.metadata.title.value,
      number: tree.metadata.number?.value ?? null,
      locator,
      path: section === null ? [] : tree.sections[section]!.path,
      line,
      start: span.start,
      end: span.end,
      url: citationUrl(document, span, line),
      ...(score === undefined ? {} : { score }),
    },
  })
}
