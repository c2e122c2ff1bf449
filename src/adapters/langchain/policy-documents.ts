/** LangChain documents from paragraphs of the library: the paragraph as content, its citation as metadata. */
import { Document } from '@langchain/core/documents'
import { citationUrl } from '../../domain/citation-url.ts'
import type { Library } from '../../domain/library.ts'

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
  /** Opens the source with the paragraph highlighted; relative to the server. */
  readonly url: string
  /** Rank within one result; no confidence. Absent outside results. */
  readonly score?: number
}

/** `paragraph` is an index in the document's tree. */
export function policyDocument(
  library: Library,
  document: string,
  paragraph: number,
  score?: number,
): Document<PolicyMetadata> {
  const { source, tree } = library.get(document)!
  const { span, section, locator, line } = tree.paragraphs[paragraph]!
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
