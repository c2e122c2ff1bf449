import { describe, expect, it } from 'vitest'
import { buildBm25 } from '../../src/retrieval/bm25.ts'
import { exactItems, exactShare } from '../../src/retrieval/exact.ts'
import { weightedTokens } from '../../src/retrieval/query.ts'
import { createLexicon, tokenize } from '../../src/text/tokenize.ts'

describe('weightedTokens', () => {
  it('weighs own words 1, abbreviations and figures 2, extra terms as given, the highest each', () => {
    const terms = new Map([
      ['氢站', 0.5],
      ['PUE', 0.4],
    ])
    const tokens = weightedTokens({ text: '加氢 PUE 2025年', language: 'zh', terms }, createLexicon([]))
    expect(Object.fromEntries(tokens)).toEqual({
      加: 1, 加氢: 1, 氢: 1, pue: 2, 2025: 1, '2025年': 2, 氢站: 0.5, 站: 0.5,
    }) // biome-ignore format: one line
  })
})

describe('exact channel', () => {
  const lexicon = createLexicon(['区生态环境局', '光储直柔'])
  const texts = [
    '到2025年新增29.4万千瓦',
    '“光储直柔”建筑由区生态环境局负责',
    '嘉府发〔2023〕27号文件,PUE不高于1.3',
  ]
  const index = buildBm25(texts.map((text) => tokenize(text, lexicon)))
  const units = texts.map(
    (text) => new Set(tokenize(text, lexicon).map((token) => index.vocabulary.get(token)!)),
  )
  const shares = (question: string) =>
    units.map((unit) => exactShare(exactItems(question, lexicon, index), [unit]))

  it.each([
    ['a figure with its unit', '29.4万千瓦是什么', [1, 0, 0]],
    ['a body', '区生态环境局负责什么', [0, 1, 0]],
    ['quoted words', '“光储直柔”是什么', [0, 1, 0]],
    ['a document number', '嘉府发〔2023〕27号说了什么', [0, 0, 1]],
    ['an abbreviation', 'PUE要求', [0, 0, 1]],
    ['nothing exact', '有什么要求', [0, 0, 0]],
  ])('finds %s', (_, question, expected) => {
    expect(shares(question)).toEqual(expected)
  })

  it('counts what the corpus does not hold as missing', () => {
    const [share] = shares('29.4万千瓦和99.9万千瓦')
    expect(share).toBeGreaterThan(0)
    expect(share).toBeLessThan(1)
  })
})
