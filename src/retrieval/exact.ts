/** What a question names exactly — figures with units, numbers of documents, quoted titles and words, terms, abbreviations — and which passages hold it. */
import { foldText, type Lexicon, tokenize } from '../text/tokenize.ts'
import { type Bm25Index, idfOfRow } from './bm25.ts'
import type { HeldRows } from './lexical-index.ts'

/** Something named, held by a unit that holds all of its rows. */
export interface ExactItem {
  readonly text: string
  readonly rows: readonly number[]
  /** False when a token of it stands nowhere in the corpus. */
  readonly known: boolean
  /** Rarity: the highest idf of its tokens. */
  readonly weight: number
}

const QUOTED = /[“"「『《]([^“”"「」『』《》]{2,60})[”"」』》]/g
const DOCUMENT_NUMBER = /[\u4e00-\u9fff]{1,12}[〔[(]\d{4}[〕\])]第?\d+号/g
/** Tokens that are exact by themselves: a figure with its unit or ordinal, an abbreviation. */
const EXACT_TOKEN = /^(?:第?\d+(?:\.\d+)?\D+|[a-z][a-z0-9.]+)$/

/** The exact items of a question; empty for one that names none. */
export function exactItems(text: string, lexicon: Lexicon, index: Bm25Index): ExactItem[] {
  const folded = foldText(text)
  const items = new Map<string, readonly string[]>()
  for (const [, quoted] of folded.matchAll(QUOTED)) items.set(quoted!, tokenize(quoted!, lexicon))
  for (const [number] of folded.matchAll(DOCUMENT_NUMBER)) items.set(number, tokenize(number, lexicon))
  for (const token of tokenize(folded, lexicon)) {
    if (lexicon.terms.has(token) || EXACT_TOKEN.test(token)) items.set(token, [token])
  }
  return [...items]
    .filter(([, tokens]) => tokens.length > 0)
    .map(([item, tokens]) => exactItem(item, tokens, index))
}

function exactItem(text: string, tokens: readonly string[], index: Bm25Index): ExactItem {
  const rows = tokens.map((token) => index.vocabulary.get(token))
  const found = rows.filter((row) => row !== undefined)
  const known = found.length === rows.length
  const weight = known ? Math.max(...found.map((row) => idfOfRow(index, row))) : Math.log(1 + index.size)
  return { text, rows: found, known, weight }
}

/** Share (0–1) of the items' weight that units holding these rows hold; 0 when nothing is named exactly. */
export function exactShare(items: readonly ExactItem[], units: readonly HeldRows[]): number {
  let held = 0
  let total = 0
  for (const item of items) {
    total += item.weight
    if (item.known && units.some((unit) => item.rows.every((row) => unit.has(row)))) held += item.weight
  }
  return total ? held / total : 0
}
