import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqlStore } from '../../src/adapters/node/store/sql-store.ts'
import { openWebFiles } from '../../src/adapters/node/web-files.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/create-app.ts'
import { deskOptions } from '../../src/http/desk/desk-options.ts'
import { deskRoutes } from '../../src/http/desk/desk-routes.ts'
import { openParts } from '../../src/main.open-services.ts'
import type { AskedRecord, QuestionStore } from '../../src/ports/question-store.ts'
import { createServices } from '../../src/services.ts'
import { createQuestionLog } from '../../src/store/question-log.ts'
import { fakeLibraryDesk, fakeOwner, fakeStandardQuestions } from '../http/desk-fakes.ts'
import { asked, judged } from '../store/records.ts'
import { overflowOf, tooSmall, violationsOf } from './axe.ts'
import { ask, buildWebFiles, NO_BROWSER, openBrowser, ROOT, signIn, visit } from './site.ts'

const OUTPUT = join(ROOT, 'test/output')
const TOKEN = 'a-token-for-browsers-1234567890'

let origin: string
let server: Server
let browser: Browser
let store: QuestionStore
const standard = fakeStandardQuestions()
const library = fakeLibraryDesk()

/** Some weeks of questions, so that there is something to see. */
async function fill(): Promise<void> {
  const records: AskedRecord[] = []
  const statuses = [
    'answered',
    'answered',
    'answered',
    'corrected',
    'partial',
    'not_found',
    'clarify',
  ] as const
  const unanswered = [
    '加氢站怎么申请补贴?',
    '建加氢站有补贴吗',
    '违规排放罚多少钱?',
    '公司没做碳核算要处罚吗',
    '噪声扰民找哪个部门投诉?',
  ]
  const topics = [
    '(一)加快能源领域绿色低碳转型',
    '(三)加快道路交通能源结构转型',
    '(二)推进建筑领域减污降碳协同增效',
  ]
  for (let day = 0; day < 80; day++) {
    for (let i = 0; i < 3 + (day % 7); i++) {
      const status = statuses[(day + i * 3) % statuses.length]!
      records.push(
        asked({
          at: new Date(Date.now() - day * 86_400_000 - i * 60_000).toISOString(),
          status,
          question:
            status === 'not_found' || status === 'clarify' ? unanswered[(day + i) % 5]! : '谁负责加氢站?',
          document: 'jiading-2023-27',
          topic: topics[(day * i) % 3]!,
          latency: 8 + ((day * 7 + i * 13) % 60),
        }),
      )
    }
  }
  for (let i = 0; i < records.length; i += 100) await store.keepAsked(records.slice(i, i + 100))
  for (let day = 0; day < 60; day++) {
    const at = new Date(Date.now() - day * 86_400_000).toISOString()
    const useful = day % 4 !== 0
    await store.keepFeedback(
      judged({ at, useful, question: '充电桩谁来装?', reason: useful ? null : '没有说到小区里怎么装' }),
    )
  }
}

describe.skipIf(NO_BROWSER)('the desk in a browser', () => {
  beforeAll(async () => {
    mkdirSync(OUTPUT, { recursive: true })
    buildWebFiles()
    const folder = mkdtempSync(join(tmpdir(), 'zhengda-desk-'))
    const config = readConfig({
      CORPUS_DIR: join(ROOT, 'corpus'),
      INDEX_DIR: folder,
      READER: 'basic',
      LOG: 'off',
      DESK_TOKEN: TOKEN,
      OWNER_MAIL: 'owner@example.gov.cn',
    })
    const parts = await openParts(
      config,
      () => {},
      () => {},
    )
    store = sqlStore(`file:${join(folder, 'store.db')}`, () => {})
    const questions = createQuestionLog({ store, log: () => {}, queue: { delay: 0 } })
    const web = await openWebFiles(join(ROOT, 'dist/web'))
    const services = createServices(parts)
    const surroundings = { log: () => {}, clientAddress: () => 'test' }
    const ports = {
      store,
      embedder: parts.embedder,
      standardQuestions: standard,
      libraryDesk: library,
      owner: fakeOwner(),
    }
    const options = deskOptions(config, ports, { ...surroundings, ...(web && { assets: web.assets }) })!
    const desk = deskRoutes(services, options)
    const app = createApp(services, { config, ...surroundings, questions, desk, ...(web && { web }) })
    server = createServer(getRequestListener(app.fetch))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await fill()
    await standard.add('jiading-2023-27', {
      question: '加氢站归谁管?',
      line: 39,
      by: '王审核',
      reviewed: '2026-11-28',
    })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
    await store?.close()
  })

  it.each([
    ['sign-in', '/desk/sign-in'],
    ['overview', '/desk'],
    ['documents', '/desk/documents'],
    ['replace', '/desk/documents?replaces=jiading-2023-27'],
    ['preview', '/desk/preview/s1?replaces=jiading-2023-27'],
    ['withdraw', '/desk/withdraw?document=jiading-2023-27'],
    ['gaps', '/desk/gaps'],
    ['questions', '/desk/questions?document=jiading-2023-27'],
    ['figures', '/desk/figures'],
    ['english', '/desk/gaps?lang=en'],
  ])(
    '%s: no violation in light, dark, large and on a phone; nothing from elsewhere',
    async (name, path) => {
      if (name === 'preview')
        await library.stage({ name: '新版方案.docx', bytes: new TextEncoder().encode('某市方案') })
      const { page, complaints, requests, close } = await visit(browser, `${origin}/desk/sign-in`)
      if (name !== 'sign-in') {
        await signIn(page, TOKEN, '王审核')
        await page.goto(origin + path)
        if (name === 'figures') await page.locator('.plot canvas').last().waitFor()
      }
      const picture = (mode: string) =>
        page.screenshot({ path: join(OUTPUT, `desk-${name}-${mode}.png`), fullPage: true })
      await picture('light')
      expect(await violationsOf(page)).toEqual([])
      expect(await tooSmall(page, 44)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      await picture('dark')
      expect(await violationsOf(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'light' })
      for (const width of [390, 360, 320]) {
        await page.setViewportSize({ width, height: 800 })
        expect(await overflowOf(page), `at ${width}px`).toBeLessThanOrEqual(0)
      }
      await page.setViewportSize({ width: 360, height: 800 })
      await picture('phone')
      expect(await violationsOf(page)).toEqual([])
      await page.setViewportSize({ width: 1280, height: 860 })
      await page.evaluate(() => document.documentElement.toggleAttribute('data-elder', true))
      expect(await violationsOf(page)).toEqual([])
      expect(await tooSmall(page, 60)).toEqual([])
      expect(complaints).toEqual([])
      expect(requests.filter((url) => !url.startsWith(origin) && !url.startsWith('data:'))).toEqual([])
      await close()
    },
    120_000,
  )

  it('a reader calls an answer not useful and says why', async () => {
    const { page, complaints, close } = await visit(browser, origin)
    await ask(page, '加氢站归谁管?')
    await page.getByRole('button', { name: '没用' }).click()
    await page.getByLabel('哪里没用').fill('想知道电话')
    await page.getByRole('button', { name: '发送' }).click()
    const kept = async () =>
      (await store.openQuestions('2000-01-01', 1000)).find(({ question }) => question === '加氢站归谁管?')
    await expect.poll(kept).toMatchObject({ disliked: 1, reasons: ['想知道电话'] })
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('uploads with progress, tells what failed, and publishes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhengda-upload-'))
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const { page, complaints, close } = await visit(browser, `${origin}/desk/documents`)
    await signIn(page, TOKEN, '王审核')
    await page
      .getByLabel('选择文件')
      .setInputFiles([file('好文件.docx', '某市方案'), file('坏文件.docx', 'broken')])
    await page.getByRole('button', { name: '上传并预览' }).click()
    await page.getByText('坏文件.docx：the file ends in the middle of a table').waitFor()
    await page.screenshot({ path: join(OUTPUT, 'desk-uploaded.png') })
    await page.getByRole('link', { name: '预览: 好文件.docx' }).click()
    await page.getByLabel('标题').fill('某市实施方案')
    await page.getByRole('button', { name: '发布' }).click()
    await page.getByRole('status').getByText('文件已发布').waitFor()
    expect(library.done.at(-1)).toEqual([
      'publish',
      expect.any(String),
      expect.objectContaining({ title: '某市实施方案' }),
    ])
    expect(complaints).toEqual([])
    await close()
  })

  it('works without JavaScript: sign in, filter, mark, upload', async () => {
    const { page, close } = await visit(browser, `${origin}/desk/gaps`, { javaScriptEnabled: false })
    await signIn(page, TOKEN, '王审核')
    await page.goto(`${origin}/desk/gaps`)
    const before = await page.locator('.gap').count()
    await page.locator('.gap').last().getByRole('button', { name: '文件未涉及' }).click()
    await page.getByText('已标为文件未涉及').waitFor()
    expect(await page.locator('.gap').count()).toBe(before - 1)
    await page.goto(`${origin}/desk/figures`)
    expect(await page.locator('.figure table').count()).toBe(4)
    expect(await page.locator('.plot:visible').count()).toBe(0)
    await close()
  })
})
