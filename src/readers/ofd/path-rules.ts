/** Gives the straight rules of an OFD path object: stroked lines, edges of stroked boxes, thin filled boxes. */
import { apply, type Matrix } from '../layout/matrix.ts'
import type { Rule } from '../layout/page.ts'
import { ruleOf, thinRule } from '../pdf/rules.ts'
import { child, textOf, type XmlElement } from '../zip/xml.ts'

/** A filled box up to this many millimetres is a line. */
const THIN = 1
const LEVEL = 0.35
const MOST_STEPS = 50_000
/** How many numbers each step of a path takes; all but the last two are no corners. */
const TAKES: Readonly<Record<string, number>> = { S: 2, M: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 }

type Point = readonly [number, number]

export function pathRules(object: XmlElement, matrix: Matrix): Rule[] {
  const data = textOf(child(object, 'AbbreviatedData')).trim()
  if (data === '' || data.length > MOST_STEPS * 8) return []
  const stroked = object.attributes.Stroke !== 'false'
  const filled = object.attributes.Fill === 'true'
  return subpaths(data, matrix).flatMap((points) => {
    if (filled) {
      const thin = thinRule(points, THIN)
      if (thin.length > 0) return thin
    }
    return stroked ? edges(points) : []
  })
}

function subpaths(data: string, matrix: Matrix): Point[][] {
  const paths: Point[][] = []
  let points: Point[] = []
  let curved = false
  const words = data.split(/[\s,]+/)
  const close = () => {
    if (points.length > 1 && !curved) paths.push(points)
    points = []
    curved = false
  }
  for (let i = 0; i < words.length && i < MOST_STEPS; ) {
    const step = words[i]!
    const takes = TAKES[step]
    if (takes === undefined) {
      i++
      continue
    }
    const at = (): Point => apply(matrix, Number(words[i + takes - 1]) || 0, Number(words[i + takes]) || 0)
    if (step === 'M' || step === 'S') {
      close()
      points = [at()]
    } else if (step === 'C') {
      if (points.length > 0) points.push(points[0]!)
    } else {
      if (step !== 'L') curved = true
      points.push(at())
    }
    i += takes + 1
  }
  close()
  return paths
}

function edges(points: readonly Point[]): Rule[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index]!
    const level = Math.abs(from[1] - to[1]) < LEVEL
    const upright = Math.abs(from[0] - to[0]) < LEVEL
    return level !== upright ? [ruleOf(from, to)] : []
  })
}
