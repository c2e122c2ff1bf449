import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ask, NO_BROWSER, openBrowser, ROOT, type Site, startSite, visit } from './site.ts'

const OUTPUT = join(ROOT, 'test/output')
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const QUOTED = '/d/jiading-2023-27?q=3827-3873&find=%E6%B0%A2#p39'

interface State {
  readonly name: string
  readonly url: string
  readonly reach?: (page: Page, site: Site) => Promise<unknown>
}

const open = async (page: Page) => {
  await ask(page, '加氢站由哪些部门负责?')
  await page.locator('policy-qa .quotation-link').first().click()
  await page.locator('source-panel mark').first().waitFor()
}

const STATES: readonly State[] = [
  { name: 'home', url: '/' },
  { name: 'answered', url: '/', reach: open },
  { name: 'listed', url: '/', reach: (page) => ask(page, '区水务局有哪些任务?') },
  {
    name: 'follow-up',
    url: '/',
    reach: async (page) => {
      await ask(page, '2025年新增光伏装机容量是多少?')
      await ask(page, '由谁负责?')
      await page.locator('summary', { hasText: '复制引用' }).last().click()
    },
  },
  { name: 'abstained', url: '/', reach: (page) => ask(page, '违反规定罚款多少?') },
  { name: 'rejected', url: '/', reach: (page) => ask(page, '我的身份证号是310114199001011234,能查吗?') },
  {
    name: 'failed',
    url: '/',
    reach: async (page) => {
      await page.route('**/api/ask', (route) => route.abort())
      await ask(page, '加氢站由哪些部门负责?')
    },
  },
  {
    name: 'pending',
    url: '/',
    reach: async (page) => {
      await page.route('**/api/ask', () => {})
      await page.locator('textarea[name="q"]:visible').fill('加氢站由哪些部门负责?')
      await page.keyboard.press('Enter')
      await page.locator('policy-qa .progress').waitFor()
    },
  },
  {
    name: 'plain-answer',
    url: '/ask?q=%E5%8A%A0%E6%B0%A2%E7%AB%99%E7%94%B1%E5%93%AA%E4%BA%9B%E9%83%A8%E9%97%A8%E8%B4%9F%E8%B4%A3%3F',
  },
  { name: 'reader', url: QUOTED },
  { name: 'documents', url: '/d' },
  { name: 'targets', url: '/targets' },
  { name: 'targets-2030', url: '/targets?year=2030' },
  { name: 'responsibilities', url: '/responsibilities' },
  { name: 'tasks-of-a-body', url: '/responsibilities?body=%E5%8C%BA%E6%B0%B4%E5%8A%A1%E5%B1%80' },
  { name: 'obligations', url: '/obligations' },
  { name: 'frame', url: '/embed', reach: (page) => page.locator('policy-qa .start .chip').first().waitFor() },
  { name: 'frame-answered', url: '/embed', reach: (page) => ask(page, '加氢站由哪些部门负责?') },
  { name: 'check', url: '/embed/check?origin=https%3A%2F%2Fa.gov.cn&csp=default-src+%27self%27' },
  { name: 'missing', url: '/d/none' },
  { name: 'unknown', url: '/no/such/page' },
  {
    name: 'broken',
    url: '/',
    reach: async (page, { origin, services }) => {
      vi.spyOn(services, 'ask').mockRejectedValueOnce(new Error('made for the test'))
      await page.goto(`${origin}/ask?q=x`)
      await page.locator('h1', { hasText: '服务器出错了' }).waitFor()
    },
  },
]

/** What the browser itself complains of in states that are errors. */
const EXPECTED: Readonly<Record<string, RegExp>> = {
  failed: /net::ERR_FAILED/,
  missing: /404/,
  unknown: /404/,
  broken: /500/,
}

/** What colours, sizes and the width of the window can break; the rest of axe's rules see the same page. */
const LOOKS = [
  'color-contrast',
  'target-size',
  'scrollable-region-focusable',
  'link-in-text-block',
  'meta-viewport',
]

/** Violations of WCAG 2.2 A and AA and of axe's best practices, each with the first element. */
async function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[]
        }>
      }
    }
    const { violations } = await axe.run(
      rules ? { runOnly: rules } : { rules: { 'target-size': { enabled: true } } },
    )
    return violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.length} × ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`,
    )
  }, rules)
}

/** Controls lower than `least` pixels and, where `text` is given, text smaller than that; links within sentences apart. */
async function tooSmall(page: Page, least: number, text = 0): Promise<string[]> {
  return page.evaluate(
    ([least, text]) => {
      const found: string[] = []
      const walk = (root: ParentNode) => {
        for (const element of root.querySelectorAll<HTMLElement>('*')) {
          if (element.shadowRoot) walk(element.shadowRoot)
          const box = element.getBoundingClientRect()
          if (!element.checkVisibility({ visibilityProperty: true }) || box.width <= 1 || box.height <= 1)
            continue
          const control = element.matches(
            'button, summary, select, input:not([type="checkbox"]), textarea, nav a, .chip, .button',
          )
          const prose = element.matches('p a, dd a, q a') && !element.matches('.button, .chip')
          const inner =
            element instanceof HTMLTextAreaElement ? element.parentElement!.getBoundingClientRect() : box
          if (control && !prose && inner.height < least! - 0.5)
            found.push(`${element.outerHTML.slice(0, 90)} ${inner.height}px`)
          const own = [...element.childNodes].some(
            (node) => node.nodeType === 3 && node.textContent!.trim() !== '',
          )
          const size = Number.parseFloat(getComputedStyle(element).fontSize)
          if (text && own && !element.closest('svg, [aria-hidden]') && size < text) {
            found.push(`${element.outerHTML.slice(0, 90)} text ${size}px`)
          }
        }
      }
      walk(document)
      return found
    },
    [least, text] as const,
  )
}

async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

describe.skipIf(NO_BROWSER)('accessibility', () => {
  let site: Site
  let browser: Browser

  beforeAll(async () => {
    mkdirSync(OUTPUT, { recursive: true })
    ;[site, browser] = await Promise.all([startSite(), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  it.each(STATES)(
    '$name: no violation in light, dark, large, on a phone and at 400%; nothing from elsewhere',
    async ({ name, url, reach }) => {
      const { page, complaints, requests, close } = await visit(browser, site.origin + url)
      const picture = (mode: string) => page.screenshot({ path: join(OUTPUT, `${name}-${mode}.png`) })
      await reach?.(page, site)
      // Evaluated by the debugger, so that the page's own policy stays as it is.
      await page.evaluate(AXE)
      await picture('light')
      // As tall as the page: what stays in sight covers nothing then, wherever the page happens to be scrolled to.
      const size = page.viewportSize()!
      const height = await page.evaluate(() => document.documentElement.scrollHeight)
      await page.setViewportSize({ ...size, height })
      expect(await violationsOf(page)).toEqual([])
      await page.setViewportSize(size)
      expect(await tooSmall(page, 44)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      await picture('dark')
      expect(await violationsOf(page, LOOKS)).toEqual([])
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize({ width: 390, height: 844 })
      await picture('phone')
      expect(await violationsOf(page, LOOKS)).toEqual([])
      expect(await overflowOf(page)).toBeLessThanOrEqual(0)
      // 1280 px at 400%.
      await page.setViewportSize({ width: 320, height: 256 })
      expect(await overflowOf(page)).toBeLessThanOrEqual(0)
      await page.setViewportSize({ width: 1280, height: 860 })
      await page.evaluate(() => {
        document.documentElement.toggleAttribute('data-elder', true)
        document.querySelector('policy-qa')?.setAttribute('elder', '')
      })
      await picture('elder')
      expect(await violationsOf(page, LOOKS)).toEqual([])
      // 18 pt are 24 px.
      expect(await tooSmall(page, 60, 24)).toEqual([])
      const allowed = EXPECTED[name] ?? /^$/
      expect(complaints.filter((text) => !allowed.test(text))).toEqual([])
      expect(requests.filter((address) => !address.startsWith(site.origin))).toEqual([])
      await close()
    },
    90_000,
  )

  it('measures: what is large enough for a mouse is too small for an older hand', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    expect(await tooSmall(page, 44)).toEqual([])
    expect((await tooSmall(page, 60, 24)).length).toBeGreaterThan(10)
    await close()
  })

  it.each(['/', '/targets', '/responsibilities', '/obligations', QUOTED, '/embed/check'])(
    '%s: no violation in English',
    async (url) => {
      const { page, close } = await visit(browser, site.origin + url, { locale: 'en-US' })
      expect(await page.locator('html').getAttribute('lang')).toBe('en')
      if (url === '/') await ask(page, 'What is the 2025 target for household waste recycling?')
      await page.evaluate(AXE)
      expect(await violationsOf(page)).toEqual([])
      if (url === '/') {
        expect(await page.locator('.answer').getAttribute('lang')).toBe('en')
        expect(await page.locator('.answer blockquote').first().getAttribute('lang')).toBe('zh-CN')
      }
      await page.screenshot({
        path: join(OUTPUT, `en-${url.slice(1, 10).replace(/\W/g, '-') || 'answered'}.png`),
      })
      await close()
    },
  )

  it('prints the answer and its proof, and none of the controls', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    await ask(page, '区水务局有哪些任务?')
    expect(await page.locator('.answer-more blockquote').first().isVisible()).toBe(false)
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
    expect(await page.locator('.answer-more blockquote').first().isVisible()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    await page.screenshot({ path: join(OUTPUT, 'print.png'), fullPage: true })
    for (const hidden of ['.site-header', '.composer', '.answer-actions', 'source-panel aside']) {
      expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false)
    }
    for (const shown of ['.asked-question', '.answer-headline', 'blockquote', '.answer-print']) {
      expect(await page.locator(shown).first().isVisible(), shown).toBe(true)
    }
    await close()
  })

  it('keeps what the reader chose: large text and colours, without a cookie', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    await page.getByRole('button', { name: '大字版' }).click()
    await page.getByRole('button', { name: '深色' }).click()
    await page.goto(`${site.origin}/targets`)
    expect(await page.evaluate(() => document.documentElement.outerHTML.slice(0, 70))).toMatch(
      /data-elder.*data-theme="dark"/,
    )
    expect(await page.getByRole('button', { name: '大字版' }).getAttribute('aria-pressed')).toBe('true')
    expect(await page.context().cookies()).toEqual([])
    await close()
  })
})
