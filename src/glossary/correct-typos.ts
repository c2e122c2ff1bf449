/** Characters of a question that were taken for others of the same sound or a like shape, put right. */
import { phrasesAt } from './phrases.ts'
import { defaultTables, type WordTables } from './tables.ts'

export interface Correction {
  readonly start: number
  readonly end: number
  readonly wrong: string
  readonly right: string
}

export interface CorrectedText {
  /** As long as the question, so that offsets into either are the same. */
  readonly text: string
  readonly corrections: readonly Correction[]
}

/** Shorter words have too many neighbours by sound to be guessed; the typos table names those that are sure. */
const SHORTEST = 3
const LONGEST = 8

/** Never slips for another character: they stand between words (几个部门 is no slip for 各部门). */
const FUNCTION_CHARACTERS = new Set(
  '的了吗呢是在有和与及或就都也还又不没未各每个些几这那哪谁我你他它们把被让给对从向由以为于至到将已新老旧大小多少高低上下前后内外',
)

/**
 * Corrects what the typos table lists, then every stretch of 3–8 characters that differs from a term of `knownTerms`
 * in one character of the same sound or a like shape. A stretch that holds or is a glossary or known term of its
 * own reaching outside the correction is left alone, so that a right word is never taken for another.
 */
export function correctTypos(
  question: string,
  knownTerms: ReadonlySet<string>,
  tables: WordTables = defaultTables(),
): CorrectedText {
  const corrections: Correction[] = []
  let text = question
  for (let i = 0; i < text.length; ) {
    const correction = listedTypo(text, i, knownTerms, tables) ?? nearTerm(text, i, knownTerms, tables)
    if (correction) {
      corrections.push(correction)
      text = text.slice(0, correction.start) + correction.right + text.slice(correction.end)
    }
    i = correction ? correction.end : i + 1
  }
  return { text, corrections }
}

function listedTypo(
  text: string,
  start: number,
  knownTerms: ReadonlySet<string>,
  tables: WordTables,
): Correction | undefined {
  for (const { end, phrase, values } of phrasesAt(tables.typos, text, start)) {
    if (!knownTerms.has(phrase) && !crossed(text, start, end, knownTerms, tables)) {
      return { start, end, wrong: phrase, right: values[0]! }
    }
  }
  return undefined
}

function nearTerm(
  text: string,
  start: number,
  knownTerms: ReadonlySet<string>,
  tables: WordTables,
): Correction | undefined {
  const { blanked, heads, tails } = blankedTerms(knownTerms)
  for (let length = Math.min(LONGEST, text.length - start); length >= SHORTEST; length--) {
    const end = start + length
    const half = start + (length >> 1)
    if (!heads[length]!.has(text.slice(start, half)) && !tails[length]!.has(text.slice(half, end))) continue
    const wrong = text.slice(start, end)
    if (!/^[\u3400-\u9fff]+$/.test(wrong) || isWord(wrong, knownTerms, tables)) continue
    for (let k = 0; k < length; k++) {
      if (FUNCTION_CHARACTERS.has(wrong[k]!)) continue
      const alike = tables.confusables.get(wrong[k]!)
      if (!alike) continue
      const right = blanked
        .get(blank(wrong, k))
        ?.find((term) => alike.some((group) => group.includes(term[k]!)))
      if (right === undefined || inWord(text, start + k, start, end, knownTerms, tables)) continue
      return { start, end, wrong, right }
    }
  }
  return undefined
}

interface BlankedTerms {
  /** The terms by themselves with one character blanked out. */
  readonly blanked: ReadonlyMap<string, readonly string[]>
  /** By length, first and second halves of the terms: one wrong character leaves one of the two, which rules most stretches out. */
  readonly heads: readonly ReadonlySet<string>[]
  readonly tails: readonly ReadonlySet<string>[]
}

const BLANKED = new WeakMap<ReadonlySet<string>, BlankedTerms>()

/** Made once for a set, which must not grow afterwards. */
function blankedTerms(knownTerms: ReadonlySet<string>): BlankedTerms {
  const known = BLANKED.get(knownTerms)
  if (known) return known
  const blanked = new Map<string, string[]>()
  const byLength = () => Array.from({ length: LONGEST + 1 }, () => new Set<string>())
  const heads = byLength()
  const tails = byLength()
  for (const term of knownTerms) {
    if (term.length < SHORTEST || term.length > LONGEST) continue
    heads[term.length]!.add(term.slice(0, term.length >> 1))
    tails[term.length]!.add(term.slice(term.length >> 1))
    for (let k = 0; k < term.length; k++) {
      const key = blank(term, k)
      const terms = blanked.get(key)
      if (terms) terms.push(term)
      else blanked.set(key, [term])
    }
  }
  const made = { blanked, heads, tails }
  BLANKED.set(knownTerms, made)
  return made
}

function blank(term: string, k: number): string {
  return `${term.slice(0, k)}*${term.slice(k + 1)}`
}

function isWord(text: string, knownTerms: ReadonlySet<string>, tables: WordTables): boolean {
  return knownTerms.has(text) || tables.glossary.values.has(text) || tables.places.values.has(text)
}

/** True when the character belongs to a word of three or more characters that is right as it stands, or to one crossing the edge. */
function inWord(
  text: string,
  at: number,
  start: number,
  end: number,
  knownTerms: ReadonlySet<string>,
  tables: WordTables,
): boolean {
  return wordsOver(text, at, at + 1, (from, to) => {
    const proper = to - from >= SHORTEST || from < start || to > end
    return proper && isWord(text.slice(from, to), knownTerms, tables)
  })
}

/** True when a right word reaches over an edge of the stretch (新建住宅 is no slip for 新建筑宅). */
function crossed(
  text: string,
  start: number,
  end: number,
  knownTerms: ReadonlySet<string>,
  tables: WordTables,
): boolean {
  const over = (edge: number) =>
    wordsOver(text, edge - 1, edge + 1, (from, to) => isWord(text.slice(from, to), knownTerms, tables))
  return (start > 0 && over(start)) || (end < text.length && over(end))
}

/** Whether any stretch of 2–8 characters that includes `[first, last)` passes the test. */
function wordsOver(
  text: string,
  first: number,
  last: number,
  test: (from: number, to: number) => boolean,
): boolean {
  for (let from = Math.max(0, last - LONGEST); from <= first; from++) {
    for (let to = Math.max(last, from + 2); to <= Math.min(text.length, from + LONGEST); to++) {
      if (test(from, to)) return true
    }
  }
  return false
}
