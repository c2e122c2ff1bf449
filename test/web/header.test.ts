/** The header has one row at every width, and nothing scrolls sideways; what does not fit stands in a menu. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_BROWSER, openBrowser, type Site, startSite, visit } from './site.ts'

let site: Site
let browser: Browser

describe.skipIf(NO_BROWSER)('the header', () => {
  beforeAll(async () => {
    ;[site, browser] = await Promise.all([startSite(), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  const cases = [320, 360, 768, 1024, 1280].flatMap((width) =>
    ['zh-CN', 'en'].flatMap((locale) => ['', '?elder=1'].map((query) => [width, locale, query] as const)),
  )

  it.each(cases)('is one row without overflow at %i px, %s%s', async (width, locale, query) => {
    const { page, close } = await visit(browser, `${site.origin}/documents-unknown${query}`, {
      locale,
      viewport: { width, height: 700 },
    })
    const { beyond, tops } = await page.evaluate(() => {
      const bar = document.querySelector('.site-bar')!
      const shown = [...bar.querySelectorAll('a, button, summary')].filter((each) => each.checkVisibility())
      return {
        beyond: Math.max(
          bar.scrollWidth - bar.clientWidth,
          document.documentElement.scrollWidth - innerWidth,
        ),
        tops: shown.map((each) => Math.round(each.getBoundingClientRect().top / 8)),
      }
    })
    expect(beyond).toBeLessThanOrEqual(0)
    expect(new Set(tops).size).toBe(1)
    await close()
  })

  it('opens its menu on a phone without script, and shows where the reader is', async () => {
    const { page, close } = await visit(browser, `${site.origin}/targets`, {
      javaScriptEnabled: false,
      viewport: { width: 360, height: 700 },
    })
    await page.locator('.site-menu summary').click()
    const links = page.locator('.site-menu-panel nav a:visible')
    expect(await links.allTextContents()).toEqual(['问政策', '目标', '责任单位', '义务与鼓励', '文件'])
    expect(await page.locator('.site-menu-panel [aria-current="page"]:visible').textContent()).toBe('目标')
    await links.nth(2).click()
    expect(new URL(page.url()).pathname).toBe('/responsibilities')
    await close()
  })

  it('closes its menu by Escape, which gives the focus back, and by leaving it', async () => {
    const { page, close } = await visit(browser, `${site.origin}/targets`, {
      viewport: { width: 360, height: 700 },
    })
    const menu = page.locator('.site-menu')
    await menu.locator('summary').click()
    await page.keyboard.press('Escape')
    expect(await menu.getAttribute('open')).toBeNull()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
    await page.keyboard.press('Enter')
    expect(await menu.getAttribute('open')).not.toBeNull()
    await menu.locator('button[data-preference="dark"]').click()
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    await page.mouse.click(20, 650)
    expect(await menu.getAttribute('open')).toBeNull()
    await close()
  })
})
