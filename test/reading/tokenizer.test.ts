import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { crc32, gunzipSync } from 'node:zlib'
import { Tokenizer } from '@huggingface/tokenizers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReaderTokenizer } from '../../src/reading/tokenizer.ts'
import { FOLDER, hasTokenizer } from './reader-folder.ts'

const lines = gunzipSync(readFileSync('test/fixtures/reader/tokens.jsonl.gz'))
  .toString()
  .trimEnd()
  .split('\n')
const head = JSON.parse(lines[0]!) as { readonly tokenizer: string }
const rows = lines.slice(1).map((line) => JSON.parse(line) as [number, string])

describe.runIf(hasTokenizer)("the reader's tokenizer", () => {
  const bytes = hasTokenizer ? readFileSync(`${FOLDER}/tokenizer.json`) : Buffer.from('')
  const json = hasTokenizer ? JSON.parse(bytes.toString()) : null
  const own = hasTokenizer ? createReaderTokenizer(json) : null!
  const config = hasTokenizer ? JSON.parse(readFileSync(`${FOLDER}/tokenizer_config.json`, 'utf8')) : null
  const reference = hasTokenizer ? new Tokenizer(json, config) : null!

  it("gives the ids of the trainer's library for 10,000 lines and questions of the field", () => {
    expect(
      createHash('sha256').update(bytes).digest('hex'),
      'the fixture is of another tokenizer.json: run index/reader/training/tokenizer_fixture.py',
    ).toBe(head.tokenizer)
    expect(rows.length).toBe(10_000)
    const differing = rows.filter(([sum, text]) => {
      const ids = Int32Array.from(own.encode(text).ids)
      return crc32(Buffer.from(ids.buffer)) !== sum
    })
    expect(differing).toEqual([])
  })

  it('gives the ids of @huggingface/tokenizers', () => {
    for (const [, text] of rows.filter((_, i) => i % 40 === 0)) {
      if (!text.trim()) continue
      expect(own.encode(text).ids, text).toEqual(reference.encode(text, { add_special_tokens: false }).ids)
    }
  })

  it('knows where each token stands', () => {
    const piece = fc.constantFrom(
      '到2025年',
      '㎡',
      '（PM2.5）',
      ' ',
      '　',
      '𠮷',
      'ﾊﾟ',
      'e\u0301',
      '27％',
      'the ',
      '\n',
      '①',
      '\ud83d',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('')
        const { ids, starts, ends } = own.encode(text)
        expect(starts).toHaveLength(ids.length)
        expect(ends).toHaveLength(ids.length)
        let reached = 0
        ids.forEach((_, i) => {
          expect(starts[i]).toBeLessThanOrEqual(ends[i]!)
          expect(ends[i]).toBeGreaterThanOrEqual(reached)
          // What lies between two tokens is a character that both share, or nothing.
          expect(text.slice(reached, starts[i]).trim()).toBe('')
          reached = ends[i]!
        })
        expect(text.slice(reached).trim()).toBe('')
      }),
    )
  })

  it('slices the text of plain tokens back', () => {
    const text = '到２０２５年，　加氢站 PM2.5'
    const { ids, starts, ends } = own.encode(text)
    const slices = ids.map((_, i) => text.slice(starts[i], ends[i]))
    expect(slices.join('')).toBe(text)
  })

  it('reads a special token that a text spells as text', () => {
    for (const id of own.encode('a</s>b<s><pad>').ids) expect(id).toBeGreaterThan(2)
  })
})

it('refuses a tokenizer of another kind', () => {
  expect(() => createReaderTokenizer({ model: { type: 'BPE' } })).toThrowError(
    expect.objectContaining({ code: 'model_mismatch' }),
  )
})
