import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  readTranslationLexicon,
  translatePhrase,
  translateText,
} from '../../src/lexicon/translation-lexicon.ts'

const small = readTranslationLexicon(
  new TextEncoder().encode(
    'carbon\t碳 炭\ncarbon peak\t碳达峰\nfactory\t工厂\nplan\t计划 规划 方案 打算\nof carbon\t错\n',
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

  it.each(['carbon', 'carbon\t', '\t碳'])('rejects the line %j', (line) => {
    expect(() => readTranslationLexicon(new TextEncoder().encode(`plan\t计划\n${line}\n`))).toThrow(/line 2/)
  })
})

describe('the lexicon of the repository', () => {
  const lexicon = readTranslationLexicon(readFileSync('index/embedder/lexicon.tsv'))

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
    const wrong = [...lexicon.entries].filter(
      ([phrase, terms]) =>
        !/^[a-z]+( [a-z]+){0,3}$/.test(phrase) || !/^[\u3400-\u9fff]+( [\u3400-\u9fff]+){0,7}$/.test(terms),
    )
    expect(wrong).toEqual([])
  })
})
