/** The browser that npm brings shows Han characters, and no boxes. */
import { expect, it } from 'vitest'
import { NO_BROWSER, openBrowser } from './site.ts'

it.skipIf(NO_BROWSER)('draws each Han character as itself', async () => {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    const drawn = (text: string) =>
      page.evaluate((character) => {
        const canvas = document.createElement('canvas')
        const context = canvas.getContext('2d')!
        context.font = '64px sans-serif'
        context.fillText(character, 0, 64)
        return canvas.toDataURL()
      }, text)
    // U+FFFFE is no character: what stands for it stands for all that no font has.
    const pictures = await Promise.all(['政', '答', '氢', '〔', '；', '\u{ffffe}'].map(drawn))
    expect(new Set(pictures).size).toBe(6)
  } finally {
    await browser.close()
  }
})
