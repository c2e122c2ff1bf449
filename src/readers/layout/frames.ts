/** Gives the margins within which each line stands: those of its column, else of the pages of its size and side. */
import type { LaidPage } from './blocks-of-pages.ts'
import type { TextLine } from './page.ts'
import { type Frame, frameOf } from './paragraphs.ts'

/** Fewer lines say nothing sure of their margins. */
const LEAST_LINES = 6

export function framesOf(pages: readonly LaidPage[]): (line: TextLine, group: number) => Frame {
  const byFormat = new Map<string, LaidPage[]>()
  const formatOf = ({ content }: LaidPage) => `${Math.round(content.width)} ${content.page % 2}`
  for (const page of pages) byFormat.set(formatOf(page), [...(byFormat.get(formatOf(page)) ?? []), page])
  const shared = new Map([...byFormat].map(([format, members]) => [format, frameOf(singles(members))]))
  const all = frameOf(singles(pages))
  const frames = new Map<string, Frame>()
  for (const page of pages) {
    const own = byFormat.get(formatOf(page))!
    // A few pages borrow from the others, where those are as wide.
    const enough = singles(own).length >= 3 * LEAST_LINES
    const format = enough
      ? shared.get(formatOf(page))!
      : page.content.width === pages[0]!.content.width
        ? all
        : frameOf(singles([page]))
    page.groups.forEach((group, index) => {
      const isColumn = page.groups.length > 1 && group.length >= LEAST_LINES
      frames.set(`${page.content.page} ${index}`, isColumn ? frameOf(group) : reached(format, group))
    })
  }
  return ({ page }, group) => frames.get(`${page} ${group}`) ?? all
}

/** Lines that stand outside of the usual margins have their own. */
function reached(frame: Frame, lines: readonly TextLine[]): Frame {
  if (lines.length < LEAST_LINES) return frame
  const own = frameOf(lines)
  const size = lines[0]!.size
  const left = own.left < frame.left - size ? own.left : frame.left
  const right = own.right > frame.right + size ? own.right : frame.right
  return { left, right, pitch: own.pitch }
}

/** Lines of pages in one column. */
function singles(pages: readonly LaidPage[]): TextLine[] {
  const lines = pages.flatMap(({ groups }) => (groups.length === 1 ? groups[0]! : []))
  return lines.length > 0 ? lines : pages.flatMap(({ groups }) => groups.flat())
}
