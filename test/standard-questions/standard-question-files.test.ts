import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import {
  addStandardQuestion,
  loadStandardQuestions,
  removeStandardQuestion,
} from '../../src/adapters/node/standard-question-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'zhengda-standard-'))
const source = { id: 'plan', text: '到2025年,建成6座加氢站。\n由区交通委负责。' }
const path = join(folder, 'plan.questions.jsonl')
const entry = (question: string, line = 1) => ({ question, line, by: 'A', reviewed: '2026-11-28' })
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
})

it('is empty without a file', async () => {
  expect(await loadStandardQuestions(folder, source)).toEqual({ questions: [], faults: [] })
  expect(await removeStandardQuestion(folder, 'plan', '谁负责?')).toBe(false)
})

it('adds, replaces and removes', async () => {
  await addStandardQuestion(folder, source, entry('建成几座加氢站?'))
  await addStandardQuestion(folder, source, entry('谁负责?', 2))
  await addStandardQuestion(folder, source, { ...entry('请问建成几座加氢站'), by: 'B' })
  const { questions } = await loadStandardQuestions(folder, source)
  expect(questions.map(({ question, by }) => [question, by])).toEqual([
    ['谁负责?', 'A'],
    ['请问建成几座加氢站', 'B'],
  ])
  expect(await removeStandardQuestion(folder, 'plan', '建成几座加氢站?')).toBe(true)
  expect(await removeStandardQuestion(folder, 'plan', '谁负责')).toBe(true)
  expect(readdirSync(folder)).toEqual([])
})

it('refuses what the document does not bear out, and leaves the file as it was', async () => {
  await addStandardQuestion(folder, source, entry('谁负责?', 2))
  const before = readFileSync(path, 'utf8')
  await expect(addStandardQuestion(folder, source, entry('建成8座加氢站?'))).rejects.toThrow(/states 8/)
  await expect(addStandardQuestion(folder, source, entry('谁负责?', 7))).rejects.toThrow(/does not exist/)
  await expect(addStandardQuestion(folder, source, { ...entry('谁负责?', 2), reviewed: '' })).rejects.toThrow(
    /reviewed/,
  )
  expect(readFileSync(path, 'utf8')).toBe(before)
})

it('keeps lines that it cannot read', async () => {
  writeFileSync(path, 'by hand\n')
  await addStandardQuestion(folder, source, entry('谁负责?', 2))
  expect(readFileSync(path, 'utf8').split('\n')[0]).toBe('by hand')
})

it('loses nothing when many edit at once, and no reader sees half a file', async () => {
  const names = Array.from({ length: 20 }, (_, i) => `谁负责${String.fromCharCode(0x7532 + i)}?`)
  const adding = Promise.all(names.map((name) => addStandardQuestion(folder, source, entry(name, 2))))
  for (let i = 0; i < 20; i++) expect((await loadStandardQuestions(folder, source)).faults).toEqual([])
  await adding
  expect((await loadStandardQuestions(folder, source)).questions).toHaveLength(20)
  expect(readdirSync(folder)).toEqual(['plan.questions.jsonl'])
})

it('passes over the lock of a process that died', async () => {
  writeFileSync(`${path}.lock`, '')
  utimesSync(`${path}.lock`, new Date(0), new Date(0))
  await addStandardQuestion(folder, source, entry('谁负责?', 2))
  expect((await loadStandardQuestions(folder, source)).questions).toHaveLength(1)
})
