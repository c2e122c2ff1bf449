/** The questions that an answer suggests: nearly every one is answered, and a heading asked for lists its own targets. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../src/answering/engine.ts'
import { readGoldQuestions } from '../../src/evaluation/gold-questions.ts'
import { ask, FIXTURES, openEngine, PLAN } from './open-engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ 'jiading-2023-27': PLAN })
})

const ANSWERED = ['answered', 'partial', 'corrected']

it('answers at least 95% of what the dev answers suggest', { timeout: 60_000 }, async () => {
  const gold = readGoldQuestions(readFileSync(join(FIXTURES, 'questions/dev.jsonl'), 'utf8'))
  const suggested = new Set<string>()
  for (const { turns } of gold.filter(({ turns }) => turns.length === 1 && turns[0] !== '')) {
    const { answer } = await ask(engine, ...turns)
    expect(answer.suggestions.length).toBeLessThanOrEqual(3)
    for (const suggestion of answer.suggestions) suggested.add(suggestion)
  }
  expect(suggested.size).toBeGreaterThan(20)
  const failed: string[] = []
  for (const suggestion of suggested) {
    const { answer } = await ask(engine, suggestion)
    if (!ANSWERED.includes(answer.status)) failed.push(suggestion)
  }
  expect(failed.length / suggested.size, failed.join(' ')).toBeLessThanOrEqual(0.05)
})

it('suggests who is responsible and the targets under the same heading', async () => {
  const { answer } = await ask(engine, '到2025年,全区净增森林面积多少?')
  expect(answer.suggestions).toEqual(['净增森林面积由谁负责？', '“生态建设领域减污降碳协同增效”有哪些目标？'])
  const who = await ask(engine, answer.suggestions[0]!)
  expect(who.answer.interpretation.kind).toBe('responsibility')
  const list = await ask(engine, answer.suggestions[1]!)
  expect(new Set(list.answer.citations.map(({ path }) => path.at(-1)))).toEqual(
    new Set(['(二)生态建设领域减污降碳协同增效']),
  )
})

it.each([
  ['嘉定新城到2025年落实多少超低能耗建筑示范项目?', '嘉定新城'],
  ['到2025年,全区净增森林面积多少?', null],
  ['崇明区的森林面积目标是多少?', '崇明区'],
])('%s is asked for %s', async (question, scope) => {
  expect((await ask(engine, question)).answer.interpretation.scope).toBe(scope)
})
