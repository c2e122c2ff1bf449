/** Turns a page so that most of its text is upright; what still stands at an angle (watermarks) is left out. */
import type { Tally } from '../block.ts'
import type { PageContent, Rule, Run } from './page.ts'

export interface TurnedRun extends Run {
  /** Direction of the text in radians; 0 is upright. */
  readonly angle: number
}

export interface TurnedPage extends Omit<PageContent, 'runs'> {
  readonly runs: readonly TurnedRun[]
}

const QUARTER = Math.PI / 2
const LEANING = 0.09

export function uprightRuns(page: TurnedPage, tally: Tally): PageContent {
  const counts = [0, 0, 0, 0]
  for (const { angle, text } of page.runs) {
    const quarter = quarterOf(angle)
    if (quarter !== null) counts[quarter]! += text.length
  }
  const main = counts.indexOf(Math.max(...counts))
  const turned = main > 0 && counts[main]! > 0 ? turn(page, main) : page
  const runs = turned.runs.filter((run) => {
    const upright = quarterOf(run.angle) === main
    if (!upright) tally.leave('rotated', run.text)
    return upright
  })
  const seen = runs.filter((run) => isOnPage(run, turned))
  for (const run of runs) if (!isOnPage(run, turned)) tally.leave('off_page', run.text)
  return { page: page.page, width: turned.width, height: turned.height, rules: turned.rules, runs: seen }
}

function quarterOf(angle: number): number | null {
  const quarters = angle / QUARTER
  const nearest = Math.round(quarters)
  return Math.abs(quarters - nearest) * QUARTER <= LEANING ? ((nearest % 4) + 4) % 4 : null
}

/** Turns the page back by `quarters`: text that ran down runs to the right. */
function turn(page: TurnedPage, quarters: number): TurnedPage {
  const { width, height } = page
  const point = (x: number, y: number): [number, number] =>
    quarters === 1 ? [y, width - x] : quarters === 2 ? [width - x, height - y] : [height - y, x]
  const runs = page.runs.map((run) => {
    const [x, y] = point(run.x, run.y)
    return { ...run, x, y }
  })
  const rules = page.rules.map(({ x1, y1, x2, y2 }): Rule => {
    const [a, b] = point(x1, y1)
    const [c, d] = point(x2, y2)
    return { x1: Math.min(a, c), y1: Math.min(b, d), x2: Math.max(a, c), y2: Math.max(b, d) }
  })
  return { ...page, ...(quarters % 2 === 1 && { width: height, height: width }), runs, rules }
}

function isOnPage(run: Run, { width, height }: { readonly width: number; readonly height: number }): boolean {
  const within =
    run.x + run.width > -run.size &&
    run.x < width + run.size &&
    run.y > -run.size &&
    run.y < height + run.size
  return within && run.size > 0.2
}
