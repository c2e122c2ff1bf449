/**
 * A library that keeps what was read of its documents packed, and unpacks a part of a document when it is first asked
 * for: 150,000 articles take some tens of megabytes instead of a gigabyte, and none is read again at the next start.
 */
import type { DocumentMetadata, DocumentTree, SourceText } from '../domain/document.ts'
import type { DocumentFacts } from '../domain/facts.ts'
import type { Library, ReadDocument, RecordCounts } from '../domain/library.ts'
import { createValuePacker, type PackTables, packedLength, unpackValue } from './pack-values.ts'

/** Parts of a document that are unpacked on their own; a question needs paragraphs and targets of many documents. */
const TREE_PARTS = ['sections', 'paragraphs', 'receipt'] as const
const FACT_PARTS = ['targets', 'responsibilities', 'obligations', 'references', 'otherFigures'] as const
const PARTS = [...TREE_PARTS, ...FACT_PARTS]
type Part = (typeof PARTS)[number]

export interface PackedLibrary {
  readonly tables: PackTables
  /** By document, in the order of the sources: lists of documents need it of all. */
  readonly metadata: readonly DocumentMetadata[]
  /** Part p of document d starts at `offsets[d · parts + p]` of `bytes`. */
  readonly offsets: Uint32Array
  readonly bytes: Int8Array
}

/** Packs documents one by one, so that only one stands unpacked in memory. */
export function createLibraryPacker() {
  const packer = createValuePacker()
  const metadata: DocumentMetadata[] = []
  const offsets: number[] = []
  return {
    add({ source, tree, facts }: ReadDocument) {
      metadata.push(tree.metadata)
      const parts: Readonly<Record<Part, unknown>> = { ...tree, ...facts }
      for (const part of PARTS) {
        offsets.push(packer.length)
        packer.add(parts[part], source.text)
      }
    },
    finish: (): PackedLibrary => ({ ...packer.finish(), metadata, offsets: Uint32Array.from(offsets) }),
  }
}

/** Characters of documents that stay unpacked, and how many documents stay in any case: of 3,310 laws a question reads 37 at most. */
const KEPT_CHARACTERS = 600_000
const KEPT_DOCUMENTS = 128

/** The library over the sources that were packed, in the same order. */
export function unpackLibrary(packed: PackedLibrary, sources: readonly SourceText[]): Library {
  const kept = createKeeper(KEPT_CHARACTERS, KEPT_DOCUMENTS)
  const documents = new Map(sources.map((source, d) => [source.id, lazyDocument(packed, source, d, kept)]))
  const places = new Map(sources.map(({ id }, d) => [id, d]))
  return Object.assign(documents, {
    *passing() {
      for (const [d, source] of sources.entries()) {
        const parts: unknown[] = []
        yield lazyDocument(packed, source, d, { partsOf: () => parts })
      }
    },
    countsOf(id: string): RecordCounts {
      const first = places.get(id)! * PARTS.length
      const count = (part: Part) => packedLength(packed.bytes, packed.offsets[first + PARTS.indexOf(part)]!)
      return {
        sections: count('sections'),
        targets: count('targets'),
        responsibilities: count('responsibilities'),
        obligations: count('obligations'),
      }
    },
  })
}

function lazyDocument(packed: PackedLibrary, source: SourceText, d: number, kept: Keeper): ReadDocument {
  const part = <P extends Part>(name: P) => {
    const parts = kept.partsOf(d, source.text.length)
    const p = PARTS.indexOf(name)
    parts[p] ??= unpackValue(packed.bytes, packed.offsets[d * PARTS.length + p]!, source.text, packed.tables)
    return parts[p] as (DocumentTree & DocumentFacts)[P]
  }
  // Own properties, so that a document is written out and compared as any other.
  return {
    source,
    tree: {
      document: source.id,
      metadata: packed.metadata[d]!,
      get sections() {
        return part('sections')
      },
      get paragraphs() {
        return part('paragraphs')
      },
      get receipt() {
        return part('receipt')
      },
    },
    facts: {
      document: source.id,
      get targets() {
        return part('targets')
      },
      get responsibilities() {
        return part('responsibilities')
      },
      get obligations() {
        return part('obligations')
      },
      get references() {
        return part('references')
      },
      get otherFigures() {
        return part('otherFigures')
      },
    },
  }
}

interface Keeper {
  /** The unpacked parts of a document, empty where it was dropped or never asked for. */
  partsOf(document: number, characters: number): unknown[]
}

interface Kept {
  readonly parts: unknown[]
  readonly characters: number
}

/** Drops what was longest not asked for; records that one question compares must stay the same objects meanwhile. */
function createKeeper(mostCharacters: number, leastDocuments: number): Keeper {
  const kept = new Map<number, Kept>()
  let total = 0
  let latest = -1
  let latestParts: unknown[] = []
  return {
    partsOf(document, characters) {
      if (document === latest) return latestParts
      const known = kept.get(document)
      if (known) kept.delete(document)
      else total += characters
      const entry = known ?? { parts: [], characters }
      kept.set(document, entry)
      for (const [oldest, { characters: freed }] of kept) {
        if (total <= mostCharacters || kept.size <= leastDocuments) break
        kept.delete(oldest)
        total -= freed
      }
      latest = document
      latestParts = entry.parts
      return entry.parts
    },
  }
}
