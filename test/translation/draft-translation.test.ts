import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadTranslation } from '../../src/adapters/node/translation-files.ts'
import { createCli } from '../../src/cli/create-cli.ts'
import { readDraft } from '../../src/translation/draft-prompt.ts'
import { type Behaviour, type Received, startEndpoint } from '../model/fake-endpoint.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const SOURCE = readFileSync(join(ROOT, 'corpus/jiading-2023-27.txt'), 'utf8')
const ENGLISH = readFileSync(join(ROOT, 'corpus/jiading-2023-27.en.txt'), 'utf8').trimEnd().split('\n')

interface Asked {
  readonly names: Record<string, string>
  readonly before: { chinese: string; english: string }[]
  readonly lines: { line: number; chinese: string; english?: string; faults?: string[] }[]
}
const askedOf = ({ data }: Received) => data as unknown as Asked
const reply = (lines: { line: number; english: string }[]) =>
  `Here it is:\n\`\`\`json\n${JSON.stringify({ lines })}\n\`\`\``
const right: Behaviour = (received) =>
  reply(askedOf(received).lines.map(({ line }) => ({ line, english: ENGLISH[line - 1]! })))

let endpoint: Awaited<ReturnType<typeof startEndpoint>>
let folder: string
beforeAll(async () => {
  endpoint = await startEndpoint()
})
afterAll(() => endpoint.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhengda-translate-'))
  writeFileSync(join(folder, 'plan.txt'), SOURCE)
  writeFileSync(join(folder, 'plan.json'), '{"titleEn": "Plan"}')
  cpSync(join(ROOT, 'corpus/tables'), join(folder, 'tables'), { recursive: true })
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  process.exitCode = undefined
})

async function run(...words: string[]) {
  let output = ''
  const environment = { CORPUS_DIR: folder, MODEL: `openai:${endpoint.url}/v1|draft` }
  const cli = createCli(environment, {
    write(text) {
      output += text
    },
  }).exitOverride()
  for (const command of cli.commands) command.exitOverride().configureOutput({ writeErr: () => {} })
  await cli.parseAsync(['node', 'zhengda', ...words])
  return output
}
const kept = (name: string) => readFileSync(join(folder, name), 'utf8')

describe('zhengda translate', () => {
  it('drafts every line, in batches, and marks it as not reviewed', async () => {
    endpoint.says(right)
    const output = await run('translate', 'plan')
    expect(output).toContain('plan: 102 of 102 lines, 0 asked twice, 0 with faults')
    expect(kept('plan.en.txt')).toBe(`${ENGLISH.join('\n')}\n`)
    expect(JSON.parse(kept('plan.json'))).toMatchObject({
      titleEn: 'Plan',
      translation: { by: 'openai:draft', reviewed: false, date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    })
    expect(existsSync(join(folder, 'plan.en.txt.part'))).toBe(false)
    const asked = endpoint.received.map(askedOf)
    expect(asked.length).toBeGreaterThan(10)
    expect(asked.flatMap(({ lines }) => lines).map(({ line }) => line)).toEqual(ENGLISH.map((_, i) => i + 1))
    expect(asked.at(-1)!.before).toHaveLength(2)
    expect(asked.some(({ names }) => names.区水务局 === 'District Water Authority')).toBe(true)
    expect(endpoint.received[0]!.body).toMatchObject({ max_tokens: 6000 })
    const translation = await loadTranslation(folder, { id: 'plan', text: SOURCE })
    expect(translation?.note?.by).toBe('openai:draft')
  })

  it('asks once more for a line that lost a figure or was left out, and says what was wrong', async () => {
    const asked: Asked['lines'] = []
    endpoint.says((received) => {
      const { lines } = askedOf(received)
      asked.push(...lines.filter(({ faults }) => faults))
      return reply(
        lines
          .filter(({ line, faults }) => line !== 20 || faults)
          .map(({ line, faults }) => ({
            line,
            english: ENGLISH[line - 1]!.replace(faults ? 'no such' : '294,000 kW', 'much'),
          })),
      )
    })
    expect(await run('translate', 'plan')).toContain('102 of 102 lines, 2 asked twice, 0 with faults')
    expect(asked.map(({ line }) => line).sort()).toEqual([20, 23])
    expect(asked.find(({ line }) => line === 23)!.faults).toEqual(['29.4万 is missing (294000)'])
    expect(kept('plan.en.txt')).toBe(`${ENGLISH.join('\n')}\n`)
  })

  it('keeps a line that is wrong twice, and reports it', async () => {
    endpoint.says((received) => (right(received, undefined as never) ?? '').replaceAll('10,600 kW', 'a part'))
    const output = await run('translate', 'plan')
    expect(output).toContain('1 asked twice, 1 with faults')
    expect(output).toContain('line 23: figure: 1.06万 is missing (10600)')
    expect(kept('plan.en.txt')).toContain('of which a part will be')
  })

  it('goes on where it was broken off', async () => {
    endpoint.says((received, response) => {
      if (askedOf(received).lines.some(({ line }) => line > 60)) {
        response.statusCode = 500
        response.end()
        return undefined
      }
      return right(received, response)
    })
    const output = await run('translate', 'plan')
    expect(process.exitCode).toBe(1)
    const line = Number(/stopped at line (\d+): the model's endpoint answered 500/.exec(output)![1])
    expect(kept('plan.en.txt.part').trimEnd().split('\n')).toEqual(ENGLISH.slice(0, line - 1))
    expect(existsSync(join(folder, 'plan.en.txt'))).toBe(false)

    endpoint.says(right)
    await run('translate', 'plan')
    expect(
      Math.min(...endpoint.received.flatMap((each) => askedOf(each).lines.map((asked) => asked.line))),
    ).toBe(line)
    expect(kept('plan.en.txt')).toBe(`${ENGLISH.join('\n')}\n`)
  })

  it('continues half a sidecar, and leaves a complete one alone', async () => {
    writeFileSync(join(folder, 'plan.en.txt'), ENGLISH.slice(0, 90).join('\n'))
    endpoint.says(right)
    await run('translate', 'plan')
    expect(askedOf(endpoint.received[0]!).lines[0]!.line).toBe(91)
    endpoint.says(right)
    expect(await run('translate', 'plan')).toContain('is complete; --again drafts it anew')
    writeFileSync(
      join(folder, 'plan.json'),
      '{"translation": {"by": "A", "date": "2026-11-28", "reviewed": true}}',
    )
    expect(await run('translate', 'plan', '--again')).toContain('complete and reviewed')
    expect(endpoint.received).toHaveLength(0)
  })

  it('stops where the model says nothing of a line', async () => {
    endpoint.says(() => 'I cannot do that.')
    const output = await run('translate', 'plan')
    expect(output).toContain('stopped at line 1: the model gave no translation, twice')
  })

  it('names what is missing', async () => {
    await expect(run('translate', 'nothing')).rejects.toThrow(/holds no document "nothing"/)
  })
})

describe('zhengda check-translation', () => {
  it('passes the translation of the seed plan, by id and by file', async () => {
    cpSync(join(ROOT, 'corpus/jiading-2023-27.en.txt'), join(folder, 'plan.en.txt'))
    expect(await run('check-translation', 'plan')).toBe(
      'plan.en.txt: 102 lines, 0 errors, 0 warnings\nno note whose it is\n',
    )
    const file = join(ROOT, 'corpus/jiading-2023-27.en.txt')
    expect(await run('check-translation', file)).toContain('by Zhengda project, 2026-11-28, not reviewed')
    expect(process.exitCode).toBeUndefined()
  })

  it('ends with 1 and names the line where a figure is missing', async () => {
    writeFileSync(join(folder, 'plan.en.txt'), ENGLISH.join('\n').replace('294,000 kW', 'Some'))
    expect(await run('check-translation', 'plan')).toContain('line 23: figure: 29.4万 is missing (294000)')
    expect(process.exitCode).toBe(1)
  })

  it('ends with 1 where the lines are not as many', async () => {
    writeFileSync(join(folder, 'plan.en.txt'), ENGLISH.slice(1).join('\n'))
    expect(await run('check-translation', 'plan')).toContain(
      'the translation has 101 lines, the source has 102',
    )
    expect(process.exitCode).toBe(1)
    await expect(loadTranslation(folder, { id: 'plan', text: SOURCE })).rejects.toThrow(/101 lines/)
  })

  it('refuses a note of another shape', async () => {
    writeFileSync(join(folder, 'plan.en.txt'), ENGLISH.join('\n'))
    writeFileSync(join(folder, 'plan.json'), '{"translation": {"by": "A", "reviewed": "yes"}}')
    await expect(run('check-translation', 'plan')).rejects.toThrow(/translation\.date/)
  })
})

it('reads a draft with words around it, and nothing from nonsense', () => {
  expect(readDraft('x {"lines":[{"line":"2","english":" A\\nB "}]} y').get(2)).toBe('A B')
  for (const text of ['', '{}', '{"lines": 3}', 'no {json} here']) expect(readDraft(text).size).toBe(0)
})
