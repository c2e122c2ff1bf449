/** A long document is laid out as it comes into view, and every address in it still leads to its place. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstEndingAfter, marksByParagraph, readerParts } from '../../src/http/pages/reader-parts.ts'
import { NO_BROWSER, openBrowser, type Site, startSite, visit } from './site.ts'

/** 500 kB: chapters of ten articles. */
function longDocument(): string {
  const lines = ['某市长文件管理办法', '']
  let length = 0
  for (let article = 1; length < 170_000; article++) {
    if (article % 10 === 1)
      lines.push(`第${Math.ceil(article / 10)}章 关于第${Math.ceil(article / 10)}类事项`)
    lines.push(`第${article}条 ${`有关单位应当办理第${article}号事项，并在三十日内答复申请人。`.repeat(8)}`)
    length += lines.at(-1)!.length
  }
  return lines.join('\n')
}

let site: Site
let browser: Browser

beforeAll(async () => {
  const corpus = mkdtempSync(join(tmpdir(), 'zhengda-long-'))
  writeFileSync(join(corpus, 'long.txt'), longDocument())
  site = await startSite({ CORPUS_DIR: corpus })
})
afterAll(() => site?.close())

describe('the parts of a document', () => {
  it('hold every paragraph once, in order, none of them long', () => {
    const { paragraphs } = site.services.library.get('long')!.tree
    const parts = readerParts(paragraphs)
    expect(parts.flat()).toEqual(paragraphs)
    expect(parts.length).toBeGreaterThan(50)
    const longest = Math.max(...paragraphs.map(({ span }) => span.end - span.start))
    for (const part of parts) {
      const length = part.reduce((sum, { span }) => sum + span.end - span.start, 0)
      expect(length).toBeLessThanOrEqual(2500 + longest)
    }
    expect(readerParts([])).toEqual([])
  })

  it('marks touch the paragraphs that they overlap, as looking at each would tell', () => {
    const { paragraphs } = site.services.library.get('long')!.tree
    const last = paragraphs.at(-1)!.span.end
    const marks = [0, 17, 400, 1234, 90_000, last - 3].flatMap((start) =>
      [1, 30, 900].map((length) => ({ start, end: Math.min(start + length, last) })),
    )
    const placed = marksByParagraph(paragraphs, marks)
    for (const { index, span } of paragraphs) {
      const touching = marks.filter(({ start, end }) => start < span.end && span.start < end)
      expect(placed.get(index) ?? []).toEqual(touching)
    }
    expect(firstEndingAfter(paragraphs, last)).toBe(paragraphs.length)
  })
})

describe.skipIf(NO_BROWSER)('a document of 500 kB in the browser', () => {
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(async () => browser?.close())

  it('lays out the part in view and not the rest', async () => {
    const { page, close } = await visit(browser, `${site.origin}/d/long`)
    const client = await page.context().newCDPSession(page)
    await client.send('Performance.enable')
    const { metrics } = await client.send('Performance.getMetrics')
    const of = (name: string) => metrics.find((metric) => metric.name === name)!.value
    expect(of('Nodes')).toBeGreaterThan(5000)
    expect(of('LayoutObjects')).toBeLessThan(of('Nodes') / 5)
    await close()
  })

  it('leads to a quotation in its middle, with the number of its line beside it', async () => {
    const { source, tree } = site.services.library.get('long')!
    const paragraph = tree.paragraphs[Math.floor(tree.paragraphs.length / 2)]!
    const { start, end } = paragraph.sentences[1]!.span
    const { page, close } = await visit(browser, `${site.origin}/d/long?q=${start}-${end}#p${paragraph.line}`)
    const mark = page.locator('mark.cited#q1')
    expect(await mark.textContent()).toBe(source.text.slice(start, end))
    await expect.poll(async () => (await mark.boundingBox())?.y).toBeGreaterThan(0)
    expect((await mark.boundingBox())!.y).toBeLessThan(860)
    const line = page.locator(`a.line[href="#p${paragraph.line}"]`)
    const seen = await line.evaluate((anchor) => {
      const { left, top, width, height } = anchor.getBoundingClientRect()
      return document.elementFromPoint(left + width / 2, top + height / 2) === anchor
    })
    expect(seen).toBe(true)
    await close()
  })
})
