/** English beside the Chinese: in answers, on the reader page, without script too; who reviewed and what read an answer. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../src/domain/answer.ts'
import { overflowOf, violationsOf } from './axe.ts'
import { ask, NO_BROWSER, openBrowser, ROOT, type Site, startSite, visit } from './site.ts'

const OUTPUT = join(ROOT, 'test/output')
const DOCUMENT = 'jiading-2023-27'
const STANDARD = 'How many kilometres of ageing gas pipelines does the district aim to renovate by 2025?'
const STANDARD_ZH = '天然气老旧管道到2025年力争改造多少公里?'

let site: Site
let browser: Browser

beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true })
  site = await startSite()
  if (!NO_BROWSER) browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  site?.close()
})

const get = async (path: string) => (await site.app.request(path)).text()
const answerTo = async (question: string, lang: 'zh' | 'en') =>
  (await (
    await site.app.request('/api/ask', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ question, lang }),
    })
  ).json()) as Answer
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

describe('an English answer as a page', () => {
  it('has under each Chinese quotation its English, labelled, each in its language', async () => {
    const answer = await answerTo(STANDARD, 'en')
    expect(answer.citations.length).toBeGreaterThan(0)
    const html = await get(`/ask?lang=en&q=${encodeURIComponent(STANDARD)}`)
    const figures = [...html.matchAll(/<figure class="quotation" id="c\d+">[\s\S]*?<\/figure>/g)].map(
      ([figure]) => figure,
    )
    expect(figures).toHaveLength(answer.citations.length)
    for (const [i, figure] of figures.entries()) {
      expect(figure).toMatch(/<blockquote lang="zh-CN">[\s\S]*<\/blockquote>[\s\S]*Unofficial translation/)
      expect(figure).toContain(`<p lang="en">${escaped(answer.citations[i]!.translation!)}</p>`)
    }
  })

  it('says who reviewed it once, what read it and for which day', async () => {
    const { reviewed, reader, asOf } = await answerTo(STANDARD, 'en')
    expect(reviewed).toBeDefined()
    const html = await get(`/ask?lang=en&q=${encodeURIComponent(STANDARD)}`)
    expect(html).toContain(`Reviewed by ${reviewed!.by} on ${reviewed!.date}`)
    expect(html.split(reviewed!.date)).toHaveLength(asOf === reviewed!.date ? 3 : 2)
    expect(html).toContain(`read by: ${reader === 'basic' ? 'basic reader' : 'reader'} · as of ${asOf}`)
  })

  it('is not said to be read where nothing was', async () => {
    expect(
      await get(`/ask?q=${encodeURIComponent('我的身份证号是310114199001011234,能查吗?')}`),
    ).not.toContain('answer-reader')
  })

  it('has no English in a Chinese answer', async () => {
    expect(await get(`/ask?q=${encodeURIComponent(STANDARD_ZH)}`)).not.toContain('quotation-translation')
  })
})

describe('the reader page', () => {
  it('shows each line of the translation once, beside its own line, on demand', async () => {
    const { translations } = site.services.sidecars
    const english = translations.get(DOCUMENT)!
    const off = await get(`/d/${DOCUMENT}`)
    expect(off).not.toContain('class="english"')
    const [, toggle] = /data-toggle-translation href="([^"]+)"/.exec(off)!
    const on = await get(toggle!.replaceAll('&amp;', '&'))
    const rows = [...on.matchAll(/<p class="english" lang="en">([\s\S]*?)<\/p>/g)].map(([, text]) => text!)
    const words = (text: string) => text.replace(/\s+/g, ' ').trim()
    expect(words(rows.join(' '))).toBe(words(english.lines.filter(Boolean).map(escaped).join(' ')))
    const at = (line: number) =>
      on.slice(on.indexOf(`id="p${line}"`)).match(/class="english"[^>]*>([^<]*)/)![1]
    for (const line of [3, 18, 39, 75]) expect(at(line)).toBe(escaped(english.lines[line - 1]!))
    expect(on).toMatch(
      /class="translation-note"[^>]*>非官方译文，以中文原文为准 · 译文由 Zhengda project 起草，未经审定/,
    )
  })

  it('has it open for those who read in English, and keeps what was chosen', async () => {
    expect(await get(`/d/${DOCUMENT}?lang=en`)).toContain('class="english"')
    expect(await get(`/d/${DOCUMENT}?lang=en&translation=off`)).not.toContain('class="english"')
    const { id, citations } = await answerTo('区水务局有哪些任务?', 'zh')
    const html = await get(`${citations[0]!.url.replace(/#.*/, '')}&a=${id}&translation=on`)
    expect(html).toMatch(/<a class="button" href="[^"]*translation=on[^"]*">下一处/)
  })

  it('offers none for a document without one', async () => {
    const other = await startSite({ CORPUS_DIR: join(ROOT, 'test/fixtures/web-corpus') })
    const html = await (await other.app.request('/d/hostile?translation=on')).text()
    other.close()
    expect(html).not.toMatch(/data-toggle-translation|class="english"|translation-note/)
  })
})

describe.skipIf(NO_BROWSER)('in a browser', () => {
  it('the card shows quotation, English, review and reader; copying and printing keep them', async () => {
    const { page, complaints, close } = await visit(browser, `${site.origin}/?lang=en`, {
      locale: 'en-US',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await ask(page, STANDARD)
    const card = page.locator('policy-qa .answer').first()
    const quotation = card.locator('.quotation').first()
    expect(await quotation.locator('blockquote').getAttribute('lang')).toBe('zh-CN')
    expect(await quotation.locator('.quotation-translation [lang="en"]').last().innerText()).toMatch(
      /pipelines/,
    )
    expect(await quotation.locator('.translation-label').innerText()).toBe('Unofficial translation')
    expect(await card.locator('.answer-reviewed').innerText()).toMatch(/^Reviewed by .+ on \d{4}-\d\d-\d\d$/)
    expect(await card.locator('.answer-reader').innerText()).toMatch(/read by: (basic )?reader · as of \d{4}/)
    expect(await violationsOf(page)).toEqual([])
    await page.screenshot({ path: join(OUTPUT, 'english-card.png'), fullPage: true })
    await card.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(/pipelines[\s\S]*2025/)
    await page.emulateMedia({ media: 'print' })
    for (const shown of ['.quotation-translation', '.answer-reviewed', '.answer-reader']) {
      expect(await card.locator(shown).first().isVisible(), shown).toBe(true)
    }
    expect(complaints).toEqual([])
    await close()
  })

  it.each([360, 768, 1280])(
    'the reader page at %i px: beside each other from a tablet on, never sideways',
    async (width) => {
      const { page, close } = await visit(browser, `${site.origin}/d/${DOCUMENT}?q=3827-3873#p39`, {
        javaScriptEnabled: false,
        viewport: { width, height: 860 },
      })
      await page.locator('[data-toggle-translation]').click()
      await page.waitForURL(/translation=on/)
      const row = page.locator('.row', { has: page.locator('a.line[href="#p39"]') })
      const chinese = (await row.locator('p[lang="zh-CN"]').boundingBox())!
      const english = (await row.locator('.english').boundingBox())!
      if (width < 768) expect(english.y).toBeGreaterThanOrEqual(chinese.y + chinese.height - 1)
      else {
        expect(english.x).toBeGreaterThan(chinese.x + chinese.width - 1)
        expect(Math.abs(english.y - chinese.y)).toBeLessThan(20)
      }
      expect(await overflowOf(page)).toBeLessThanOrEqual(0)
      expect(await page.locator('mark.cited').first().isVisible()).toBe(true)
      await page.screenshot({ path: join(OUTPUT, `reader-english-${width}.png`) })
      await close()
    },
  )

  it.each(['zh-CN', 'en-US'])('the reader page breaks no rule of axe (%s)', async (locale) => {
    const { page, close } = await visit(browser, `${site.origin}/d/${DOCUMENT}?translation=on`, { locale })
    expect(await violationsOf(page)).toEqual([])
    await close()
  })

  it('the toggle keeps the place', async () => {
    const { page, close } = await visit(browser, `${site.origin}/d/${DOCUMENT}`)
    await page.locator('#p55').scrollIntoViewIfNeeded()
    await page.evaluate(() => document.querySelector('#p55')!.scrollIntoView())
    await page.locator('[data-toggle-translation]').evaluate((link: HTMLElement) => link.click())
    await page.waitForURL(/translation=on#p5[3-6]$/)
    await close()
  })
})
