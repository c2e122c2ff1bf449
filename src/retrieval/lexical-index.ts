/** The lexical side of the index, from passages: BM25 over paragraphs, and the tokens of each of their sentences. */
import { type Lexicon, tokenize } from '../text/tokenize.ts'
import { type Bm25Index, createBm25Builder, idfOfRow } from './bm25.ts'
import { growing } from './growing.ts'
import type { Passage } from './passages.ts'
import { putVarint, varintReader } from './varint.ts'

/**
 * A passage's units are its headings (first) and its sentences, each a list of vocabulary rows in text order: units of
 * passage p are `[first[p], first[p + 1])`, tokens of unit u are the varints in `rows[starts[u], starts[u + 1])`. Common
 * tokens come early in a corpus, so a row takes two bytes of the four that it might.
 */
export interface UnitTokens {
  readonly first: Uint32Array
  readonly starts: Uint32Array
  readonly rows: Uint8Array
  /** Tokens of the average sentence. */
  readonly averageLength: number
}

export interface LexicalIndex {
  readonly bm25: Bm25Index
  readonly units: UnitTokens
}

export interface LexicalBuilder {
  add(passage: Passage): void
  /** `release` is called where large arrays were dropped. */
  finish(release?: () => void): LexicalIndex
}

export function createLexicalBuilder(lexicon: Lexicon): LexicalBuilder {
  const bm25 = createBm25Builder()
  const first = growing(Uint32Array)
  const starts = growing(Uint32Array)
  const rows = growing(Uint8Array)
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
        for (const row of tokenRows.subarray(at, at + unit.length)) putVarint(rows, row)
        at += unit.length
      }
      sentenceTokens += body.length
      sentenceCount += Math.max(1, sentences.length)
    },
    finish(release) {
      first.push(starts.length)
      starts.push(rows.length)
      const postings = bm25.finish()
      release?.()
      return {
        bm25: postings,
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
  readonly held: HeldRows
}

/** As a set answers; other rows than those of the query are not held. */
export interface HeldRows {
  has(row: number): boolean
}

/** Matches the headings of a passage (first) and its sentences against one query. */
export type UnitMatcher = (passage: number) => UnitMatch[]

/** A hundred passages of some hundred tokens are looked through for each query, so a token costs one look at an array. */
export function createUnitMatcher(index: LexicalIndex, weights: ReadonlyMap<number, number>): UnitMatcher {
  const { first, starts, rows, averageLength } = index.units
  const { k1, b } = index.bm25.parameters
  const slotOf = createSlots([...weights.keys()])
  const slotWeights = Float64Array.from(weights.values())
  const slots = slotWeights.length
  const reader = varintReader(rows)
  return (passage) => {
    const matches: UnitMatch[] = []
    for (let unit = first[passage]!; unit < first[passage + 1]!; unit++) {
      const end = starts[unit + 1]!
      const counts = new Uint16Array(slots)
      const found: number[] = []
      let length = 0
      for (reader.at = starts[unit]!; reader.at < end; length++) {
        const slot = slotOf(reader.next())
        if (slot >= 0 && counts[slot]!++ === 0) found.push(slot)
      }
      const norm = k1 * (1 - b + (b * length) / averageLength)
      let bm25 = 0
      for (const slot of found)
        bm25 += (slotWeights[slot]! * counts[slot]! * (k1 + 1)) / (counts[slot]! + norm)
      const has = (row: number) => {
        const slot = slotOf(row)
        return slot >= 0 && counts[slot]! > 0
      }
      matches.push({ bm25, held: { has } })
    }
    return matches
  }
}

/** Position of a row among the given ones, −1 for another: open addressing, at most a quarter full. */
function createSlots(rows: readonly number[]): (row: number) => number {
  let bits = 4
  while (1 << bits < rows.length * 4) bits++
  const mask = (1 << bits) - 1
  const placeOf = (row: number) => Math.imul(row, 0x9e3779b1) >>> (32 - bits)
  const slots = new Int32Array(mask + 1).fill(-1)
  const keys = new Int32Array(mask + 1)
  for (const [slot, row] of rows.entries()) {
    let at = placeOf(row)
    while (slots[at]! >= 0) at = (at + 1) & mask
    slots[at] = slot
    keys[at] = row
  }
  return (row) => {
    for (let at = placeOf(row); slots[at]! >= 0; at = (at + 1) & mask) if (keys[at] === row) return slots[at]!
    return -1
  }
}
