/** Gives the citations of an answer with the pages of the originals on which they stand (PDF, OFD). */
import type { Citation } from './answer.ts'
import { pageAt } from './document-map.ts'
import type { Library } from './library.ts'

/** Documents without pages keep their citations as they are. */
export function withPages(citations: readonly Citation[], library: Library): Citation[] {
  return citations.map((citation) => {
    const map = library.get(citation.document)?.source.map
    const page = map ? pageAt(map, citation.start) : null
    return page === null ? citation : { ...citation, page }
  })
}
