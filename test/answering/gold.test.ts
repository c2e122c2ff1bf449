/** The labelled questions: the share answered rightly by each reader, and nothing stated without its source in any of them. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { readGoldQuestions } from '../../src/evaluation/gold-questions.ts'
import { scoreAnswers } from '../../src/evaluation/score-answers.ts'
import { openServices } from '../../src/main.open-services.ts'
import { hasTransformers } from '../optional-packages.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const FIXTURES = join(ROOT, 'test/fixtures')
const INDEX = mkdtempSync(join(tmpdir(), 'zhengda-gold-'))
afterAll(() => rmSync(INDEX, { recursive: true, force: true }))

/** The trained reader can run here: its model is in the repository, its package installed. */
const TRAINED = hasTransformers && existsSync(join(ROOT, 'index/reader/onnx/model_quantized.onnx'))

interface Case {
  readonly set: string
  readonly corpus: string
  /** Floors that a change must not fall below; null where a set is left out for the time that it takes. */
  readonly basic: number | null
  readonly trained: number | null
}

const CASES: readonly Case[] = [
  { set: 'dev', corpus: 'corpus', basic: 0.6, trained: 0.7 },
  { set: 'seed-more', corpus: 'corpus', basic: 0.55, trained: null },
  { set: 'examples', corpus: 'test/fixtures/documents', basic: 0.58, trained: null },
  { set: 'unseen', corpus: 'test/fixtures/documents-unseen', basic: 0.5, trained: 0.5 },
  { set: 'unseen-2', corpus: 'test/fixtures/documents-unseen-2', basic: 0.53, trained: null },
  { set: 'unseen-3', corpus: 'test/fixtures/documents-unseen-3', basic: 0.45, trained: null },
  { set: 'unseen-4', corpus: 'test/fixtures/documents-unseen-4', basic: 0.45, trained: null },
]

describe.each(['basic', 'trained'] as const)('the %s reader', (reader) => {
  describe.runIf(reader === 'basic' || TRAINED).each(CASES.filter((each) => each[reader] !== null))(
    'on $set',
    ({ set, corpus, ...floors }) => {
      it('grounds everything, and answers no less than its floor', { timeout: 600_000 }, async () => {
        const config = readConfig({
          CORPUS_DIR: join(ROOT, corpus),
          INDEX_DIR: join(INDEX, `${set}-${reader}`),
          READER: reader,
        })
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
        ).toBeGreaterThanOrEqual(floors[reader] ?? 0)
      })
    },
  )
})
