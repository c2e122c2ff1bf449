import { readFileSync } from 'node:fs'
import { Tokenizer } from '@huggingface/tokenizers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeForEmbedding } from '../../src/embedding/normalize.ts'
import { Unigram } from '../../src/embedding/unigram.ts'

const json = JSON.parse(readFileSync('index/embedder/tokenizer.json', 'utf8'))
const vocabulary = json.model.vocab as [string, number][]
const own = new Unigram(
  vocabulary.map(([piece]) => piece),
  vocabulary.map(([, score]) => score),
)
const reference = new Tokenizer(
  json,
  JSON.parse(readFileSync('index/embedder/tokenizer_config.json', 'utf8')),
)
const UNKNOWN = 1

const ownIds = (text: string) => own.encode(normalizeForEmbedding(text))
/** Simplified first, as the model's users must. */
const referenceIds = (text: string) =>
  (reference.encode(normalizeForEmbedding(text)).ids as number[]).filter((id) => id !== UNKNOWN)

describe('the own encoder agrees with @huggingface/tokenizers', () => {
  const lines = readFileSync('corpus/jiading-2023-27.txt', 'utf8')
    .split('\n')
    .filter((line) => line.trim())

  it.each(lines.map((line, i) => [i + 1, line] as const))('line %i of the plan', (_, line) => {
    expect(ownIds(line)).toEqual(referenceIds(line))
  })

  it.each([
    'Which department leads the construction of EV charging piles, and by when (2025)?',
    'photovoltaics biodegradability xqzjv',
    '臺北市２０２５年㎡㈠ PUE≤1.25',
    '䶮𠮷〇',
    'İstanbul naïve',
  ])('%s', (text) => {
    expect(ownIds(text)).toEqual(referenceIds(text))
  })

  it('on arbitrary mixtures', () => {
    const piece = fc.constantFrom(
      ...vocabulary.slice(2, 3_000).map(([text]) => text),
      '，',
      ' ',
      'q',
      '9',
      '龘',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(ownIds(pieces.join(''))).toEqual(referenceIds(pieces.join('')))
      }),
      { numRuns: 200 },
    )
  })
})

it('cuts by the greatest sum of scores, and drops what it does not know', () => {
  const unigram = new Unigram(['碳', '达', '峰', '碳达', '达峰', 'a', '1'], [-3, -3, -3, -4, -3, -1, -1])
  expect(unigram.encode('碳达峰')).toEqual([0, 4])
  expect(unigram.encode('峰x碳, a 1')).toEqual([2, 0, 5, 6])
  expect(unigram.encode('')).toEqual([])
})
