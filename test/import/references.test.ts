/** The texts of the real pages and OFD files against references that know nothing of ours: a browser, and the raw text objects. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { textScores } from '../../src/evaluation/text-scores.ts'
import { readDocumentFile } from '../../src/readers/read-document.ts'
import { openBrowser } from '../web/site.ts'

const FILES = join(import.meta.dirname, '../../../shared/files')
const names = (ending: string) =>
  existsSync(FILES) ? readdirSync(FILES).filter((name) => name.endsWith(ending)) : []
const textOf = async (name: string) =>
  (await readDocumentFile(new Uint8Array(readFileSync(join(FILES, name))), name)).text

if (!existsSync(FILES))
  console.log('The real files (../shared/files) are not here: their texts are not compared.')

describe.skipIf(!existsSync(FILES))('real files', () => {
  it('web pages: the article as a browser shows it', { timeout: 300_000 }, async () => {
    const browser = await openBrowser()
    try {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
      for (const name of names('.html')) {
        // What the page would load is not there, and must not be waited for.
        await page.goto(pathToFileURL(join(FILES, name)).href, { waitUntil: 'commit' })
        const article = await page.locator('#zoomcon').innerText()
        const scores = textScores(await textOf(name), article)
        console.log(`${name}: F1 ${scores.characters.toFixed(4)} (in order ${scores.pairs.toFixed(4)})`)
        expect(scores.characters, name).toBeGreaterThanOrEqual(0.98)
      }
    } finally {
      await browser.close()
    }
  })

  it.each(names('.ofd'))('%s: its raw text objects', async (name) => {
    const parts = unzipSync(new Uint8Array(readFileSync(join(FILES, name))))
    const raw = Object.entries(parts)
      .filter(([part]) => /(?:Pages|Annots)\/.*\.xml$/i.test(part))
      .flatMap(([, bytes]) => [...strFromU8(bytes).matchAll(/<(?:\w+:)?TextCode[^>]*>([^<]*)</g)])
      .map(([, code]) => code!.replaceAll('&amp;', '&'))
      // Numbers of pages are left out of a text.
      .filter((code) => !/^\s*—\s*\d+\s*—\s*$/.test(code))
    const scores = textScores(await textOf(name), raw.join(''))
    console.log(`${name}: F1 ${scores.characters.toFixed(4)}`)
    expect(scores.characters).toBeGreaterThanOrEqual(0.95)
  })
})
