/** The labelled questions: the share answered rightly, and nothing stated without its source in any of them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { readGoldQuestions } from '../../src/evaluation/gold-questions.ts'
import { scoreAnswers } from '../../src/evaluation/score-answers.ts'
import { openServices } from '../../src/main.open-services.ts'
import { FIXTURES } from './open-engine.ts'

const INDEX = mkdtempSync(join(tmpdir(), 'zhengda-gold-'))
afterAll(() => rmSync(INDEX, { recursive: true, force: true }))

/** Shares are floors that a change must not fall below; what is reached stands in the README. */
describe.each([
  { set: 'dev', corpus: 'corpus', right: 0.95 },
  { set: 'examples', corpus: 'test/fixtures/documents', right: 0.95 },
  { set: 'seed-more', corpus: 'corpus', right: 0.92 },
  { set: 'unseen', corpus: 'test/fixtures/documents-unseen', right: 0.75 },
  { set: 'unseen-2', corpus: 'test/fixtures/documents-unseen-2', right: 0.78 },
  { set: 'unseen-3', corpus: 'test/fixtures/documents-unseen-3', right: 0.7 },
  { set: 'unseen-4', corpus: 'test/fixtures/documents-unseen-4', right: 0.6 },
])('$set', ({ set, corpus, right }) => {
  it(`answers at least ${right * 100}% and grounds everything`, { timeout: 120_000 }, async () => {
    const root = join(FIXTURES, '..', '..')
    const config = readConfig({ CORPUS_DIR: join(root, corpus), INDEX_DIR: join(INDEX, set) })
    const services = await openServices(
      config,
      () => {},
      () => {},
    )
    const questions = readGoldQuestions(readFileSync(join(FIXTURES, 'questions', `${set}.jsonl`), 'utf8'))
    const scored = await scoreAnswers(services, questions)
    const wrong = scored.filter(({ faults }) => faults.length > 0)
    expect(scored.filter(({ ungrounded }) => ungrounded)).toEqual([])
    expect(
      1 - wrong.length / scored.length,
      wrong.map(({ gold }) => gold.id).join(' '),
    ).toBeGreaterThanOrEqual(right)
  })
})
