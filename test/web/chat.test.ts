import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, NO_BROWSER, openBrowser, ROOT, type Site, startSite, visit } from './site.ts'

const OUTPUT = join(ROOT, 'test/output')
const box = (page: Page) => page.locator('policy-qa textarea[name="q"]:visible').first()
const answers = (page: Page) => page.locator('policy-qa .answer')
/** The focused element, inside shadow roots too. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    return `${element?.tagName.toLowerCase()} ${element?.getAttribute('name') ?? element?.textContent?.trim() ?? ''}`
  })

describe.skipIf(NO_BROWSER)('the chat page', () => {
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

  it('shows the card in the order of the specification', async () => {
    const { page, complaints, close } = await visit(browser, `${site.origin}/`)
    await ask(page, '2025年加氢站目标是多少个?')
    const card = answers(page).first()
    const order = await card.evaluate((element) =>
      [...element.children].map((child) => child.className || child.tagName),
    )
    const places = ['answer-headline', 'answer-caveats', 'quotation', 'answer-actions', 'answer-print'].map(
      (name) => order.indexOf(name),
    )
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    await expect(card.locator('.answer-headline strong').first().innerText()).resolves.toMatch(/\d|委|局/)
    expect(await card.locator('.quotation mark').count()).toBeGreaterThan(0)
    expect(await card.locator('.quotation-path').first().innerText()).toMatch(/二 › \(.\) › \d/)
    expect(await card.locator('.quotation-link').first().innerText()).toBe('在原文中查看')
    expect(await card.locator('.answer-print').innerText()).toContain('嘉府发〔2023〕27号 · 2023-11-23')
    expect(await card.locator('.answer-print').innerText()).toContain('原文摘录，非生成内容')
    expect(complaints).toEqual([])
    await close()
  })

  it('does nothing on Enter while an input method composes', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    const session = await page.context().newCDPSession(page)
    await box(page).focus()
    await session.send('Input.imeSetComposition', { text: 'jiaqing', selectionStart: 7, selectionEnd: 7 })
    for (const type of ['rawKeyDown', 'keyUp'] as const) {
      await session.send('Input.dispatchKeyEvent', {
        type,
        key: 'Process',
        code: 'Enter',
        windowsVirtualKeyCode: 229,
      })
    }
    await page.evaluate(() => {
      const area = document.querySelector<HTMLTextAreaElement>('textarea[name="q"]')!
      area.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Enter',
          isComposing: true,
          bubbles: true,
          composed: true,
          cancelable: true,
        }),
      )
    })
    await page.waitForTimeout(150)
    expect(await page.locator('policy-qa .turn').count()).toBe(0)
    await session.send('Input.insertText', { text: '加氢站由哪些部门负责?' })
    expect(await box(page).inputValue()).toContain('加氢站')
    await box(page).press('Shift+Enter')
    expect(await box(page).inputValue()).toMatch(/\n$/)
    await box(page).press('Enter')
    await answers(page).first().waitFor()
    await close()
  })

  it('is walked with the keyboard alone', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('a 跳到正文')
    await page.keyboard.press('/')
    expect(await focused(page)).toBe('textarea q')
    await page.keyboard.type('加氢站由哪些部门负责?')
    await page.keyboard.press('Enter')
    await answers(page).first().waitFor()
    expect(await focused(page)).toBe('textarea q')
    await page.keyboard.press('ArrowUp')
    expect(await box(page).inputValue()).toBe('加氢站由哪些部门负责?')
    await box(page).fill('')
    const link = answers(page).first().locator('.quotation-link').first()
    await link.focus()
    await page.keyboard.press('Enter')
    await page.locator('source-panel mark').waitFor()
    expect(await focused(page)).toMatch(/^h2 原文/)
    const marked = await page.locator('source-panel mark').allInnerTexts()
    expect(marked.join('')).toBe(await answers(page).first().locator('blockquote').first().innerText())
    await page.keyboard.press('Escape')
    expect(await focused(page)).toBe('a 在原文中查看')
    await page.keyboard.press('Control+k')
    expect(await focused(page)).toBe('textarea q')
    await close()
  })

  it('never lets the composer hide what has the focus', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    await ask(page, '区水务局有哪些任务?')
    const stops = await answers(page).first().locator('a, button, summary').count()
    await answers(page).first().locator('a, button, summary').first().focus()
    for (let i = 0; i < Math.min(stops, 12); i++) {
      const hidden = await page.evaluate(() => {
        const component = document.querySelector('policy-qa')!.shadowRoot!
        const element = component.activeElement
        const composer = component.querySelector('.composer')!
        if (!element || composer.contains(element)) return false
        return element.getBoundingClientRect().top >= composer.getBoundingClientRect().top
      })
      expect(hidden).toBe(false)
      await page.keyboard.press('Tab')
    }
    await close()
  })

  it('carries a follow-up, shows how it was understood, and drops what was before', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    await ask(page, '2025年新增光伏装机容量是多少?')
    await ask(page, '由谁负责?')
    expect(await page.locator('.understood').innerText()).toContain('光伏')
    const asked = page.waitForRequest((request) => request.url().endsWith('/api/ask'))
    await page.locator('.understood button').click()
    expect((await asked).postDataJSON()).toMatchObject({ question: '由谁负责?', history: [] })
    await page.locator('policy-qa .turn').nth(2).locator('.answer').waitFor()
    const next = page.waitForRequest((request) => request.url().endsWith('/api/ask'))
    await ask(page, '到2030年呢?')
    expect((await next).postDataJSON().history).toEqual(['由谁负责?'])
    await close()
  })

  it('announces an answer once and tells that it is busy', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    let release = () => {}
    const seen = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/api/ask', async (route) => {
      await seen
      await route.continue()
    })
    const log = page.locator('policy-qa [role="log"]')
    expect(await log.getAttribute('aria-busy')).toBe('false')
    await box(page).fill('加氢站由哪些部门负责?')
    await box(page).press('Enter')
    expect(await log.getAttribute('aria-busy')).toBe('true')
    const status = page.locator('policy-qa .scroll > [role="status"]')
    // How long it stays silent is measured in stages.test.ts.
    await page.locator('policy-qa .progress').waitFor()
    expect(await status.innerText()).toBe('正在查找原文…')
    release()
    await answers(page).first().waitFor()
    expect(await log.getAttribute('aria-busy')).toBe('false')
    expect(await answers(page).count()).toBe(1)
    await close()
  })

  it.each([
    [500, '服务器出错'],
    [429, '提问太频繁'],
    [422, '服务器不接受'],
    [0, '连不上服务器'],
  ])('tells of a failure (%i) and asks again', async (status, words) => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    await page.route('**/api/ask', (route) =>
      status === 0 ? route.abort() : route.fulfill({ status, body: '{}' }),
    )
    await ask(page, '加氢站由哪些部门负责?')
    expect(await page.locator('.turn [role="alert"]').innerText()).toContain(words)
    await page.unroute('**/api/ask')
    await page.locator('.turn [role="alert"] button').click()
    await answers(page).first().waitFor()
    await close()
  })

  it('counts from 80% of the limit and keeps what is too long', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    await ask(page, '加氢站由哪些部门负责?')
    await box(page).fill('氢'.repeat(1599))
    expect(await page.locator('policy-qa .counter').count()).toBe(0)
    await box(page).fill('氢'.repeat(1600))
    expect(await page.locator('policy-qa .counter').innerText()).toBe('1600/2000 字')
    await box(page).fill('氢'.repeat(2001))
    await box(page).press('Enter')
    expect(await page.locator('policy-qa .composer [role="alert"]').innerText()).toContain('超过 2000')
    expect((await box(page).inputValue()).length).toBe(2001)
    await close()
  })

  it('copies answer, citation and link, and takes a verdict', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await ask(page, '2025年新增光伏装机容量是多少?')
    const card = answers(page).first()
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    const told = card.locator('.told')
    await card.getByRole('button', { name: '复制', exact: true }).click()
    await expect.poll(() => told.innerText()).toBe('已复制')
    expect(await copied()).toContain('29.4万千瓦')
    const cite = async (style: string) => {
      await card.locator('summary', { hasText: '复制引用' }).click()
      await card.getByRole('button', { name: style }).click()
      return copied()
    }
    expect(await cite('公文格式')).toMatch(
      /^《嘉定区减污降碳协同增效实施方案》\(嘉府发〔2023〕27号\)二\(一\)1:“/,
    )
    expect(await cite('GB/T 7714')).toMatch(
      /\[EB\/OL\]\. \(2023-11-23\)\[\d{4}-\d\d-\d\d\]\. http:\/\/127\.0\.0\.1:\d+\/d\//,
    )
    expect(await cite('Markdown')).toMatch(/^> .*\n>\n> —— \[《/)
    await card.getByRole('button', { name: '链接' }).click()
    await expect.poll(copied).toMatch(/\/a\/[\w-]+$/)
    const permalink = await copied()
    await card.getByRole('button', { name: '有用' }).click()
    await expect.poll(() => told.innerText()).toBe('已记下，谢谢')
    expect(site.logged.filter(({ event }) => event === 'feedback')).toEqual([
      expect.objectContaining({ useful: true, event: 'feedback' }),
    ])
    await page.goto(permalink)
    expect(await page.locator('.answer-headline').innerText()).toContain('29.4万千瓦')
    await close()
  })

  it('says what it does not find, with the nearest paragraphs, and offers readings', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    await ask(page, '坐公交还免费吗?')
    const card = answers(page).first()
    expect(['not_found', 'out_of_scope']).toContain(await card.getAttribute('data-status'))
    expect(await card.locator('.answer-headline strong').count()).toBe(0)
    await page.unrouteAll()
    await page.route('**/api/ask', async (route) => {
      const headers = { ...route.request().headers(), accept: 'application/json' }
      const response = await route.fetch({ headers })
      const answer = await response.json()
      await route.fulfill({
        response,
        json: { ...answer, status: 'clarify', suggestions: ['加氢站由哪些部门负责?'] },
      })
    })
    await ask(page, '加氢站')
    const chips = answers(page).nth(1).locator('.chip')
    expect(await answers(page).nth(1).locator('.chips').getAttribute('aria-label')).toBe('请选择您要问的')
    await page.unrouteAll()
    await chips.first().click()
    await answers(page).nth(2).waitFor()
    expect(await page.locator('.turn').nth(2).locator('.asked-question').innerText()).toBe(
      '加氢站由哪些部门负责?',
    )
    await close()
  })

  it('walks through the citations of an answer in the source beside it', async () => {
    const { page, complaints, close } = await visit(browser, `${site.origin}/`)
    await ask(page, '区水务局有哪些任务?')
    const { citations } = await site.services.ask({ question: '区水务局有哪些任务?', history: [] })
    expect(citations.length).toBeGreaterThan(2)
    const panel = page.locator('source-panel')
    const previous = panel.getByRole('button', { name: '上一处引文' })
    const next = panel.getByRole('button', { name: '下一处引文' })
    const shows = async (n: number) => {
      await panel.getByRole('group', { name: `本回答的引文 第 ${n}/${citations.length} 处` }).waitFor()
      const marked = (await panel.locator('mark').allTextContents()).join('')
      expect(marked.replace(/\s/g, '')).toBe(citations[n - 1]!.quote.replace(/\s/g, ''))
      const inSight = await panel
        .locator('mark')
        .first()
        .evaluate((mark) => {
          const { top, bottom } = mark.closest('.text')!.getBoundingClientRect()
          const box = mark.getBoundingClientRect()
          return box.top >= top && box.top < bottom
        })
      expect(inSight).toBe(true)
      expect(await previous.getAttribute('aria-disabled')).toBe(String(n === 1))
      expect(await next.getAttribute('aria-disabled')).toBe(String(n === citations.length))
    }
    await shows(1)
    // The answer is announced; the panel that comes with it is not.
    expect(await panel.getByRole('status').textContent()).toBe('')
    for (const button of [previous, next]) {
      const box = (await button.boundingBox())!
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
    }
    await previous.focus()
    await page.keyboard.press('Enter')
    await shows(1)
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('button 下一处')
    for (let n = 2; n <= citations.length; n++) {
      await page.keyboard.press('Enter')
      await shows(n)
      expect(await panel.getByRole('status').textContent()).toBe(`第 ${n}/${citations.length} 处`)
    }
    // At the end the button is off and keeps the focus.
    expect(await focused(page)).toBe('button 下一处')
    await page.keyboard.press('Space')
    await shows(citations.length)
    await previous.click()
    await shows(citations.length - 1)

    // A link in the card opens the panel at its own place.
    await answers(page).first().locator('.quotation-link').first().click()
    await shows(1)

    // A paragraph that is near to the question, but is not cited, has no neighbours.
    await page.goto(`${site.origin}/`)
    await ask(page, '坐公交还免费吗?')
    await answers(page).first().locator('.nearest .quotation-link').first().click()
    await panel.locator('mark').first().waitFor()
    expect(await previous.count()).toBe(0)
    expect(complaints).toEqual([])
    await close()
  })

  it('opens the source as a sheet on a phone', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    })
    await ask(page, '加氢站由哪些部门负责?')
    expect(await page.locator('source-panel aside').isVisible()).toBe(false)
    await answers(page).first().locator('.quotation-link').first().tap()
    await page.locator('source-panel mark').first().waitFor()
    const sheet = (await page.locator('source-panel aside').boundingBox())!
    expect(sheet.y + sheet.height).toBeCloseTo(844, 0)
    expect(sheet.x).toBe(0)
    await page.keyboard.press('Escape')
    expect(await page.locator('source-panel aside').isVisible()).toBe(false)
    await close()
  })

  it('works without JavaScript: form, answer, source with the quotation in sight', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`, { javaScriptEnabled: false })
    await page.locator('textarea[name="q"]').fill('到2025年要新建多少个充电桩?')
    await page.getByRole('button', { name: '提问' }).click()
    expect(await page.locator('.answer-headline').innerText()).toContain('3300')
    await page.locator('.quotation-link').first().click()
    const mark = (await page.locator('.reader-text mark').first().boundingBox())!
    expect(mark.y).toBeGreaterThan(50)
    expect(mark.y).toBeLessThan(700)
    await page.screenshot({ path: join(OUTPUT, 'reader-without-script.png') })
    await page.getByRole('link', { name: '回到回答' }).click()
    await page.locator('textarea[name="q"]').fill('由谁负责?')
    await page.getByRole('button', { name: '提问' }).click()
    expect(await page.locator('.understood').innerText()).toContain('充电桩')
    await close()
  })

  it('moves nothing when a late answer arrives', async () => {
    const { page, close } = await visit(browser, `${site.origin}/`)
    await ask(page, '加氢站由哪些部门负责?')
    await page.evaluate(() => {
      const shifts: number[] = []
      Object.assign(window, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
          if (!entry.hadRecentInput) shifts.push(entry.value)
        }
      }).observe({ type: 'layout-shift', buffered: false })
    })
    // Later than the 500 ms after a key in which browsers do not count a shift.
    await page.route('**/api/ask', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1200))
      await route.continue()
    })
    await ask(page, '2025年新增光伏装机容量是多少?')
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([])
    await close()
  })
})
