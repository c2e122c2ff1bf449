/** The lexical side of the index, from passages: BM25 over paragraphs, and the tokens of each of their sentences. */
import { type Lexicon, tokenize } from '../text/tokenize.ts'
import { type Bm25Index, createBm25Builder, idfOfRow } from './bm25.ts'
import { growing } from './growing.ts'
import type { Passage } from './passages.ts'

/**
 * A passage's units are its headings (first) and its sentences, each a list of vocabulary rows in text order: units of
 * passage p are `[first[p], first[p + 1])`, tokens of unit u are `rows[starts[u], starts[u + 1])`.
 */
export interface UnitTokens {
  readonly first: Uint32Array
  readonly starts: Uint32Array
  readonly rows: Uint32Array
  /** Tokens of the average sentence. */
  readonly averageLength: number
}

export interface LexicalIndex {
  readonly bm25: Bm25Index
  readonly units: UnitTokens
}

export interface LexicalBuilder {
  add(passage: Passage): void
  finish(): LexicalIndex
}

export function createLexicalBuilder(lexicon: Lexicon): LexicalBuilder {
  const bm25 = createBm25Builder()
  const first = growing(Uint32Array)
  const starts = growing(Uint32Array)
  const rows = growing(Uint32Array)
  let sentenceTokens = 0
  let sentenceCount = 0
  return {
    add(passage) {
      const headings = passage.headings.flatMap((heading) => tokenize(heading, lexicon))
      const title = tokenize(passage.title, lexicon)
      const sentences = passage.sentences.map((sentence) => tokenize(sentence, lexicon))
      const body = sentences.length ? sentences.flat() : tokenize(passage.body, lexicon)
      // Headings count once: twice or three times changed no rank on the dev questions.
      const tokenRows = bm25.add([...title, ...headings, ...body])
      first.push(starts.length)
      let at = title.length
      for (const unit of [headings, ...sentences]) {
        starts.push(rows.length)
        rows.append(tokenRows.subarray(at, at + unit.length))
        at += unit.length
      }
      sentenceTokens += body.length
      sentenceCount += Math.max(1, sentences.length)
    },
    finish() {
      first.push(starts.length)
      starts.push(rows.length)
      return {
        bm25: bm25.finish(),
        units: {
          first: first.take(),
          starts: starts.take(),
          rows: rows.take(),
          averageLength: sentenceCount ? sentenceTokens / sentenceCount : 0,
        },
      }
    },
  }
}

/** Weight times idf of each query term that the corpus holds, by vocabulary row. */
export function queryWeights(index: Bm25Index, terms: ReadonlyMap<string, number>): Map<number, number> {
  const weights = new Map<number, number>()
  for (const [term, weight] of terms) {
    const row = index.vocabulary.get(term)
    if (row !== undefined && weight > 0) weights.set(row, weight * idfOfRow(index, row))
  }
  return weights
}

/** What one unit holds of a query. */
export interface UnitMatch {
  /** BM25 of the unit, with the idf of the paragraphs and the length of the average sentence. */
  readonly bm25: number
  /** Rows of the query that it holds. */
  readonly held: ReadonlySet<number>
}

/** The headings of a passage (first) and its sentences against a query. */
export function matchUnits(
  index: LexicalIndex,
  passage: number,
  weights: ReadonlyMap<number, number>,
): UnitMatch[] {
  const { first, starts, rows, averageLength } = index.units
  const { k1, b } = index.bm25.parameters
  const matches: UnitMatch[] = []
  for (let unit = first[passage]!; unit < first[passage + 1]!; unit++) {
    const counts = new Map<number, number>()
    for (let i = starts[unit]!; i < starts[unit + 1]!; i++) {
      const row = rows[i]!
      if (weights.has(row)) counts.set(row, (counts.get(row) ?? 0) + 1)
    }
    const length = starts[unit + 1]! - starts[unit]!
    const norm = k1 * (1 - b + (b * length) / averageLength)
    let bm25 = 0
    for (const [row, tf] of counts) bm25 += (weights.get(row)! * tf * (k1 + 1)) / (tf + norm)
    matches.push({ bm25, held: new Set(counts.keys()) })
  }
  return matches
}
