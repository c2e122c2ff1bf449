/** Finds the words that carry the modality of a clause (不得, 应当, 鼓励, 探索 …), from the table of modality. */
import { z } from 'zod'
import builtIn from '../../data/modality.json' with { type: 'json' }
import type { Modality } from '../../domain/facts.ts'
import { anyOf } from '../../text/any-of.ts'
import { bracketed } from '../clauses.ts'

const text = z.string().min(1)
export const modalitySchema = z.enum(['ban', 'must', 'shall', 'promote', 'encourage', 'explore', 'may'])
const wordsSchema = z.strictObject({ modality: modalitySchema, words: z.array(text).min(1) })

export const modalityTableSchema = z.strictObject({
  source: text,
  /** Count wherever they stand in a clause. */
  auxiliaries: z.array(wordsSchema),
  /** Count as the first verb of a clause, after adverbs. */
  verbs: z.array(wordsSchema),
  /** 执行…标准: the first word with one of the last ones at most 30 characters later. */
  patterns: z.array(z.strictObject({ modality: modalitySchema, before: text, after: z.array(text).min(1) })),
  /** Adverbs that promote by themselves where no known verb follows. */
  strong: z.array(text),
  adverbs: z.array(text),
  /** Words before a marker that soften it and belong to it. */
  qualifiers: z.array(text),
  /** Characters beside a word that make it part of another one: 响|应, 应|用. */
  guards: z.array(
    z.strictObject({
      word: text,
      notAfter: z.string(),
      notBefore: z.string(),
      except: z.string(),
      onlyBefore: text.optional(),
    }),
  ),
  addressees: z.strictObject({
    firm: z.array(text),
    person: z.array(text),
    /** Endings that make an actor only as the subject of 应当, 不得 and their like: 旅行社应当. */
    subjects: z.array(text),
    persons: z.array(text),
    government: z.array(text),
  }),
})
export type ModalityTable = z.infer<typeof modalityTableSchema>
export const MODALITY_TABLE: ModalityTable = modalityTableSchema.parse(builtIn)

export interface Marker {
  readonly modality: Modality
  /** Offsets of the marker with its qualifier. */
  readonly start: number
  readonly end: number
  /** auxiliary: 应当, 不得 and their like, which govern the clauses that follow; verb: 推进, 鼓励, 落实. */
  readonly kind: 'auxiliary' | 'verb'
}

const table = MODALITY_TABLE
const GUARDS = new Map(table.guards.map((guard) => [guard.word, guard]))
const AUXILIARY = table.auxiliaries.flatMap(({ modality, words }) =>
  words.map((word) => ({ word, modality })),
)
const AUXILIARY_OF = new Map(AUXILIARY.map(({ word, modality }) => [word, modality]))
const AUXILIARIES = new RegExp(anyOf(AUXILIARY.map(({ word }) => word)), 'g')
const VERBS = table.verbs.flatMap(({ modality, words }) => words.map((word) => ({ word, modality })))
const VERB_OF = new Map([...VERBS].reverse().map(({ word, modality }) => [word, modality]))
const VERB = new RegExp(`^(?:${anyOf(VERBS.map(({ word }) => word))})`)
const ADVERB = new RegExp(`^(?:${anyOf(table.adverbs)})`)
const STRONG = new Set(table.strong)
const QUALIFIER = new RegExp(`(?:${anyOf(table.qualifiers)})$`)
const PATTERNS = table.patterns.map(({ modality, before, after }) => ({
  modality,
  before,
  pattern: new RegExp(`${before}(?=[^,;。]{0,30}?(?:${anyOf(after)})(?!的(?:比例|比重|占比)))`, 'g'),
}))

/** First auxiliary or pattern in `[from, to)` outside quotation marks and brackets. */
export function findAuxiliary(text: string, from: number, to: number): Marker | null {
  const clause = text.slice(from, to)
  const hidden = bracketed(clause)
  const found: Marker[] = []
  for (const match of clause.matchAll(AUXILIARIES)) {
    if (hidden[match.index] || !standsFree(text, from + match.index, match[0])) continue
    found.push(
      withQualifier(
        text,
        from,
        from + match.index,
        match[0].length,
        AUXILIARY_OF.get(match[0])!,
        'auxiliary',
      ),
    )
    break
  }
  for (const { modality, pattern, before } of PATTERNS) {
    const match = [...clause.matchAll(pattern)].find(({ index }) => !hidden[index])
    if (match) found.push(withQualifier(text, from, from + match.index, before.length, modality, 'verb'))
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  return found[0] ?? null
}

/** Verb at `from`, behind adverbs; a strong adverb counts where no known verb follows it. */
export function findVerb(text: string, from: number, to: number): Marker | null {
  let at = from
  let strong: Marker | null = null
  for (;;) {
    const rest = text.slice(at, Math.min(to, at + 12))
    const verb = VERB.exec(rest)?.[0]
    const adverb = ADVERB.exec(rest)?.[0]
    if (
      verb !== undefined &&
      standsFree(text, at, verb) &&
      (adverb === undefined || verb.length > adverb.length)
    ) {
      return withQualifier(text, from, at, verb.length, VERB_OF.get(verb)!, 'verb')
    }
    if (adverb === undefined) break
    if (STRONG.has(adverb)) {
      strong ??= { modality: 'promote', start: at, end: at + adverb.length, kind: 'verb' }
    }
    at += adverb.length
  }
  return strong
}

/** True when the characters around the word do not make it part of another one. */
function standsFree(text: string, at: number, word: string): boolean {
  const guard = GUARDS.get(word)
  if (!guard) return true
  const before = text[at - 1] ?? ''
  const after = text[at + word.length] ?? ''
  if (before !== '' && guard.notAfter.includes(before)) return false
  if (after !== '' && guard.notBefore.includes(after)) return false
  if (guard.onlyBefore && !new RegExp(`^(?:${guard.onlyBefore})`).test(text.slice(at + word.length)))
    return false
  return guard.except === '' || !new RegExp(`^(?:${guard.except})`).test(text.slice(at, at + 28))
}

function withQualifier(
  text: string,
  from: number,
  start: number,
  length: number,
  modality: Modality,
  kind: Marker['kind'],
): Marker {
  const qualifier = QUALIFIER.exec(text.slice(Math.max(from, start - 4), start))?.[0] ?? ''
  return { modality, start: start - qualifier.length, end: start + length, kind }
}
