/**
 * Word translation probabilities from sentence pairs.
 *
 * Brown et al., "The Mathematics of Statistical Machine Translation" (1993), Model 1, with the candidates of each
 * source token limited to those that occur with it more often than by chance.
 */
import { type TokenStore, textTokens } from './token-store.ts'

export interface TranslationTable {
  /** Translations of source token s are at `[offsets[s], offsets[s + 1])`, most probable first. */
  readonly offsets: Uint32Array
  readonly targets: Uint16Array
  readonly probabilities: Float32Array
}

const ROUNDS = 4
const CANDIDATES = 25
const KEPT = 5
const MINIMUM_PROBABILITY = 0.06
/** Pairs looked at for the candidates of one token: frequent tokens need no more. */
const MAXIMUM_PAIRS = 8_000
const MAXIMUM_LENGTH = 48
/** Probability with which the empty word gives any target. */
const NULL_PROBABILITY = 1e-4

/** t(target | source) from pairs whose text `source` (0 or 1) is translated by the other text. */
export function trainIbmModel1(
  stores: readonly TokenStore[],
  source: 0 | 1,
  vocabulary: number,
): TranslationTable {
  const pairs = stores.flatMap((store) =>
    Array.from({ length: store.documents.length - 1 }, (_, d): readonly [Uint16Array, Uint16Array] => [
      textTokens(store, 2 * d + source).subarray(0, MAXIMUM_LENGTH),
      textTokens(store, 2 * d + 1 - source).subarray(0, MAXIMUM_LENGTH),
    ]),
  )
  const slots = candidateSlots(pairs, vocabulary)
  for (let round = 0; round < ROUNDS; round++) expectationMaximisation(pairs, slots)
  return pruned(slots)
}

type Pair = readonly [Uint16Array, Uint16Array]

/** Candidates of each source token in ascending order of the target; probabilities start uniform. */
interface Slots {
  readonly offsets: Uint32Array
  readonly targets: Uint16Array
  probabilities: Float32Array
  /** Open-addressing hash of source × 2^16 + target → place + 1. */
  readonly keys: Uint32Array
  readonly places: Int32Array
}

function candidateSlots(pairs: readonly Pair[], vocabulary: number): Slots {
  const sourceCounts = new Uint32Array(vocabulary + 1)
  const targetCounts = new Uint32Array(vocabulary)
  const stamps = new Int32Array(vocabulary).fill(-1)
  let mark = 0
  /** Each token of a text once; without a set a text, of which there are tens of millions. */
  const once = (text: Uint16Array, visit: (token: number) => void) => {
    mark++
    for (const token of text) {
      if (stamps[token] === mark) continue
      stamps[token] = mark
      visit(token)
    }
  }
  for (const [source, target] of pairs) {
    once(source, (s) => sourceCounts[s]!++)
    once(target, (t) => targetCounts[t]!++)
  }
  const starts = new Uint32Array(vocabulary + 1)
  for (let s = 0; s < vocabulary; s++) starts[s + 1] = starts[s]! + sourceCounts[s]!
  const occurrences = new Uint32Array(starts[vocabulary]!)
  const at = starts.slice()
  pairs.forEach(([source], i) => {
    once(source, (s) => {
      occurrences[at[s]!++] = i
    })
  })
  const counts = new Uint32Array(vocabulary)
  const offsets = new Uint32Array(vocabulary + 1)
  const targets: number[] = []
  for (let s = 0; s < vocabulary; s++) {
    const total = sourceCounts[s]!
    const step = Math.max(1, total / MAXIMUM_PAIRS)
    const touched: number[] = []
    for (let i = 0; i < total; i += step) {
      once(pairs[occurrences[starts[s]! + Math.floor(i)]!]![1], (t) => {
        if (counts[t]!++ === 0) touched.push(t)
      })
    }
    const ranked = touched
      .map((t) => {
        const ratio = (counts[t]! * step * pairs.length) / (total * targetCounts[t]!)
        return { t, score: ratio > 1 ? counts[t]! * Math.log(ratio) : 0 }
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.t - b.t)
      .slice(0, CANDIDATES)
    for (const { t } of ranked) targets.push(t)
    offsets[s + 1] = targets.length
    for (const t of touched) counts[t] = 0
  }
  const size = 2 ** Math.ceil(Math.log2(2 * targets.length + 2))
  const keys = new Uint32Array(size)
  const places = new Int32Array(size)
  const probabilities = new Float32Array(targets.length)
  for (let s = 0; s < vocabulary; s++) {
    for (let place = offsets[s]!; place < offsets[s + 1]!; place++) {
      probabilities[place] = 1 / (offsets[s + 1]! - offsets[s]!)
      let slot = hashSlot(s * 65_536 + targets[place]!, size)
      while (places[slot]) slot = (slot + 1) & (size - 1)
      keys[slot] = s * 65_536 + targets[place]!
      places[slot] = place + 1
    }
  }
  return { offsets, targets: Uint16Array.from(targets), probabilities, keys, places }
}

function hashSlot(key: number, size: number): number {
  const mixed = Math.imul(key, 0x9e3779b1)
  return ((mixed ^ (mixed >>> 15)) >>> 0) & (size - 1)
}

function expectationMaximisation(pairs: readonly Pair[], slots: Slots): void {
  const { keys, places, probabilities, offsets } = slots
  const size = keys.length
  const expected = new Float32Array(probabilities.length)
  const found = new Int32Array(MAXIMUM_LENGTH)
  for (const [source, target] of pairs) {
    for (let j = 0; j < target.length; j++) {
      let hits = 0
      let sum = NULL_PROBABILITY
      for (let i = 0; i < source.length; i++) {
        const key = source[i]! * 65_536 + target[j]!
        let slot = hashSlot(key, size)
        while (places[slot] && keys[slot] !== key) slot = (slot + 1) & (size - 1)
        if (!places[slot]) continue
        const place = places[slot]! - 1
        found[hits++] = place
        sum += probabilities[place]!
      }
      for (let h = 0; h < hits; h++) expected[found[h]!]! += probabilities[found[h]!]! / sum
    }
  }
  for (let s = 0; s + 1 < offsets.length; s++) {
    let sum = 0
    for (let p = offsets[s]!; p < offsets[s + 1]!; p++) sum += expected[p]!
    for (let p = offsets[s]!; p < offsets[s + 1]!; p++) probabilities[p] = sum > 0 ? expected[p]! / sum : 0
  }
}

function pruned(slots: Slots): TranslationTable {
  const offsets = new Uint32Array(slots.offsets.length)
  const targets: number[] = []
  const probabilities: number[] = []
  for (let s = 0; s + 1 < slots.offsets.length; s++) {
    const kept = Array.from(
      { length: slots.offsets[s + 1]! - slots.offsets[s]! },
      (_, i) => slots.offsets[s]! + i,
    )
      .filter((place) => slots.probabilities[place]! > MINIMUM_PROBABILITY)
      .sort((a, b) => slots.probabilities[b]! - slots.probabilities[a]! || a - b)
      .slice(0, KEPT)
    for (const place of kept) {
      targets.push(slots.targets[place]!)
      probabilities.push(slots.probabilities[place]!)
    }
    offsets[s + 1] = targets.length
  }
  return { offsets, targets: Uint16Array.from(targets), probabilities: Float32Array.from(probabilities) }
}
