import { expect, it } from 'vitest'
import type { GoldQuestion } from '../../src/evaluation/gold-questions.ts'
import { scoreRetrieval } from '../../src/evaluation/score-retrieval.ts'
import type { Services } from '../../src/ports/services.ts'
import { statementsOf } from '../../src/statements/statements-of.ts'
import { fixtureLibrary } from './test-library.ts'

const library = fixtureLibrary(['jiading-2023-27'])
const plan = library.get('jiading-2023-27')!
const at = (line: number) =>
  statementsOf(plan).find(({ paragraph }) => plan.tree.paragraphs[paragraph]!.line === line)!.index

/** Finds lines 23 and 39, in this order, whatever is asked. */
const services = {
  library,
  search: () =>
    Promise.resolve(
      [23, 39].map((line) => ({
        document: 'jiading-2023-27',
        statement: at(line),
        score: 1,
        bm25: 1,
        cosine: 0,
      })),
    ),
} as Partial<Services> as Services

const question = (gold_lines: number[], changed: object = {}) =>
  ({
    id: 'x',
    lang: 'zh',
    type: 'target',
    expect: 'answer',
    turns: ['问'],
    gold_lines,
    ...changed,
  }) as GoldQuestion

it('ranks the first gold paragraph of each question that stands alone', async () => {
  const questions = [
    question([39, 41]),
    question([23]),
    question([62]),
    question([23], { turns: ['问', '再问'] }),
    question([23], { expect: 'abstain' }),
  ]
  const score = await scoreRetrieval(services, questions, 'hybrid')
  expect(score).toEqual({ questions: 3, hit1: 1 / 3, hit5: 2 / 3, mrr10: 0.5 })
  expect(await scoreRetrieval(services, [], 'hybrid')).toEqual({ questions: 0, hit1: 0, hit5: 0, mrr10: 0 })
})
