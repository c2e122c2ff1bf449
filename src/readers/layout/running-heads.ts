/** Finds what is printed on every page and is no text of the document: running heads and feet, page numbers. */
import type { LeftOut } from '../../ports/document-reader.ts'
import type { TextLine } from './page.ts'

export interface PageLines {
  readonly page: number
  readonly height: number
  /** From top to bottom. */
  readonly lines: readonly TextLine[]
}

/** Share of the page at either end within which such lines stand. */
const MARGIN = 0.13
/** Lines at either end that may be such. */
const REACH = 3
const PAGE_NUMBER =
  /^(?:[-—–－―·•~～]{0,3}\s*\d{1,4}\s*[-—–－―·•~～]{0,3}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*[共总]\s*\d{1,4}\s*页)?|(?:page\s*)?\d{1,4}\s*(?:\/|of)\s*\d{1,4}|[-—–－―]\s*[ivxIVX]{1,6}\s*[-—–－―]|[ivx]{1,6})$/i
const SURE = /^[-—–－―]{1,3}\s*\d{1,4}\s*[-—–－―]{1,3}$|^第\s*\d{1,4}\s*页|\d\s*\/\s*\d/

export function runningLines(pages: readonly PageLines[]): Map<TextLine, LeftOut> {
  const found = new Map<TextLine, LeftOut>()
  for (const [line, reason] of numbered(pages)) found.set(line, reason)
  const repeated = new Map<string, TextLine[]>()
  for (const page of pages) {
    for (const line of outerLines(page)) {
      // Sentences are text, wherever they stand.
      if (found.has(line) || /[。；]$/.test(line.text)) continue
      const side = line.baseline < page.height / 2 ? 'top' : 'bottom'
      const key = `${side} ${line.text.replace(/\d+/g, '#').replace(/\s/g, '')}`
      repeated.set(key, [...(repeated.get(key) ?? []), line])
    }
  }
  // Heads may differ on left and right pages and in parts of the document.
  const least = pages.length < 3 ? 2 : Math.max(2, Math.ceil(pages.length / 4))
  for (const lines of repeated.values()) {
    const onPages = new Set(lines.map(({ page }) => page)).size
    if (onPages >= least && isSteady(lines)) for (const line of lines) found.set(line, 'running_head')
  }
  return found
}

function* numbered(pages: readonly PageLines[]): Generator<[TextLine, LeftOut]> {
  const bare: { line: TextLine; shift: number }[] = []
  for (const page of pages) {
    for (const line of outerLines(page)) {
      if (!PAGE_NUMBER.test(line.text)) continue
      const value = Number(/\d+/.exec(line.text)?.[0] ?? Number.NaN)
      if (SURE.test(line.text)) yield [line, 'page_number']
      else bare.push({ line, shift: value - page.page })
    }
  }
  for (const { line, shift } of bare) {
    // A bare number counts the pages where others do so, too.
    const same = bare.filter((other) => other.shift === shift || Number.isNaN(other.shift)).length
    if (same >= 2 || pages.length === 1 || Number.isNaN(shift)) yield [line, 'page_number']
  }
}

function outerLines({ lines, height }: PageLines): TextLine[] {
  const outer = new Set([...lines.slice(0, REACH), ...lines.slice(-REACH)])
  return [...outer].filter(({ baseline }) => baseline < MARGIN * height || baseline > (1 - MARGIN) * height)
}

/** Running lines keep their height on the page. */
function isSteady(lines: readonly TextLine[]): boolean {
  const heights = lines.map(({ baseline }) => baseline).sort((a, b) => a - b)
  const middle = heights[heights.length >> 1]!
  return (
    heights.filter((height) => Math.abs(height - middle) < 1.5 * lines[0]!.size).length >=
    0.6 * heights.length
  )
}
