import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS, embeddingIds, pairOf, questionIds, questionText } from '../../src/reading/pairs.ts'
import { createReaderTokenizer } from '../../src/reading/tokenizer.ts'

const CHARACTERS = [...'▁abcdefghijklmnopqrstuvwxyz0123456789|/:.甲乙丙丁戊问答文前']
/** One token a character. */
const tokenizer = createReaderTokenizer({
  normalizer: { normalizers: [{ type: 'NFKC' }, { type: 'Replace', content: ' ' }, { type: 'Strip' }] },
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  model: {
    type: 'Unigram',
    unk_id: 3,
    vocab: [
      ...['<s>', '<pad>', '</s>', '<unk>'].map((piece) => [piece, 0]),
      ...CHARACTERS.map((c) => [c, -5]),
    ],
  },
})
const print = (ids: readonly number[]) =>
  ids.map((id) => ['<', '_', '>', '?'][id] ?? CHARACTERS[id - 4]).join('')
const BLANK = CHARACTERS[0]

describe('the question', () => {
  it('is the last three turns, each cut at 300 characters', () => {
    expect(questionText({ turns: ['a', 'b', 'c', 'd'] })).toBe('b / c / d')
    expect(questionText({ turns: ['𠮷'.repeat(301)] })).toBe('𠮷'.repeat(300))
  })

  it.each([
    [['甲乙'], 9, `${BLANK}甲乙`],
    [['甲乙丙丁'], 3, `${BLANK}甲乙`],
    [['甲甲甲', '乙乙'], 99, `${BLANK}甲甲甲${BLANK}/${BLANK}乙乙`],
    // The beginning of the earlier turn goes first …
    [['甲丙丁', '乙乙'], 6, `丁${BLANK}/${BLANK}乙乙`],
    // … and the last one is read from its beginning.
    [['甲甲甲', '乙丙丁戊'], 3, '乙丙丁'],
  ])('%s within %i tokens', (turns, limit, expected) => {
    expect(print(questionIds(tokenizer, { turns }, limit))).toBe(expected)
  })
})

describe('the pair', () => {
  const asked = questionIds(tokenizer, { turns: ['问'] }, 48)
  const pair = (context: string, text: string, limit: number) => {
    const { ids, first, starts, ends } = pairOf(tokenizer, asked, { context, text }, limit)
    const slices = starts.map((start, i) => text.slice(start, ends[i]))
    return { printed: print(ids), own: print(ids.slice(first, first + starts.length)), slices }
  }

  it('is question and statement in context, and knows the tokens of the text', () => {
    expect(pair('前前', '答文', 99)).toEqual({
      printed: `<${BLANK}问>>${BLANK}前前${BLANK}|${BLANK}答文>`,
      own: '答文',
      slices: ['答', '文'],
    })
    expect(pair('', '答文', 2)).toMatchObject({ own: `${BLANK}答`, slices: ['', '答'] })
    expect(pair('', '答文', 99).printed).toBe(`<${BLANK}问>>${BLANK}答文>`)
  })

  it('loses the far end of the context first, then the end of the text', () => {
    expect(pair('前乙', '答文', 6)).toMatchObject({ printed: `<${BLANK}问>>乙${BLANK}|${BLANK}答文>` })
    expect(pair('前乙', '答文', 2)).toEqual({
      printed: `<${BLANK}问>>答文>`,
      own: '答文',
      slices: ['答', '文'],
    })
  })

  it('has no tokens for an empty text', () => {
    expect(pair('前', '', 9).slices).toEqual([])
  })
})

it('texts to embed have the prefix of their kind', () => {
  expect(print(embeddingIds(tokenizer, '甲 | 乙', 'passage', DEFAULT_LIMITS))).toBe(
    `<${BLANK}passage:${BLANK}甲${BLANK}|${BLANK}乙>`,
  )
  expect(embeddingIds(tokenizer, '甲'.repeat(500), 'query', DEFAULT_LIMITS)).toHaveLength(82)
})
