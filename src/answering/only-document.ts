/** The one document that a question can be about. */
import type { Library, ReadDocument } from '../domain/library.ts'

/** Undefined where several are asked, or none is there. */
export function onlyDocument(
  library: Library,
  documents: ReadonlySet<string> | undefined,
): ReadDocument | undefined {
  const [only] = documents?.size === 1 ? documents : library.size === 1 ? library.keys() : []
  return only === undefined ? undefined : library.get(only)
}
