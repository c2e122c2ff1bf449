/** The read library as two assets and back: what is JSON, and what was read of the documents, packed. */
import type { SourceText } from '../../domain/document.ts'
import type { Library } from '../../domain/library.ts'
import { termsOf } from '../../retrieval/library-lexicon.ts'
import { pack, unpack } from '../../retrieval/pack.ts'
import { createLibraryPacker, type PackedLibrary, unpackLibrary } from '../../retrieval/packed-library.ts'

interface LibraryHead extends Pick<PackedLibrary, 'tables' | 'metadata'> {
  readonly sources: readonly SourceText[]
  /** `termsOf` the library, each once; to collect them would unpack every document. */
  readonly terms: readonly string[]
}

export interface LibraryAssets {
  readonly head: Uint8Array
  readonly parts: Uint8Array
}

export function encodeLibrary(library: Library): LibraryAssets {
  const packer = createLibraryPacker()
  for (const document of library.values()) packer.add(document)
  const { tables, metadata, offsets, bytes } = packer.finish()
  const sources = [...library.values()].map(({ source }) => source)
  const head: LibraryHead = { sources, terms: [...new Set(termsOf(library))], tables, metadata }
  return { head: new TextEncoder().encode(JSON.stringify(head)), parts: pack({ offsets, bytes }) }
}

/** The assets are those of `encodeLibrary`: one build wrote them and this program. */
export function decodeLibrary({ head, parts }: LibraryAssets): {
  library: Library
  terms: readonly string[]
} {
  const { sources, terms, tables, metadata } = JSON.parse(new TextDecoder().decode(head)) as LibraryHead
  const { offsets, bytes } = unpack(parts) as unknown as Pick<PackedLibrary, 'offsets' | 'bytes'>
  return { library: unpackLibrary({ tables, metadata, offsets, bytes }, sources), terms }
}
