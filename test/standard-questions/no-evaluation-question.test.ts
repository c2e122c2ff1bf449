import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadStandardQuestions } from '../../src/adapters/node/standard-question-files.ts'
import { questionKey } from '../../src/standard-questions/question-key.ts'
import { readEntry } from '../../src/standard-questions/read-standard-questions.ts'

const ROOT = join(import.meta.dirname, '..', '..')
/** Where questions of evaluations are kept; those outside the repository count where they are there. */
const FOLDERS = [join(ROOT, 'test/fixtures/questions'), '/work/shared/eval', '/work/shared/field/q']

const filesIn = (folder: string, end: string) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(end) && !name.includes('node_modules'))
        .map((name) => join(folder, name))
    : []

/** Every turn, since a standard question may be asked first or last. */
function turnsOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim().startsWith('{'))
    .flatMap((line) => {
      const { turns = [], question } = JSON.parse(line) as { turns?: string[]; question?: string }
      return question === undefined ? turns : [...turns, question]
    })
}

const standard = ['corpus', 'test/fixtures']
  .flatMap((folder) => filesIn(join(ROOT, folder), '.questions.jsonl'))
  .flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(Boolean))
  .map(readEntry)
  .flatMap((entry) => (typeof entry === 'string' ? [] : [entry.question]))

describe('questions of an evaluation', () => {
  const asked = FOLDERS.flatMap((folder) => filesIn(folder, '.jsonl'))
    .filter((file) => !file.endsWith('.questions.jsonl'))
    .flatMap(turnsOf)
  const same = new Set(asked.map((question) => questionKey(question).same))
  const near = new Set(asked.map((question) => questionKey(question).near).filter(Boolean))

  it('are read', () => {
    expect(asked.length).toBeGreaterThan(600)
    expect(standard.length).toBeGreaterThanOrEqual(10)
  })

  it('stand in no file of standard questions, in these or in reordered words', () => {
    expect(
      standard.filter((question) => {
        const key = questionKey(question)
        return same.has(key.same) || near.has(key.near)
      }),
    ).toEqual([])
  })
})

it('the standard questions of the seed plan hold', async () => {
  const folder = join(ROOT, 'corpus')
  const text = readFileSync(join(folder, 'jiading-2023-27.txt'), 'utf8')
  const { questions, faults } = await loadStandardQuestions(folder, { id: 'jiading-2023-27', text })
  expect(faults).toEqual([])
  expect(questions.filter(({ question }) => /^[ -~“”]*$/.test(question)).length).toBeGreaterThanOrEqual(5)
  expect(questions).toHaveLength(standard.length)
})
