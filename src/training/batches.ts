/** Draws the pairs of a step and lays them out for the workers: tokens, masked pairs, and which texts touch which row. */

import type { TranslationTable } from './ibm-model-1.ts'
import { type BatchSlot, MAXIMUM_MASKED, type RunShape } from './layout.ts'
import { type Random, seededRandom } from './random.ts'
import { type TokenStore, textTokens } from './token-store.ts'

/** One entry of the mixture: pairs as they are, or inverse cloze over sentences; one side may be pseudo-translated. */
export interface MixtureEntry {
  readonly source: string
  readonly weight: number
  readonly kind: 'pairs' | 'cloze'
  readonly translate?: { readonly side: 'question' | 'passage'; readonly to: 'english' | 'chinese' }
}

export interface BatchLoader {
  /** Writes the batch of a step into its slot. */
  load(step: number, slot: BatchSlot): void
}

const TOKEN_DROPOUT = 0.1
const SHORT_TEXT = 3
/** Inverse cloze: neighbours on both sides together, and how often the sentence itself stays. */
const WINDOW = { minimum: 2, maximum: 6, keepSentence: 0.1 }

export function batchLoader(options: {
  readonly memory: WebAssembly.Memory
  readonly shape: RunShape
  readonly seed: number
  readonly mixture: readonly MixtureEntry[]
  readonly stores: ReadonlyMap<string, TokenStore>
  readonly tables: { readonly english: TranslationTable; readonly chinese: TranslationTable }
  /** Writes prefixes and rates of the step. */
  readonly schedule: (
    step: number,
    random: Random,
  ) => { prefixes: readonly number[]; rates: readonly number[] }
}): BatchLoader {
  const { memory, shape, seed, mixture, stores, tables, schedule } = options
  const ints = new Int32Array(memory.buffer)
  const floats = new Float32Array(memory.buffer)
  const samplers = mixture.map((entry) => {
    const store = stores.get(entry.source)
    if (!store) throw new Error(`mixture names the unknown source ${entry.source}`)
    return sampler(entry, store, tables)
  })
  const weights = mixture.map(({ weight }) => weight)
  const touches = new Int32Array(shape.vocabulary)

  const draw = (random: Random): number[][][] => {
    const sample = samplers[drawIndex(weights, random)]!
    const sides: number[][][] = [[], []]
    for (let i = 0; i < shape.batch; i++) {
      const pair = sample(random)
      for (const side of [0, 1]) sides[side]!.push(pair[side]!.slice(0, shape.maximumTokens))
    }
    return sides
  }

  return {
    load(step, slot) {
      const random = seededRandom(seed, step)
      const { prefixes, rates } = schedule(step, random)
      const sides = draw(random)
      floats.set(rates, slot.rates >> 2)
      const counts = slot.counts >> 2
      ints[counts] = prefixes.length
      ints.set(prefixes, counts + 1)
      ints[counts + 1 + shape.prefixes] = writeMasks(sides, ints, slot.masked >> 2)
      const texts = sides.flat().map((text) => dropTokens(text, random))
      ints[counts + 2 + shape.prefixes] = writeTexts(texts, ints, slot, touches)
    },
  }
}

/** A position, drawn with a chance in proportion to its weight. */
function drawIndex(weights: ArrayLike<number>, random: Random): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += weights[i]!
  let left = random.next() * sum
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]!
    if (left < 0) return i
  }
  return weights.length - 1
}

type Sampler = (random: Random) => readonly [number[], number[]]

function sampler(
  entry: MixtureEntry,
  store: TokenStore,
  tables: { readonly english: TranslationTable; readonly chinese: TranslationTable },
): Sampler {
  const base = entry.kind === 'pairs' ? pairSampler(store) : clozeSampler(store)
  const { translate } = entry
  if (!translate) return base
  const table = tables[translate.to]
  return (random) => {
    // A text of which nothing can be translated teaches nothing: draw again.
    for (let attempt = 0; ; attempt++) {
      const [question, passage] = base(random)
      const translated = translateTokens(translate.side === 'question' ? question : passage, table, random)
      if (translated.length === 0 && attempt < 20) continue
      return translate.side === 'question' ? [translated, passage] : [question, translated]
    }
  }
}

function pairSampler(store: TokenStore): Sampler {
  return (random) => {
    const first = 2 * random.below(store.documents.length - 1)
    return [[...textTokens(store, first)], [...textTokens(store, first + 1)]]
  }
}

/** A sentence against its neighbours: Lee et al., "Latent Retrieval" (2019), inverse cloze task. */
function clozeSampler(store: TokenStore): Sampler {
  const documentOf = new Uint32Array(store.offsets.length - 1)
  for (let d = 0; d + 1 < store.documents.length; d++) {
    documentOf.fill(d, store.documents[d]!, store.documents[d + 1]!)
  }
  return (random) => {
    const sentence = random.below(documentOf.length)
    const document = documentOf[sentence]!
    const [start, end] = [store.documents[document]!, store.documents[document + 1]!]
    const size = WINDOW.minimum + random.below(WINDOW.maximum - WINDOW.minimum + 1)
    const before = random.below(size + 1)
    const from = Math.max(start, Math.min(sentence - before, end - size - 1))
    const to = Math.min(end, from + size + 1)
    const keep = random.next() < WINDOW.keepSentence
    const passage: number[] = []
    for (let i = from; i < to; i++) if (i !== sentence || keep) passage.push(...textTokens(store, i))
    return [[...textTokens(store, sentence)], passage]
  }
}

/** Each token as one translation drawn by probability; tokens without a translation are left out. */
function translateTokens(tokens: readonly number[], table: TranslationTable, random: Random): number[] {
  const out: number[] = []
  for (const token of tokens) {
    const [from, to] = [table.offsets[token]!, table.offsets[token + 1]!]
    if (from < to) out.push(table.targets[from + drawIndex(table.probabilities.subarray(from, to), random)]!)
  }
  return out
}

function dropTokens(text: readonly number[], random: Random): readonly number[] {
  if (text.length <= SHORT_TEXT) return text
  return text.filter(() => random.next() >= TOKEN_DROPOUT)
}

/** Pairs (i, j) that must not count as negatives, because question or passage of i equals that of j. */
function writeMasks(
  sides: readonly (readonly (readonly number[])[])[],
  ints: Int32Array,
  at: number,
): number {
  const masked = new Set<number>()
  for (const texts of sides) {
    const groups = new Map<string, number[]>()
    texts.forEach((text, i) => {
      const key = String.fromCharCode(...text)
      const group = groups.get(key)
      if (group) group.push(i)
      else groups.set(key, [i])
    })
    for (const group of groups.values()) {
      for (const i of group) for (const j of group) if (i !== j) masked.add(i * texts.length + j)
    }
  }
  let count = 0
  for (const pair of masked) {
    if (count === MAXIMUM_MASKED) break
    ints[at + 2 * count] = Math.floor(pair / sides[0]!.length)
    ints[at + 2 * count + 1] = pair % sides[0]!.length
    count++
  }
  return count
}

/** Writes tokens by text and texts by token; gives the count of touched rows. `touches` is all zero before and after. */
function writeTexts(
  texts: readonly (readonly number[])[],
  ints: Int32Array,
  slot: BatchSlot,
  touches: Int32Array,
): number {
  const [offsets, tokens] = [slot.textOffsets >> 2, slot.tokens >> 2]
  const [touched, touchedOffsets, touchedTexts] = [
    slot.touched >> 2,
    slot.touchedOffsets >> 2,
    slot.touchedTexts >> 2,
  ]
  let used = 0
  let rows = 0
  texts.forEach((text, i) => {
    ints[offsets + i] = used
    for (const token of text) {
      ints[tokens + used++] = token
      if (touches[token]!++ === 0) ints[touched + rows++] = token
    }
  })
  ints[offsets + texts.length] = used
  let at = 0
  for (let k = 0; k < rows; k++) {
    const token = ints[touched + k]!
    ints[touchedOffsets + k] = at
    at += touches[token]!
    touches[token] = at
  }
  ints[touchedOffsets + rows] = at
  for (let i = texts.length - 1; i >= 0; i--) {
    for (const token of texts[i]!) ints[touchedTexts + --touches[token]!] = i
  }
  for (let k = 0; k < rows; k++) touches[ints[touched + k]!] = 0
  return rows
}
