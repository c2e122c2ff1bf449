/** Gives the runs and rules of the objects of an OFD page: text by its deltas, paths by their lines, whatever groups them. */

import type { Tally } from '../block.ts'
import { apply, type Matrix, matrixOf, multiply } from '../layout/matrix.ts'
import type { Rule } from '../layout/page.ts'
import type { TurnedRun } from '../layout/upright.ts'
import { elements, textOf, type XmlElement } from '../zip/xml.ts'
import { pathRules } from './path-rules.ts'
import { textRuns } from './text-runs.ts'

/** What one page has in its own coordinates: millimetres from the upper left corner. */
export interface OfdObjects {
  readonly runs: TurnedRun[]
  readonly rules: Rule[]
}

const DEEPEST = 32

export interface ObjectSources {
  /** Graphics that several pages share (CompositeGraphicUnit), by id. */
  readonly composites: ReadonlyMap<string, XmlElement>
  readonly tally: Tally
}

export function collectObjects(
  parent: XmlElement,
  outer: Matrix,
  sources: ObjectSources,
  into: OfdObjects,
  depth = 0,
): void {
  if (depth > DEEPEST) return
  for (const element of elements(parent)) {
    const { attributes } = element
    if (attributes.Visible === 'false' || attributes.Alpha === '0') {
      sources.tally.leave('invisible', codesOf(element))
      continue
    }
    const matrix = multiply(outer, placed(element))
    switch (element.name) {
      case 'TextObject':
        into.runs.push(...textRuns(element, matrix))
        break
      case 'PathObject':
        into.rules.push(...pathRules(element, matrix))
        break
      case 'CompositeObject': {
        const unit = sources.composites.get(attributes.ResourceID ?? '')
        if (unit) collectObjects(unit, matrix, sources, into, depth + 1)
        break
      }
      case 'Layer':
      case 'Content':
      case 'PageBlock':
      case 'Appearance':
        collectObjects(element, element.name === 'Appearance' ? matrix : outer, sources, into, depth + 1)
        break
      default:
    }
  }
}

/** An object's own coordinates begin at its boundary's corner, and are mapped by its matrix. */
function placed({ attributes }: XmlElement): Matrix {
  const [x = 0, y = 0] = numbers(attributes.Boundary)
  const own = numbers(attributes.CTM)
  const shift: Matrix = [1, 0, 0, 1, x, y]
  return own.length === 6 ? multiply(shift, matrixOf(own)) : shift
}

export function numbers(written: string | undefined): number[] {
  if (written === undefined) return []
  return written
    .trim()
    .split(/[\s,]+/)
    .map(Number)
    .filter(Number.isFinite)
}

export function pointAt(matrix: Matrix, x: number, y: number): readonly [number, number] {
  return apply(matrix, x, y)
}

function codesOf(element: XmlElement): string {
  return element.name === 'TextCode' ? textOf(element) : elements(element).map(codesOf).join('')
}
