import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, NO_BROWSER, openBrowser, ROOT, type Site, startSite, visit } from './site.ts'

/** Whether anything in the page ran that a question or a document brought along. */
const broken = (page: Page) =>
  page.evaluate(() => {
    const roots: ParentNode[] = [document]
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot)
    }
    const all = roots.flatMap((root) => [...root.querySelectorAll('*')])
    return all
      .filter(
        (element) =>
          element.matches('img, script:not([src]), iframe') ||
          /^\s*javascript:/i.test(element.getAttribute('href') ?? '') ||
          [...element.attributes].some(({ name }) => name.startsWith('on')),
      )
      .map((element) => element.outerHTML.slice(0, 120))
  })

describe.skipIf(NO_BROWSER)('in the browser, a question or document that tries to break the page', () => {
  let site: Site
  let browser: Browser

  beforeAll(async () => {
    ;[site, browser] = await Promise.all([
      startSite({ CORPUS_DIR: join(ROOT, 'test/fixtures/web-corpus') }),
      openBrowser(),
    ])
  })
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  it.each([
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '[点这里](javascript:alert(1))',
    '测试\u202e站\u202c建成多少座?',
    '长'.repeat(2000),
    'a'.repeat(2000),
    '#{alert(1)}{{7*7}}<!--',
  ])('%# is only text: %.24s', async (question) => {
    const { page, complaints, close } = await visit(browser, `${site.origin}/`, {
      viewport: { width: 390, height: 844 },
    })
    page.on('dialog', (dialog) => complaints.push(dialog.message()))
    await ask(page, question)
    const shown = await page.locator('.asked-question').innerText()
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
    expect(shown).toContain(question.slice(0, 2))
    expect(await broken(page)).toEqual([])
    expect(complaints).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await close()
  })

  it.each(['测试站建成多少座?', '测试覆盖率的目标是多少?', '不断行的那一条是什么?'])(
    'the hostile document is quoted as it is: %s',
    async (question) => {
      const { page, complaints, close } = await visit(browser, `${site.origin}/`)
      page.on('dialog', (dialog) => complaints.push(dialog.message()))
      await ask(page, question)
      const link = page.locator('.quotation-link').first()
      if ((await link.count()) > 0) {
        await link.click()
        await page.locator('source-panel mark').first().waitFor()
      }
      expect(await broken(page)).toEqual([])
      await page.goto(`${site.origin}/d/hostile?find=${encodeURIComponent('<script>')}`)
      expect(await broken(page)).toEqual([])
      expect(await page.locator('mark.found').count()).toBeGreaterThan(0)
      expect(complaints).toEqual([])
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ).toBeLessThanOrEqual(0)
      await close()
    },
  )

  it('an answer whose address leads elsewhere gets no link', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    for (const url of [
      'javascript:alert(1)',
      'https://evil.example/d/x?q=1-2#p1',
      '//evil.example/',
      'data:text/html,x',
    ]) {
      await page.route('**/api/ask', async (route) => {
        const headers = { ...route.request().headers(), accept: 'application/json' }
        const response = await route.fetch({ headers })
        const answer = await response.json()
        const citation = {
          n: 1,
          document: 'hostile',
          title: '<b>x</b>',
          number: null,
          locator: '一',
          path: ['一、<i>x</i>'],
          line: 5,
          paragraph: { start: 0, end: 4 },
          start: 0,
          end: 4,
          quote: '<u>引文</u>',
          url,
        }
        await route.fulfill({
          response,
          json: { ...answer, status: 'answered', citations: [citation], related: [] },
        })
      })
      await ask(page, '测试站建成多少座?')
      await page.unrouteAll()
      const turn = page.locator('.turn').last()
      expect(await turn.locator('blockquote').innerText()).toBe('<u>引文</u>')
      expect(await turn.locator('a').count(), url).toBe(0)
    }
    await close()
  })
})
