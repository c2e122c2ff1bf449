/** Gives the content of scanned pages through OCR: the largest picture of each page → recognised lines → runs. */
import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js'
import type { PageImage, ReaderOptions } from '../../ports/document-reader.ts'
import type { PageContent } from '../layout/page.ts'
import { type OpenedPdf, openPdf } from './open-pdf.ts'

/** The PDF is opened once more, with its pictures this time. */
export async function recognisedPages(
  bytes: Uint8Array,
  numbers: readonly number[],
  options: ReaderOptions,
): Promise<PageContent[]> {
  const opened = await openPdf(bytes, options, true)
  const contents: PageContent[] = []
  try {
    for (const number of numbers) {
      const page = await opened.document.getPage(number)
      const image = await largestPicture(page, opened)
      page.cleanup()
      if (!image) continue
      const lines = await options.recognise!(image)
      const runs = lines.map(({ text, left, top, width, height }) => {
        const size = Math.min(height, Math.max(8, (width / Math.max(1, text.length)) * 1.1))
        return { text, x: left, y: top + 0.85 * height, width, size }
      })
      contents.push({ page: number, width: image.width, height: image.height, runs, rules: [] })
    }
  } finally {
    await opened.document.loadingTask.destroy().catch(() => undefined)
  }
  return contents
}

interface Picture {
  readonly width: number
  readonly height: number
  /** 1: a bit a pixel, 2: RGB, 3: RGBA. */
  readonly kind: number
  readonly data: Uint8Array | Uint8ClampedArray
}

async function largestPicture(
  page: PDFPageProxy,
  { library: { OPS } }: OpenedPdf,
): Promise<PageImage | null> {
  const { fnArray, argsArray } = await page.getOperatorList()
  let largest: Picture | null = null
  for (let i = 0; i < fnArray.length; i++) {
    const args: unknown = argsArray[i]
    if (!Array.isArray(args)) continue
    const found =
      fnArray[i] === OPS.paintInlineImageXObject
        ? pictureOf(args[0])
        : fnArray[i] === OPS.paintImageXObject && typeof args[0] === 'string'
          ? pictureOf(await objectOf(page, args[0]))
          : null
    if (found && (!largest || found.width * found.height > largest.width * largest.height)) largest = found
  }
  return (
    largest && { page: page.pageNumber, width: largest.width, height: largest.height, bytes: pnmOf(largest) }
  )
}

function objectOf(page: PDFPageProxy, name: string): Promise<unknown> {
  const store = name.startsWith('g_') ? page.commonObjs : page.objs
  return new Promise((resolve) => store.get(name, resolve))
}

function pictureOf(value: unknown): Picture | null {
  if (typeof value !== 'object' || value === null) return null
  const { width, height, kind, data } = value as Partial<Picture>
  return width && height && kind && data ? { width, height, kind, data } : null
}

/** P5 for black and white, P6 for colours. */
function pnmOf({ width, height, kind, data }: Picture): Uint8Array {
  const channels = kind === 1 ? 1 : 3
  const head = new TextEncoder().encode(`${channels === 1 ? 'P5' : 'P6'}\n${width} ${height}\n255\n`)
  const bytes = new Uint8Array(head.length + width * height * channels)
  bytes.set(head)
  let at = head.length
  if (kind === 1) {
    const row = (width + 7) >> 3
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) bytes[at++] = (data[y * row + (x >> 3)]! >> (7 - (x & 7))) & 1 ? 255 : 0
    }
    return bytes
  }
  const step = kind === 3 ? 4 : 3
  for (let i = 0; i + 2 < data.length && at + 2 < bytes.length; i += step) {
    bytes[at++] = data[i]!
    bytes[at++] = data[i + 1]!
    bytes[at++] = data[i + 2]!
  }
  return bytes
}
