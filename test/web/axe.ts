/** What a page must keep for everyone: axe's rules, sizes of controls and text, and no scrolling sideways. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Axe {
  run(options: object): Promise<{
    violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[]
  }>
}

/** Violations of WCAG 2.2 A and AA and of axe's best practices, each with the first element. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe }
    const { violations } = await axe.run({ rules: { 'target-size': { enabled: true } } })
    return violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.length} × ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`,
    )
  })
}

/** Controls lower than `least` pixels, links within sentences apart. */
export async function tooSmall(page: Page, least: number): Promise<string[]> {
  return page.evaluate((least) => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button, summary, select, input:not([type="checkbox"], [type="radio"], [type="hidden"]), nav a, .button',
    )
    return [...controls]
      .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < least - 0.5)
      .map((control) => `${control.outerHTML.slice(0, 90)} ${control.getBoundingClientRect().height}px`)
  }, least)
}

export async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
