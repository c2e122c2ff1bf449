/** The engine of answering, from an index and the tools of the composition root. */
import { bodiesOfDocument, type DocumentBody } from '../bodies/bodies-of-document.ts'
import type { BodyTable } from '../bodies/table.ts'
import type { Library, ReadDocument } from '../domain/library.ts'
import type { WordTables } from '../glossary/tables.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { Channels } from '../ports/services.ts'
import { idf } from '../retrieval/bm25.ts'
import type { SearchIndex } from '../retrieval/search-index.ts'
import { searchPassages } from '../retrieval/search-passages.ts'
import { remembered } from '../text/remembered.ts'
import type { Segmenter } from '../text/segment.ts'
import { tokenize } from '../text/tokenize.ts'
import type { Engine } from './engine.ts'

export interface EngineParts {
  readonly library: Library
  readonly index: SearchIndex
  /** Null for answering without vectors. */
  readonly embedder: Embedder | null
  readonly tables: WordTables
  readonly bodies: BodyTable
  readonly segment: Segmenter
  readonly translateWord: Engine['translateWord']
  readonly channels?: Channels
}

/** Texts whose vectors are kept: statements of a corpus are asked for again and again, a question only while it is answered. */
const MOST_VECTORS = { query: 100, passage: 20_000 }
/** Terms whose importance is kept; most come from the word tables. */
const MOST_TERMS = 10_000

/** Holds vectors of questions and statements (at most `MOST_VECTORS`) between questions; all else is read from `parts`. */
export function createEngine(parts: EngineParts): Engine {
  const { library, index, embedder, tables, bodies, segment, translateWord, channels } = parts
  const known = new WeakMap<ReadDocument, DocumentBody[]>()
  // Title and issuer name the area: 嘉定区财政局 is the 区财政局 of a plan of 嘉定区.
  const bodiesOf = (document: ReadDocument) => {
    const { title, issuer } = document.tree.metadata
    const area = [title.value, issuer?.value, document.source.sidecar.titleEn].join(' ')
    const found = known.get(document) ?? bodiesOfDocument(document.facts, area, bodies)
    known.set(document, found)
    return found
  }
  const dense = channels === 'bm25' ? null : embedder
  const memos = { query: new Map<string, Float32Array>(), passage: new Map<string, Float32Array>() }

  async function vectorsOf(texts: readonly string[], kind: 'query' | 'passage') {
    const known = memos[kind]
    const found = texts.map((text) => known.get(text))
    const unknown = [...new Set(texts.filter((_, i) => !found[i]))]
    if (unknown.length === 0) return found as Float32Array[]
    const made = await dense!.embed(unknown, kind)
    if (known.size + unknown.length > MOST_VECTORS[kind]) known.clear()
    const vectors = new Map(unknown.map((text, i) => [text, made[i]!]))
    for (const [text, vector] of vectors) known.set(text, vector)
    return texts.map((text, i) => found[i] ?? vectors.get(text)!)
  }

  return {
    library,
    tables,
    bodyTable: bodies,
    bodies: [...library.values()].flatMap(bodiesOf),
    bodiesOf,
    knownTerms: index.lexicon.terms,
    segment,
    rarity: segment.rarity,
    translateWord,
    importance: remembered(MOST_TERMS, (term) => importance(index, term)),
    knows: (term) => tokenize(term, index.lexicon).every((token) => idf(index.lexical.bm25, token) > 0),
    async search({ text, language, terms, documents, limit }) {
      const embedding = dense ? (await vectorsOf([text], 'query'))[0] : undefined
      return searchPassages(
        index,
        {
          text,
          language,
          terms,
          ...(embedding && { embedding }),
          ...(documents && { documents }),
          ...(channels && { channels }),
        },
        limit,
      )
    },
    async similarity(question, texts) {
      if (!dense) return texts.map(() => 0)
      const [query] = await vectorsOf([question], 'query')
      const passages = await vectorsOf(texts, 'passage')
      return passages.map((passage) => cosine(query!, passage))
    },
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Mean idf of the term's tokens, as a share of that of a token that one passage holds; unknown ones count as such. */
function importance({ lexical, lexicon }: SearchIndex, term: string): number {
  const tokens = [...new Set(tokenize(term, lexicon))]
  const weights = tokens.map((token) => idf(lexical.bm25, token))
  if (weights.every((weight) => weight === 0)) return 1
  const rarest = Math.log(1 + (lexical.bm25.size - 0.5) / 1.5)
  return Math.min(1, weights.reduce((sum, weight) => sum + (weight || rarest), 0) / weights.length / rarest)
}
