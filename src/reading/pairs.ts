/** What the encoder reads: a question, a passage, or a pair of question and statement in context, as ids. */
import { inContext } from '../domain/statement.ts'
import type { ReaderQuestion } from '../ports/reader.ts'
import { BEGIN, END, type ReaderTokenizer, type Tokens } from './tokenizer.ts'

/** Most tokens of each part, as in training. */
export interface Limits {
  readonly question: number
  readonly statement: number
  readonly query: number
  readonly passage: number
}

export const DEFAULT_LIMITS: Limits = { question: 64, statement: 160, query: 80, passage: 160 }

/** A pair as ids, with the way from its tokens back to the statement's text. */
export interface Pair {
  readonly ids: readonly number[]
  /** Position in `ids` of the first token of the statement's own text. */
  readonly first: number
  /** UTF-16 offsets into the statement's text of its tokens, from `first` on. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

const TURNS = 3
const TURN_CHARACTERS = 300
const TURN_JOINT = ' / '

/** The last three turns as one line, each cut at 300 characters; what is embedded and read as the question. */
export function questionText({ turns }: ReaderQuestion): string {
  return turns.slice(-TURNS).map(cutTurn).join(TURN_JOINT)
}

const cutTurn = (turn: string) =>
  turn.length <= TURN_CHARACTERS ? turn : Array.from(turn).slice(0, TURN_CHARACTERS).join('')

/** Ids of a text to be embedded. */
export function embeddingIds(
  tokenizer: ReaderTokenizer,
  text: string,
  kind: 'query' | 'passage',
  limits: Limits,
): number[] {
  const { ids } = tokenizer.encode(`${kind}: ${text}`)
  return [BEGIN, ...ids.slice(0, limits[kind]), END]
}

/**
 * Ids of the question's side of a pair. Where turns do not fit, the beginning of the earlier ones goes first, then the
 * end of the last.
 */
export function questionIds(tokenizer: ReaderTokenizer, question: ReaderQuestion, limit: number): number[] {
  const text = questionText(question)
  const { ids, ends } = tokenizer.encode(text)
  if (ids.length <= limit) return [...ids]
  const lastTurn = text.length - cutTurn(question.turns.at(-1) ?? '').length
  const firstOfLast = ends.findIndex((end) => end > lastTurn)
  const from = lastTurn === 0 ? 0 : Math.min(Math.max(0, firstOfLast), ids.length - limit)
  return ids.slice(from, from + limit)
}

/** The pair of a question (its ids) and a statement; where that is too long, the far end of the context goes first. */
export function pairOf(
  tokenizer: ReaderTokenizer,
  question: readonly number[],
  statement: { readonly context: string; readonly text: string },
  limit: number,
): Pair {
  const whole = inContext(statement)
  const offset = whole.length - statement.text.length
  const tokens = tokenizer.encode(whole)
  // A token may hold the joint and the first characters of the text: it is of the text.
  const own = offset === 0 ? 0 : firstEndingAfter(tokens, offset)
  const from = Math.min(own, Math.max(0, tokens.ids.length - limit))
  const to = Math.min(tokens.ids.length, from + limit)
  const clip = (at: number) => Math.max(0, at - offset)
  return {
    ids: [BEGIN, ...question, END, END, ...tokens.ids.slice(from, to), END],
    first: question.length + 3 + own - from,
    starts: tokens.starts.slice(own, to).map(clip),
    ends: tokens.ends.slice(own, to).map(clip),
  }
}

function firstEndingAfter({ ends }: Tokens, offset: number): number {
  const index = ends.findIndex((end) => end > offset)
  return index < 0 ? ends.length : index
}
