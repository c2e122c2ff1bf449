import { expect, it } from 'vitest'
import { judgedQuestions, measureRanks, rankQuestions } from '../../src/evaluation/retrieval.ts'
import { fixtureLibrary } from './test-library.ts'

const library = fixtureLibrary(['jiading-2023-27'])
const line = (changed: object) =>
  JSON.stringify({ id: 'a', lang: 'zh', expect: 'answer', turns: ['问'], gold_lines: [39], ...changed })

it('judges answerable single turns whose answer stands in a body paragraph', () => {
  const jsonl = [
    line({ id: 'kept' }),
    line({ id: 'corrected', expect: 'correct', lang: 'en' }),
    line({ id: 'abstains', expect: 'abstain' }),
    line({ id: 'follows up', turns: ['问', '再问'] }),
    line({ id: 'head of the document', gold_lines: [3] }),
  ].join('\n')
  expect(judgedQuestions(jsonl, library, 'jiading-2023-27').map(({ id }) => id)).toEqual([
    'kept',
    'corrected',
  ])
  expect(() => judgedQuestions('{"id": 1}', library, 'x')).toThrow()
})

it('ranks the first gold paragraph and measures by the definitions', async () => {
  const paragraphs = library.get('jiading-2023-27')!.tree.paragraphs
  const at = (number: number) => paragraphs.find((paragraph) => paragraph.line === number)!.index
  const found = [23, 39].map((number) => ({
    document: 'jiading-2023-27',
    paragraph: at(number),
    score: 1,
    parts: {},
    sentences: [],
  }))
  const question = { language: 'zh', question: '问', document: 'jiading-2023-27' } as const
  const questions = [
    { ...question, id: 'second', lines: [39, 41] },
    { ...question, id: 'first', lines: [23] },
    { ...question, id: 'none', lines: [62] },
  ]
  const ranks = await rankQuestions(library, questions, () => Promise.resolve(found))
  expect([...ranks]).toEqual([
    ['second', 2],
    ['first', 1],
    ['none', null],
  ])
  expect(measureRanks(ranks.values())).toEqual({ questions: 3, hit1: 1 / 3, hit5: 2 / 3, mrr10: 0.5 })
  expect(measureRanks([])).toEqual({ questions: 0, hit1: 0, hit5: 0, mrr10: 0 })
})
