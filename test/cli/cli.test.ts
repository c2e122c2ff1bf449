import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { createCli, NOT_ANSWERED } from '../../src/cli/create-cli.ts'
import { printAnswer } from '../../src/cli/print-answer.ts'
import { printTable } from '../../src/cli/print-table.ts'
import type { Answer } from '../../src/domain/answer.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'zhengda-cli-'))

afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => {
  process.exitCode = undefined
})

async function run(...words: string[]) {
  let output = ''
  const environment = { CORPUS_DIR: join(ROOT, 'corpus'), INDEX_DIR: join(folder, 'index'), READER: 'basic' }
  const cli = createCli(environment, {
    write(text) {
      output += text
    },
  }).exitOverride()
  for (const command of cli.commands) command.exitOverride().configureOutput({ writeErr: () => {} })
  await cli.parseAsync(['node', 'zhengda', ...words])
  return output
}

describe('zhengda ask', () => {
  it('prints the answer with its quotations and their places', async () => {
    const output = await run('ask', '到2025年,', '一般工业固体废物综合利用率达到多少?')
    expect(output).toContain('95%')
    expect(output).toMatch(/\[1\] 《嘉定区减污降碳协同增效实施方案》 嘉府发〔2023〕27号 {2}.* 第 \d+ 行/)
    expect(process.exitCode).toBeUndefined()
  })

  it('prints the JSON of the API, in the language asked for', async () => {
    const answer = JSON.parse(await run('ask', '--json', '--lang', 'en', '全区建成多少个加氢站?')) as Answer
    expect(answer).toMatchObject({ language: 'en' })
    expect(answer.id).toMatch(/^[\w-]+$/)
  })

  it('ends with its own code where the documents do not answer', async () => {
    await run('ask', '今天天气怎么样?')
    expect(process.exitCode).toBe(NOT_ANSWERED)
  })

  it('carries the history', async () => {
    const answer = JSON.parse(
      await run('ask', '--json', '--history', '全区建成多少个加氢站?', '谁负责?'),
    ) as Answer
    expect(answer.interpretation.question).toContain('加氢站')
  })

  it.each([
    [['ask', ' '], 'question_invalid'],
    [['ask', 'x', '--lang', 'fr'], 'commander.invalidArgument'],
    [['ask'], 'commander.missingArgument'],
    [['nothing'], 'commander.unknownCommand'],
    [['facts', '--kind', 'other'], 'commander.invalidArgument'],
    [['facts', '--year', 'soon'], 'commander.invalidArgument'],
    [['facts', '--document', 'gone'], 'question_invalid'],
    [['evaluate', '--gold', '/nowhere.jsonl'], 'ENOENT'],
  ])('refuses %j with %s', async (words, code) => {
    await expect(run(...words)).rejects.toMatchObject({ code })
  })
})

describe('zhengda explain', () => {
  it('prints every stage as JSON', async () => {
    const { answer, stages } = JSON.parse(await run('explain', '谁负责加氢站?')) as {
      answer: Answer
      stages: { name: string; output: unknown }[]
    }
    expect(answer.status).toBe('answered')
    expect(stages.map(({ name }) => name)).toContain('candidates')
    expect(JSON.stringify(stages)).toContain('"bm25"')
  })
})

describe('zhengda facts', () => {
  it('prints tables, CSV and JSON of the same facts', async () => {
    const table = await run('facts', '--kind', 'responsibilities')
    const { responsibilities } = JSON.parse(
      await run('facts', '--kind', 'responsibilities', '--format', 'json'),
    ) as {
      responsibilities: { line: number }[]
    }
    const csv = await run('facts', '--kind', 'responsibilities', '--format', 'csv')
    expect(responsibilities.length).toBeGreaterThanOrEqual(35)
    expect(table).toMatch(new RegExp(`^${responsibilities.length} responsibilities$`, 'm'))
    expect(table.split('\n')).toHaveLength(responsibilities.length + 3)
    expect(csv.trimEnd().split('\r\n')).toHaveLength(responsibilities.length + 1)
  })

  it('filters', async () => {
    const output = await run('facts', '--year', '2025', '--format', 'json', '--q', '加氢站')
    const { targets } = JSON.parse(output) as { targets: { year: number; value: unknown }[] }
    expect(targets.map(({ value }) => value)).toContain(6)
    expect(targets.every(({ year }) => year === 2025)).toBe(true)
  })
})

describe('zhengda build-index', () => {
  it('tells what stands in the index', async () => {
    expect(await run('build-index')).toMatch(
      /^1 documents, \d+ statements, embedder static:\S+, reader basic:\S+, version [0-9a-f]{8}$/m,
    )
  })
})

describe('zhengda evaluate', () => {
  const question = { id: 'q1', lang: 'zh', type: 'target', all_lines: false, must_not: [], traps: [] }

  it('prints what is right, what is wrong and why', async () => {
    const gold = join(folder, 'gold.jsonl')
    const right = {
      ...question,
      expect: 'answer',
      turns: ['谁负责加氢站?'],
      gold_lines: [39, 23],
      must: ['区交通委'],
    }
    const wrong = {
      ...question,
      id: 'q2',
      expect: 'answer',
      turns: ['谁负责加氢站?'],
      gold_lines: [1],
      must: ['没有的词'],
    }
    writeFileSync(gold, [right, wrong].map((each) => JSON.stringify(each)).join('\n'))
    const output = await run('evaluate', '--only', 'plan', '--gold', gold, '-v')
    expect(output).toMatch(/^ALL +50\.0% \(1\/2\)$/m)
    expect(output).toContain('✗ q2 谁负责加氢站?')
    expect(output).toMatch(/lacks 没有的词; cites lines .*, not 1/)
    expect(output).toMatch(/^plan \(read by: basic:/m)
  })

  it('names the line of a gold file that is wrong', async () => {
    const gold = join(folder, 'bad.jsonl')
    writeFileSync(gold, '\n{"id": 1}\n')
    await expect(run('evaluate', '--gold', gold)).rejects.toMatchObject({
      message: expect.stringContaining('line 2'),
    })
  })
})

describe('printing', () => {
  it('aligns columns that hold Han characters', () => {
    expect(
      printTable(
        ['a', 'b'],
        [
          { a: '氢', b: 1 },
          { a: 'xyz', b: null },
        ],
      ),
    ).toBe('a    b\n氢   1\nxyz')
  })

  it('never lets a text steer the terminal', () => {
    const answer = {
      language: 'zh',
      headline: 'red \u001b[31m and \u202egnp.exe',
      caveats: [],
      citations: [],
      related: [],
      suggestions: [],
    } as unknown as Answer
    expect(printAnswer(answer)).toBe('red \ufffd[31m and \ufffdgnp.exe')
  })
})
