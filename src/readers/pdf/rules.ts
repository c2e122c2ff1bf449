/** Gives the straight rules that a PDF page draws: stroked lines, the edges of stroked boxes, and thin filled boxes. */
import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js'
import { apply, IDENTITY, type Matrix, multiply } from '../layout/matrix.ts'
import type { Rule } from '../layout/page.ts'
import type { PdfLibrary } from './open-pdf.ts'

/** A filled box up to this many points is a line. */
const THIN = 3
const MOST_RULES = 20_000
/** Codes of pdf.js for the steps of a path. */
const MOVE = 0
const LINE = 1
const CURVE = 2
const QUADRATIC = 3
const CLOSE = 4

type Point = readonly [number, number]

export async function rulesOf(
  page: PDFPageProxy,
  { OPS }: PdfLibrary,
  view: readonly number[],
): Promise<Rule[]> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const rules: Rule[] = []
  const stack: Matrix[] = []
  let matrix = multiply(view, IDENTITY)
  const strokes = new Set<number>([
    OPS.stroke,
    OPS.closeStroke,
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ])
  const fills = new Set<number>([
    OPS.fill,
    OPS.eoFill,
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ])
  for (let i = 0; i < fnArray.length && rules.length < MOST_RULES; i++) {
    const operator = fnArray[i]!
    const args: unknown = argsArray[i]
    if (operator === OPS.save) stack.push(matrix)
    else if (operator === OPS.restore) matrix = stack.pop() ?? matrix
    else if (operator === OPS.transform) matrix = multiply(matrix, numbersOf(args))
    else if (operator === OPS.paintFormXObjectBegin) {
      stack.push(matrix)
      const own = Array.isArray(args) ? numbersOf(args[0]) : []
      if (own.length === 6) matrix = multiply(matrix, own)
    } else if (operator === OPS.paintFormXObjectEnd) matrix = stack.pop() ?? matrix
    else if (operator === OPS.constructPath && Array.isArray(args)) {
      const painted = Number(args[0])
      const path = numbersOf(Array.isArray(args[1]) ? args[1][0] : args[1])
      for (const points of subpaths(path, matrix)) {
        if (strokes.has(painted)) rules.push(...edgesOf(points))
        else if (fills.has(painted)) rules.push(...thinBox(points))
      }
    }
  }
  return rules
}

function numbersOf(value: unknown): number[] {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<number>, Number)
  return []
}

/** Corners of each part of a path; parts with curves are none of ours. */
function* subpaths(path: readonly number[], matrix: Matrix): Generator<Point[]> {
  let points: Point[] = []
  let curved = false
  const at = (index: number) => apply(matrix, path[index] ?? 0, path[index + 1] ?? 0)
  for (let i = 0; i < path.length; ) {
    const step = path[i]
    if (step === MOVE) {
      if (points.length > 1 && !curved) yield points
      points = [at(i + 1)]
      curved = false
      i += 3
    } else if (step === LINE) {
      points.push(at(i + 1))
      i += 3
    } else if (step === CURVE || step === QUADRATIC) {
      curved = true
      i += step === CURVE ? 7 : 5
    } else if (step === CLOSE) {
      if (points.length > 0) points.push(points[0]!)
      i += 1
    } else return
  }
  if (points.length > 1 && !curved) yield points
}

export function edgesOf(points: readonly Point[]): Rule[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index]!
    const level = Math.abs(from[1] - to[1]) < 1
    const upright = Math.abs(from[0] - to[0]) < 1
    return level !== upright ? [ruleOf(from, to)] : []
  })
}

/** A long thin box as the line through its middle. */
function thinBox(points: readonly Point[]): Rule[] {
  return thinRule(points, THIN)
}

/** The middle line of a box that is at most `thin` wide or high; none for other shapes. */
export function thinRule(points: readonly Point[], thin: number): Rule[] {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const width = right - left
  const height = bottom - top
  if (height <= thin && width > height)
    return [{ x1: left, x2: right, y1: (top + bottom) / 2, y2: (top + bottom) / 2 }]
  if (width <= thin && height > width)
    return [{ x1: (left + right) / 2, x2: (left + right) / 2, y1: top, y2: bottom }]
  return []
}

export function ruleOf(from: Point, to: Point): Rule {
  const level = Math.abs(from[1] - to[1]) < Math.abs(from[0] - to[0])
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
  return {
    x1: level ? Math.min(from[0], to[0]) : x,
    x2: level ? Math.max(from[0], to[0]) : x,
    y1: level ? y : Math.min(from[1], to[1]),
    y2: level ? y : Math.max(from[1], to[1]),
  }
}
