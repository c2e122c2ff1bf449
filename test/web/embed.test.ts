import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, NO_BROWSER, openBrowser, ROOT, type Site, startPortal, startSite, visit } from './site.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const EXAMPLE = readFileSync(join(ROOT, 'web/examples/portal.html'), 'utf8')
const QUESTION = '加氢站由哪些部门负责?'
/** Of another world than the plan: what the portal is told is the matter here, not where the reader draws its line. */
const FOREIGN = '怎么给小孩上户口?'

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(context: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run({ exclude: ['iframe'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
  })
}

describe.skipIf(NO_BROWSER)('a portal of another origin with a strict policy', () => {
  let site: Site
  let browser: Browser
  let portal: string
  let blocked: string

  beforeAll(async () => {
    ;[site, browser] = await Promise.all([
      startSite({ CORS_ORIGINS: '*', FRAME_ANCESTORS: 'http://localhost:*' }),
      openBrowser(),
    ])
    const page = EXAMPLE.replaceAll('https://qa.example.gov.cn', site.origin)
    const policy = /content="(default-src[^"]*)"/.exec(page)![1]!
    // The policy comes as a header too, as a real portal sends it.
    portal = await startPortal((path) => withData(page, path), { 'Content-Security-Policy': policy })
    blocked = await startPortal(() => page.replace(/<meta http-equiv[^>]*>/, ''), {
      'Content-Security-Policy': `default-src 'none'; script-src ${site.origin}/embed/v1/loader.js; form-action ${site.origin}`,
    })
  })
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  /** `/?data-question=…` sets an attribute of the loader's script element. */
  const withData = (page: string, path: string) => {
    const attributes = [...new URL(path, 'http://x').searchParams]
      .map(([name, value]) => `${name}="${value}"`)
      .join(' ')
    return page.replace('data-lang="zh"', `data-lang="zh" ${attributes}`)
  }

  it('opens the assistant from the one-line loader, as a dialog that gives the focus back', async () => {
    const { page, complaints, requests, close } = await visit(browser, portal)
    const launch = page.getByRole('button', { name: '问政策' })
    expect(await launch.getAttribute('aria-expanded')).toBe('false')
    await launch.focus()
    await page.keyboard.press('Enter')
    const panel = page.locator('div.panel')
    await panel.locator('policy-qa textarea').waitFor()
    expect(await launch.getAttribute('aria-expanded')).toBe('true')
    expect(await panel.getAttribute('id')).toBe(await launch.getAttribute('aria-controls'))
    expect(await panel.getAttribute('role')).toBe('dialog')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName))
      .toBe('POLICY-QA')
    await page.keyboard.type(QUESTION)
    await page.keyboard.press('Enter')
    await panel.locator('.answer').waitFor()
    const link = panel.locator('.quotation-link').first()
    expect(await link.getAttribute('href')).toMatch(
      new RegExp(`^${site.origin}/d/jiading-2023-27\\?q=\\d+-\\d+&a=.*#p\\d+$`),
    )
    expect(await link.getAttribute('target')).toBe('_blank')
    await page.screenshot({ path: join(ROOT, 'test/output/portal-open.png') })
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await panel.isVisible()).toBe(false)
    expect(await launch.getAttribute('aria-expanded')).toBe('false')
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className)).toBe(
      'launch',
    )
    expect(complaints).toEqual([])
    expect(requests.filter((url) => !url.startsWith(site.origin) && !url.startsWith(portal))).toEqual([])
    expect(await page.context().cookies()).toEqual([])
    await close()
  })

  it('answers in the inline component and tells the portal by events', async () => {
    const { page, close } = await visit(browser, portal)
    await page.evaluate(() => {
      const seen: unknown[] = []
      Object.assign(window, { seen })
      for (const name of ['policyqa:answer', 'policyqa:abstain', 'policyqa:citation']) {
        document.addEventListener(name, (event) => {
          event.preventDefault()
          seen.push([name, Object.keys((event as CustomEvent).detail).length > 0])
        })
      }
    })
    await page.locator('policy-qa .start .chip').first().waitFor()
    await ask(page, FOREIGN)
    await ask(page, QUESTION)
    await page.locator('policy-qa .turn').nth(1).locator('.quotation-link').first().click()
    expect(await page.evaluate(() => (window as unknown as { seen: unknown }).seen)).toEqual([
      ['policyqa:abstain', true],
      ['policyqa:answer', true],
      ['policyqa:citation', true],
    ])
    await close()
  })

  it('takes colours from custom properties and parts, and a question from its attribute', async () => {
    const { page, close } = await visit(browser, portal)
    const background = await page.evaluate(async () => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        'policy-qa { --policyqa-accent: rgb(140, 20, 30); } policy-qa::part(headline) { letter-spacing: 3px; }',
      )
      document.adoptedStyleSheets = [sheet]
      const component = document.createElement('policy-qa')
      component.setAttribute('question', '加氢站由哪些部门负责?')
      document.body.prepend(component)
      return getComputedStyle(component.shadowRoot!.querySelector('header') ?? component).backgroundColor
    })
    const first = page.locator('policy-qa').first()
    await first.locator('.answer').waitFor()
    expect(
      await first.locator('.answer-headline').evaluate((element) => getComputedStyle(element).letterSpacing),
    ).toBe('3px')
    expect(
      await first.locator('header').evaluate((element) => getComputedStyle(element).backgroundColor),
    ).toBe('rgb(140, 20, 30)')
    expect(background).toBeTypeOf('string')
    await close()
  })

  it('hands a deep-linked question from the script element to the panel', async () => {
    const { page, close } = await visit(
      browser,
      `${portal}/?data-question=${encodeURIComponent(QUESTION)}&data-elder=1`,
    )
    await page.getByRole('button', { name: '问政策' }).click()
    await page.locator('div.panel .answer').waitFor()
    const size = await page
      .locator('div.panel .answer-headline')
      .evaluate((element) => getComputedStyle(element).fontSize)
    expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(24)
    await close()
  })

  it('answers in the frame, and only where the site may be framed', async () => {
    const { page, close } = await visit(browser, portal)
    await page.locator('iframe').scrollIntoViewIfNeeded()
    const frame = page.frameLocator('iframe')
    await frame.locator('policy-qa textarea:visible').fill(QUESTION)
    await frame.locator('policy-qa textarea:visible').press('Enter')
    await frame.locator('.answer').waitFor()
    await close()
    const response = await fetch(`${site.origin}/embed`)
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors http://localhost:*')
  })

  it('answers from the form without any script', async () => {
    const { page, close } = await visit(browser, portal, { javaScriptEnabled: false })
    await page.locator('form input[name="q"]').fill(QUESTION)
    await page.locator('form button').click()
    await page.locator('.answer-headline').waitFor()
    expect(page.url()).toContain(`${site.origin}/ask?q=`)
    await close()
  })

  it('offers a way out where the component is blocked, and says which page tells why', async () => {
    const { page, complaints, close } = await visit(browser, blocked)
    await page.getByRole('button', { name: '问政策' }).click()
    const link = page.locator('div.panel p a')
    await link.waitFor()
    expect(await link.getAttribute('href')).toBe(`${site.origin}/`)
    expect(complaints.some((text) => text.includes('/embed/check'))).toBe(true)
    await close()
  })

  it('loads with the integrity that the check page prints', async () => {
    const check = await (await fetch(`${site.origin}/embed/check`)).text()
    const integrity = /policy-qa\.js&quot; integrity=&quot;(sha384-[^&]+)&quot;/.exec(check)![1]!
    const code = Buffer.from(await (await fetch(`${site.origin}/embed/v1/policy-qa.js`)).arrayBuffer())
    const digest = await crypto.subtle.digest('SHA-384', code)
    expect(integrity).toBe(`sha384-${Buffer.from(digest).toString('base64')}`)
    const loader = await fetch(`${site.origin}/embed/v1/loader.js`)
    expect(await loader.text()).toContain(integrity)
    expect(loader.headers.get('access-control-allow-origin')).toBe('*')
    expect(loader.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  })
})
