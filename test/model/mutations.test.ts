import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import type { Answer } from '../../src/domain/answer.ts'
import { verifyPhrasing } from '../../src/model/verify-phrasing.ts'
import { openPlan } from '../langchain/open-plan.ts'

/** Answers of the judged questions to the seed plan, with the share whose own sentence the verifier passes. */
const ANSWERED: Answer[] = []
let asked = 0
beforeAll(async () => {
  const { services } = await openPlan()
  const lines = readFileSync(new URL('../fixtures/questions/dev.jsonl', import.meta.url), 'utf8').split('\n')
  for (const line of lines.filter(Boolean)) {
    const { turns } = JSON.parse(line) as { turns: string[] }
    const answer = await services.ask({ question: turns.at(-1)!, history: turns.slice(0, -1) })
    if (!/answered|partial/.test(answer.status) || answer.citations.length === 0) continue
    asked++
    if (verifyPhrasing(answer.headline, answer, BODY_TABLE).length === 0) ANSWERED.push(answer)
  }
})

type Mutation = (headline: string) => string[]

const replaceEach =
  (pattern: RegExp, by: (shown: string) => string): Mutation =>
  (text) =>
    [...text.matchAll(pattern)].map(
      ({ 0: shown, index }) => text.slice(0, index) + by(shown) + text.slice(index + shown.length),
    )
const BODY = /区[一-鿿]{1,6}?[委局办](?=[、等负])/g

const MUTATIONS: [string, Mutation][] = [
  ['a figure is another', replaceEach(/\d+(?:\.\d+)?/g, (figure) => String(Number(figure) + 3))],
  ['a figure is ten times as large', replaceEach(/\d+(?:\.\d+)?/g, (figure) => String(Number(figure) * 10))],
  ['a percentage is a count', replaceEach(/%/g, () => '个')],
  ['ten thousand are one', replaceEach(/(?<=\d)万/g, () => '')],
  [
    'a floor is a ceiling',
    replaceEach(/不少于|不低于|at least/g, (word) => (word === 'at least' ? 'at most' : '不超过')),
  ],
  [
    'a ceiling is a floor',
    replaceEach(/不高于|不超过|at most/g, (word) => (word === 'at most' ? 'at least' : '不低于')),
  ],
  ['an aim is firm', replaceEach(/力争/g, () => '')],
  [
    'an open list is closed',
    (text) => (/等|and others/.test(text) ? [text.replace(/等|and others(?: \(等\))?/g, '')] : []),
  ],
  ['a body is another', replaceEach(BODY, () => '区烟草专卖局')],
  ['a body is left out', replaceEach(new RegExp(`${BODY.source}、`, 'g'), () => '')],
  ['a body leads', replaceEach(BODY, (body) => `${body}（牵头）`)],
  ['a ban is a permission', replaceEach(/不得|严禁|禁止/g, () => '可以')],
  ['a body is added', (text) => [`${text}由区烟草专卖局负责。`]],
  ['a title is added', (text) => [`依照《节约能源法》，${text}`]],
  ['a year is added', (text) => [`${text}到2031年。`]],
  ['a reason is added', (text) => [`${text}因为资金充裕。`, `${text} This is because funds are plentiful.`]],
]

it.each(MUTATIONS)('%s: refused in every answer', (_, mutate) => {
  let made = 0
  for (const answer of ANSWERED) {
    for (const mutant of mutate(answer.headline)) {
      made++
      const faults = verifyPhrasing(mutant, answer, BODY_TABLE)
      expect(faults.length, `${answer.headline}\n→ ${mutant}`).toBeGreaterThan(0)
    }
  }
  expect(made).toBeGreaterThan(0)
})

it('passes the template’s own sentence in most answers: counts that no span holds are its exceptions', () => {
  expect(ANSWERED.length / asked).toBeGreaterThan(0.85)
})
