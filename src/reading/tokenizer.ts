/**
 * Tokenizer of the reader: a vocabulary of XLM-RoBERTa's kind (Unigram; NFKC; white space is `▁`), with offsets.
 *
 * Gives the same ids as `tokenizers` does with the model's tokenizer.json, but for text that spells a special token
 * (`</s>`): that stays text here, so nobody can end a statement from within.
 */
import { z } from 'zod'
import { ZhengdaError } from '../domain/errors.ts'
import { Unigram } from '../embedding/unigram.ts'
import { foldText } from './fold.ts'

export interface Tokens {
  readonly ids: readonly number[]
  /** UTF-16 offset in the text at which token i starts; the blank before a word belongs to the word. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

export interface ReaderTokenizer {
  encode(text: string): Tokens
}

export const BEGIN = 0
export const PAD = 1
export const END = 2
const UNKNOWN = 3
const RESERVED = ['<s>', '<pad>', '</s>', '<unk>']

const WORD_START = '▁'
/** White space as Unicode has it; JavaScript's `\s` lacks U+0085 and has U+FEFF. */
const SPACE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

const SCHEMA = z.object({
  normalizer: z.object({
    normalizers: z.tuple([
      z.object({ type: z.literal('NFKC') }),
      z.object({ type: z.literal('Replace'), content: z.literal(' ') }),
      z.object({ type: z.literal('Strip') }),
    ]),
  }),
  pre_tokenizer: z.object({
    type: z.literal('Metaspace'),
    replacement: z.literal(WORD_START),
    prepend_scheme: z.literal('always'),
    split: z.literal(true),
  }),
  model: z.object({
    type: z.literal('Unigram'),
    unk_id: z.literal(UNKNOWN),
    vocab: z.array(z.tuple([z.string(), z.number()])),
    byte_fallback: z.literal(false).optional(),
  }),
})

/** @throws ZhengdaError model_mismatch when tokenizer.json is of another kind */
export function createReaderTokenizer(json: unknown): ReaderTokenizer {
  const parsed = SCHEMA.safeParse(json)
  const vocabulary = parsed.data?.model.vocab
  if (!vocabulary || RESERVED.some((piece, id) => vocabulary[id]?.[0] !== piece)) {
    const reason = parsed.error
      ? z.prettifyError(parsed.error)
      : `its first pieces are not ${RESERVED.join(' ')}`
    throw new ZhengdaError(
      'model_mismatch',
      `tokenizer.json of the reader is of another kind than the reader's: ${reason}; restore index/reader or run \`npm run train-reader\`.`,
    )
  }
  const unigram = new Unigram(
    vocabulary.map(([piece]) => piece),
    vocabulary.map(([, score]) => score),
    RESERVED.length,
  )
  return { encode: (text) => encode(unigram, text) }
}

function encode(unigram: Unigram, text: string): Tokens {
  const { text: marked, starts: sources, ends: sourceEnds } = markSpaces(text)
  const ids: number[] = []
  const bounds: number[] = []
  for (let start = 0; start < marked.length; ) {
    const next = marked.indexOf(WORD_START, start + 1)
    const end = next < 0 ? marked.length : next
    const first = ids.length
    unigram.cut(marked, start, end, ids, bounds)
    fuseUnknown(ids, bounds, first)
    start = end
  }
  const starts = ids.map((_, i) => sources[i === 0 ? 0 : bounds[i - 1]!]!)
  const ends = bounds.map((bound) => sourceEnds[bound - 1]!)
  return { ids, starts, ends }
}

/** NFKC, runs of white space as one `▁`, none at the end, one at the start. */
function markSpaces(text: string) {
  const folded = foldText(text)
  const units: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let blank = -1
  for (let i = 0; i < folded.text.length; i++) {
    const unit = folded.text[i]!
    if (SPACE.test(unit)) {
      if (blank < 0) blank = i
      continue
    }
    if (units.length === 0 ? unit !== WORD_START : blank >= 0) {
      // The first one stands for nothing in the text.
      units.push(WORD_START)
      starts.push(folded.starts[units.length === 1 ? i : blank]!)
      ends.push(folded.starts[i]!)
    }
    blank = -1
    units.push(unit)
    starts.push(folded.starts[i]!)
    ends.push(folded.ends[i]!)
  }
  return { text: units.join(''), starts, ends }
}

/** Neighbours that no piece holds are one unknown token, within a word. */
function fuseUnknown(ids: number[], bounds: number[], first: number): void {
  let kept = first
  for (let i = first; i < ids.length; i++) {
    const unknown = ids[i]! < 0 || ids[i] === UNKNOWN
    if (unknown && kept > first && ids[kept - 1] === UNKNOWN) kept--
    ids[kept] = unknown ? UNKNOWN : ids[i]!
    bounds[kept++] = bounds[i]!
  }
  ids.length = kept
  bounds.length = kept
}
