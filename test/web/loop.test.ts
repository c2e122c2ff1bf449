/** The loop in the built server and a real browser: refused, reported, linked at the desk, asked in other words, answered. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleServer, type ServerProcess, serverProcesses } from '../http/server-processes.ts'
import { overflowOf, violationsOf } from './axe.ts'
import { ask, buildWebFiles, NO_BROWSER, openBrowser, ROOT, signIn, visit } from './site.ts'

const TOKEN = 'a-token-for-the-loop-1234567890'
const folder = mkdtempSync(join(tmpdir(), 'zhengda-loop-'))
/** As people of the district speak; the plan speaks of livestock manure. */
const QUESTION = '隔壁养鸡场臭煞了,啥人来弄?'
const OTHER_WORDS = '请问一下:啥人来弄呢,隔壁养鸡场臭煞了'
const LINE = 60

const { start, end } = serverProcesses({
  CORPUS_DIR: join(folder, 'corpus'),
  INDEX_DIR: join(folder, 'index'),
  DATABASE_URL: `file:${join(folder, 'store.db')}`,
  DESK_TOKEN: TOKEN,
  READER: 'basic',
})
let server: ServerProcess
let browser: Browser

describe.skipIf(NO_BROWSER)('the desk learns', () => {
  beforeAll(async () => {
    bundleServer()
    buildWebFiles()
    mkdirSync(join(folder, 'corpus'))
    // A folder of its own: the desk writes beside the documents.
    cpSync(join(ROOT, 'corpus'), join(folder, 'corpus'), { recursive: true })
    ;[server, browser] = await Promise.all([start(), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    end()
    rmSync(folder, { recursive: true, force: true })
  })

  it('what a refused question should have led to', async () => {
    const asking = await visit(browser, server.origin)
    await ask(asking.page, QUESTION)
    const refused = asking.page.locator('policy-qa .answer')
    expect(await refused.getAttribute('data-status')).toMatch(/^(not_found|out_of_scope)$/)

    const desk = await visit(browser, `${server.origin}/desk/gaps`)
    await signIn(desk.page, TOKEN, '王审核')
    const group = desk.page.locator('.gap', { hasText: QUESTION })
    // The record is written behind the answer.
    await expect
      .poll(async () => (await desk.page.goto(`${server.origin}/desk/gaps`)) && (await group.count()))
      .toBe(1)
    expect(await (await desk.page.request.get(`${server.origin}/desk/gaps.csv`)).text()).toContain(QUESTION)
    // By keyboard: another line than the nearest ones.
    await group.getByRole('radio').last().focus()
    await desk.page.keyboard.press('Space')
    await group.getByRole('spinbutton').focus()
    await desk.page.keyboard.type(String(LINE))
    await group.getByRole('button', { name: '关联' }).focus()
    await desk.page.keyboard.press('Enter')
    await desk.page.getByRole('status').getByText('已关联').waitFor()
    expect(await group.count()).toBe(0)

    await asking.page.goto(`${server.origin}/`)
    await ask(asking.page, OTHER_WORDS)
    const answer = asking.page.locator('policy-qa .answer')
    expect(await answer.getAttribute('data-status')).toMatch(/^(answered|partial)$/)
    expect(await answer.locator('.answer-reviewed').innerText()).toMatch(/^由王审核于\d{4}-\d\d-\d\d审定$/)
    expect(await answer.locator('.quotation').first().innerText()).toContain('畜禽')
    expect(await violationsOf(asking.page)).toEqual([])
    await asking.page.setViewportSize({ width: 320, height: 800 })
    expect(await overflowOf(asking.page)).toBeLessThanOrEqual(0)

    await desk.page.goto(`${server.origin}/desk/gaps?state=linked`)
    expect(await group.count()).toBe(1)
    const questions = await desk.page.request.get(`${server.origin}/desk/questions?document=jiading-2023-27`)
    expect(await questions.text()).toContain(QUESTION)
    expect([...desk.complaints, ...asking.complaints]).toEqual([])
    await desk.close()
    await asking.close()
  })
})
