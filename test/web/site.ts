/** Starts the whole site (real services, built web files) on a free port, and a browser to look at it. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { openWebFiles } from '../../src/adapters/node/web-files.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/create-app.ts'
import { openServices } from '../../src/main.open-services.ts'
import type { LogRecord } from '../../src/ports/log.ts'
import type { Services } from '../../src/ports/services.ts'
import { npmBrowser } from './npm-browser.ts'

export const ROOT = join(import.meta.dirname, '..', '..')

/** Browser tests are left out only where a contributor says so. */
export const NO_BROWSER = process.env.ZHENGDA_NO_BROWSER === '1'

export interface Site {
  readonly origin: string
  readonly services: Services
  readonly app: ReturnType<typeof createApp>
  readonly logged: readonly LogRecord[]
  close(): void
}

/** Builds dist/web where it is missing or stale. */
export function buildWebFiles(): void {
  execFileSync(process.execPath, [join(ROOT, 'web/build.mjs')], { stdio: 'inherit' })
}

/** `variables` are settings as in the environment; the index is built into a folder of its own. */
export async function startSite(variables: Record<string, string> = {}): Promise<Site> {
  buildWebFiles()
  const config = readConfig({
    CORPUS_DIR: join(ROOT, 'corpus'),
    READER: 'basic',
    INDEX_DIR: mkdtempSync(join(tmpdir(), 'zhengda-web-')),
    LOG: 'off',
    ...variables,
  })
  const logged: LogRecord[] = []
  const services = await openServices(
    config,
    (record) => logged.push(record),
    () => {},
  )
  const web = await openWebFiles(join(ROOT, 'dist/web'))
  if (!web) throw new Error('dist/web holds no built files although web/build.mjs ran')
  const app = createApp(services, {
    config,
    log: (record) => logged.push(record),
    clientAddress: () => 'test',
    web,
  })
  const server = createServer(getRequestListener(app.fetch))
  await listen(server)
  return { origin: originOf(server), services, app, logged, close: () => server.close() }
}

/** A site of another origin that gives one page with its own headers. */
export async function startPortal(
  html: (path: string) => string,
  headers: Record<string, string>,
): Promise<Site['origin'] & string> {
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') {
      response.writeHead(204).end()
      return
    }
    response
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers })
      .end(html(request.url ?? '/'))
  })
  server.unref()
  await listen(server)
  // Another host name is another origin and another site, as a portal is.
  return originOf(server).replace('127.0.0.1', 'localhost')
}

/** The browser from npm, or the one that CHROMIUM_PATH names. */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Error(`no browser at CHROMIUM_PATH=${named}`)
  return chromium.launch({
    ...(named ? { executablePath: named } : await npmBrowser()),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface Visit {
  readonly page: Page
  /** Console errors, page errors and blocked requests, in the order in which they came. */
  readonly complaints: string[]
  /** Every address that was requested. */
  readonly requests: string[]
  close(): Promise<void>
}

/** A fresh visitor with a Chinese browser; nothing is kept from one visit to the next. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1280, height: 860 },
    ...options,
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(url)
  return { page, complaints, requests, close: () => context.close() }
}

/** Asks in the chat or the component by typing and pressing Enter, and waits for the n-th turn to be answered. */
export async function ask(page: Page, question: string): Promise<void> {
  const turns = await page.locator('policy-qa .turn').count()
  const box = page.locator('policy-qa textarea[name="q"]:visible').first()
  await box.fill(question)
  await box.press('Enter')
  await page.locator('policy-qa .turn').nth(turns).locator('.answer, .failure').waitFor()
}

/** Signs in at the page that the desk shows first. */
export async function signIn(page: Page, token: string, name: string): Promise<void> {
  await page.getByLabel('口令').fill(token)
  await page.getByLabel('你的姓名').fill(name)
  await page.getByRole('button', { name: '登录工作台' }).click()
  await page.locator('.desk-nav').waitFor()
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
