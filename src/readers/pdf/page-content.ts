/** Gives runs and rules of a PDF page in the page's own upright coordinates. */
import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js'
import type { Tally } from '../block.ts'
import { multiply } from '../layout/matrix.ts'
import type { PageContent, Run } from '../layout/page.ts'
import { uprightRuns } from '../layout/upright.ts'
import type { PdfLibrary } from './open-pdf.ts'
import { rulesOf } from './rules.ts'

export async function pdfPageContent(
  page: PDFPageProxy,
  library: PdfLibrary,
  tally: Tally,
): Promise<PageContent> {
  const viewport = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent({ disableNormalization: false })
  const runs = items.flatMap((item): (Run & { angle: number })[] => {
    if (!('str' in item) || item.str === '') return []
    const [a, b, c, d, x, y] = multiply(viewport.transform, item.transform)
    const size = Math.hypot(c, d)
    return [{ text: item.str, x, y, width: item.width, size, angle: Math.atan2(b, a) }]
  })
  const rules = runs.length === 0 ? [] : await rulesOf(page, library, viewport.transform)
  return uprightRuns(
    { page: page.pageNumber, width: viewport.width, height: viewport.height, runs, rules },
    tally,
  )
}
