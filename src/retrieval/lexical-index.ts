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

/** Which rows of a query a stretch of text holds; as a set answers, other rows are not held. */
export interface HeldRows {
  has(row: number): boolean
}

/** What a passage holds of a query, in its headings (unit 0) and sentences. */
export interface PassageMatch {
  /** BM25 of each unit, with the idf of the paragraphs and the length of the average sentence. */
  readonly bm25: readonly number[]
  /** Share (0–1) of the query's weight that they hold together. */
  readonly coverage: number
  /** Rows that each unit holds. */
  heldByUnit(): HeldRows[]
}

/** Matches passages against one query, until the next query on the same index. */
export type PassageMatcher = (passage: number) => PassageMatch

/**
 * A hundred passages of some hundred tokens are looked through for each query, so a token costs one look at an array, and
 * a passage one array of bits: which slots of the query each of its units holds.
 */
export function createPassageMatcher(
  index: LexicalIndex,
  weights: ReadonlyMap<number, number>,
): PassageMatcher {
  const { averageLength } = index.units
  const { k1, b } = index.bm25.parameters
  const slots = slotsOf(index, weights)
  const slotWeights = Float64Array.from(weights.values())
  const total = slotWeights.reduce((sum, weight) => sum + weight, 0)
  const words = (slotWeights.length + 31) >> 5
  return (passage) => {
    const { rows, counts, ends, lengths } = tokenCounts(index, passage)
    const bits = new Int32Array(ends.length * words)
    const scores: number[] = []
    for (let u = 0, i = 0; u < ends.length; u++) {
      const norm = k1 * (1 - b + (b * lengths[u]!) / averageLength)
      let bm25 = 0
      for (const end = ends[u]!; i < end; i++) {
        const slot = slots[rows[i]!]! - 1
        if (slot < 0) continue
        const count = counts[i]!
        bm25 += (slotWeights[slot]! * count * (k1 + 1)) / (count + norm)
        bits[u * words + (slot >> 5)]! |= 1 << (slot & 31)
      }
      scores.push(bm25)
    }
    return {
      bm25: scores,
      coverage: total ? weightHeld(slotWeights, bits, words) / total : 0,
      heldByUnit: () => scores.map((_, u) => heldRows(bits, u * words, slots)),
    }
  }
}

/** Distinct tokens of a passage's units, one unit behind the other, in the order of their first place. */
interface TokenCounts {
  readonly rows: Int32Array
  readonly counts: Int32Array
  /** End of each unit in `rows`. */
  readonly ends: Int32Array
  /** Tokens of each unit, repeated ones too. */
  readonly lengths: Int32Array
}

/** Passages whose tokens are held as numbers: all of a city's plans, the latest ones of a country's laws. */
const MOST_COUNTED = 2000
const counted = new WeakMap<LexicalIndex, Map<number, TokenCounts>>()

function tokenCounts(index: LexicalIndex, passage: number): TokenCounts {
  const known = counted.get(index) ?? new Map<number, TokenCounts>()
  const found = known.get(passage)
  if (found) return found
  counted.set(index, known)
  if (known.size >= MOST_COUNTED) known.clear()
  const made = countTokens(index, passage)
  known.set(passage, made)
  return made
}

function countTokens({ units: { first, starts, rows: packed } }: LexicalIndex, passage: number): TokenCounts {
  const reader = varintReader(packed)
  const rows: number[] = []
  const counts: number[] = []
  const ends: number[] = []
  const lengths: number[] = []
  for (let unit = first[passage]!; unit < first[passage + 1]!; unit++) {
    const at = new Map<number, number>()
    let length = 0
    for (reader.at = starts[unit]!; reader.at < starts[unit + 1]!; length++) {
      const row = reader.next()
      const place = at.get(row)
      if (place !== undefined) counts[place]!++
      else {
        at.set(row, rows.push(row) - 1)
        counts.push(1)
      }
    }
    ends.push(rows.length)
    lengths.push(length)
  }
  return {
    rows: Int32Array.from(rows),
    counts: Int32Array.from(counts),
    ends: Int32Array.from(ends),
    lengths: Int32Array.from(lengths),
  }
}

/** Weight of the slots that any of the units holds. */
function weightHeld(slotWeights: Float64Array, bits: Int32Array, words: number): number {
  let held = 0
  for (let word = 0; word < words; word++) {
    let any = 0
    for (let i = word; i < bits.length; i += words) any |= bits[i]!
    for (let slot = word * 32; any !== 0; slot++, any >>>= 1) if (any & 1) held += slotWeights[slot]!
  }
  return held
}

function heldRows(bits: Int32Array, from: number, slots: Int32Array): HeldRows {
  return {
    has(row) {
      const slot = slots[row]! - 1
      return slot >= 0 && ((bits[from + (slot >> 5)]! >> (slot & 31)) & 1) === 1
    },
  }
}

interface Slots {
  readonly slots: Int32Array
  /** Rows whose slot is not 0. */
  rows: readonly number[]
}

const scratch = new WeakMap<LexicalIndex, Slots>()

/** 1 + position among the query's rows by row, 0 for a row of none: one array an index, used by one query at a time. */
function slotsOf(index: LexicalIndex, weights: ReadonlyMap<number, number>): Int32Array {
  const used = scratch.get(index) ?? { slots: new Int32Array(index.bm25.vocabulary.size), rows: [] }
  scratch.set(index, used)
  for (const row of used.rows) used.slots[row] = 0
  used.rows = [...weights.keys()]
  for (const [slot, row] of used.rows.entries()) used.slots[row] = slot + 1
  return used.slots
}
