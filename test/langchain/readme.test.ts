/** What docs/clients.md shows is run as it stands, at another port. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { CHAT_COMPLETION } from '../../src/http/openai/chat-schemas.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const run = promisify(execFile)
const section = readFileSync(join(ROOT, 'docs/clients.md'), 'utf8')
const [retriever = '', curl = '', openai = '', mcp = '', model = ''] = [
  ...section.matchAll(/```(?:ts|sh)\n(.*?)```/gs),
].map(([, code]) => code!)

/** In the repository, where its packages are found; not committed. */
const folder = join(ROOT, 'test/output')
const index = mkdtempSync(join(tmpdir(), 'zhengda-readme-'))
const environment = { ...process.env, INDEX_DIR: index, PORT: '0', MODEL: '', READER: 'basic' }
let server: ChildProcess
let address: string

beforeAll(async () => {
  server = spawn(process.execPath, ['--import', 'tsx', 'src/main.node.ts'], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = await once(createInterface(server.stdout!), 'line')
  address = line
})
afterAll(() => {
  server.kill()
  rmSync(index, { recursive: true, force: true })
})

async function runSnippet(name: string, code: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}-${process.pid}.ts`)
  writeFileSync(file, code.replaceAll("'./src/", "'../../src/").replaceAll('http://127.0.0.1:8787', address))
  try {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', file], {
      cwd: ROOT,
      env: environment,
      timeout: 120_000,
    })
    return stdout
  } finally {
    rmSync(file)
  }
}

describe('the examples of docs/clients.md', () => {
  it('LangChain', { timeout: 150_000 }, async () => {
    const printed = await runSnippet('readme-langchain', retriever)
    expect(printed.trim().split('\n')).toHaveLength(3)
    expect(printed).toMatch(/嘉定区减污降碳协同增效实施方案 .* \/d\/jiading-2023-27\?q=\d+-\d+#p\d+ .*加氢站/)
  })

  it('curl to /v1/chat/completions', async () => {
    const body = /-d '(.*)'/s.exec(curl)![1]!
    const path = /127\.0\.0\.1:8787(\S+)/.exec(curl)![1]!
    const response = await fetch(address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const { choices } = CHAT_COMPLETION.parse(await response.json())
    expect(choices[0]!.message.content).toContain('区交通委')
  })

  it('OpenAI’s SDK', { timeout: 150_000 }, async () => {
    const printed = await runSnippet('readme-openai', openai)
    expect(printed).toContain('区交通委')
    expect(printed).toContain('url_citation')
  })

  it('MCP', { timeout: 150_000 }, async () => {
    expect(await runSnippet('readme-mcp', mcp)).toContain('区交通委')
  })

  it('the settings of a model', () => {
    const settings = [...model.matchAll(/^MODEL='?([^'\s]+)'? npm start$/gm)].map(([, setting]) => setting!)
    expect(settings).toHaveLength(2)
    for (const MODEL of settings) expect(readConfig({ MODEL }).MODEL).toBe(MODEL)
  })
})
