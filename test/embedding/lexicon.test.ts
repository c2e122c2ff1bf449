import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  readTranslationLexicon,
  translatePhrase,
  translateText,
} from '../../src/lexicon/translation-lexicon.ts'

const small = readTranslationLexicon(
  new TextEncoder().encode(
    'carbon\t碳 炭\ncarbon peak\t碳达峰\nfactory\t工厂\nof carbon\t错\nplan\t计划 规划 方案 打算\n',
  ),
)

describe('translating English words', () => {
  it('prefers the longest phrase, and shares the weight among translations', () => {
    expect(translateText(small, 'The plan for the carbon peak')).toEqual(
      new Map([
        ['计划', 0.5],
        ['规划', 0.5],
        ['方案', 0.5],
        ['打算', 0.5],
        ['碳达峰', 1],
      ]),
    )
  })

  it.each([
    ['Factories', ['工厂']],
    ['planned', []],
    ['plans', ['计划', '规划', '方案', '打算']],
    ['CARBON PEAKS', ['碳达峰']],
    ['of the', []],
    ['', []],
    ['碳', []],
  ])('%s', (phrase, terms) => {
    expect(translatePhrase(small, phrase).map(({ text }) => text)).toEqual(terms)
  })

  it('starts no phrase with a function word', () => {
    expect([...translateText(small, 'of carbon').keys()]).toEqual(['碳', '炭'])
  })

  it.each(['carbon', 'carbon\t', '\t碳', 'act\t法', 'air\t气'])('rejects the line %j', (line) => {
    expect(() => readTranslationLexicon(new TextEncoder().encode(`air\t空气\n${line}\n`))).toThrow(/line 2/)
  })
})

describe('the lexicon of the repository', () => {
  const file = readFileSync('index/embedder/lexicon.tsv')
  const lexicon = readTranslationLexicon(file)

  it.each([
    ['hydrogen', '氢'],
    ['department', '部门'],
    ['subsidies', '补贴'],
    ['wastewater', '废水'],
    ['nuclear power plant', '核电厂'],
  ])('%s → %s', (phrase, term) => {
    expect(translatePhrase(lexicon, phrase).map(({ text }) => text)).toContain(term)
  })

  it('holds Chinese words only, eight a phrase at most', () => {
    const wrong = file
      .toString()
      .trimEnd()
      .split('\n')
      .filter((line) => !/^[a-z]+( [a-z]+){0,3}\t[\u3400-\u9fff]+( [\u3400-\u9fff]+){0,7}$/.test(line))
    expect(wrong).toEqual([])
    expect(lexicon.size).toBeGreaterThan(50_000)
  })
})
