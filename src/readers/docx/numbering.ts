/** Gives the number that Word shows before a paragraph: lists of `numbering.xml`, counted in the order of the text. */
import { joinLabel, type ListLevel, levelLabel } from './list-level.ts'
import { child, elements, type XmlElement } from '../zip/xml.ts'

export interface ListReference {
  readonly list: string
  readonly level: number
}

export interface Numbering {
  /** Level of a list that is tied to a paragraph style; null where none is. */
  levelOfStyle(list: string, style: string): number | null
  /** Text with the number that its paragraph shows; counts on. */
  number(reference: ListReference, text: string): string
}

interface List {
  readonly abstract: string
  /** Level → its start in this list, where it differs. */
  readonly starts: ReadonlyMap<number, number>
  readonly levels: ReadonlyMap<number, ListLevel>
}

const DEEPEST_LEVEL = 8

export function numberingOf(root: XmlElement | null, listOfStyle: (style: string) => string | null): Numbering {
  const abstracts = new Map<string, Map<number, ListLevel>>()
  const linked = new Map<string, string>()
  for (const each of root ? elements(root, 'abstractNum') : []) {
    const id = each.attributes.abstractNumId ?? ''
    abstracts.set(id, new Map(elements(each, 'lvl').map((level) => levelOf(level))))
    const style = child(each, 'numStyleLink')?.attributes.val
    if (style !== undefined) linked.set(id, style)
  }
  const nums = new Map((root ? elements(root, 'num') : []).map((num) => [num.attributes.numId ?? '', num]))
  const abstractOf = (num: XmlElement | undefined, depth = 0): string => {
    const id = child(num!, 'abstractNumId')?.attributes.val ?? ''
    const style = linked.get(id)
    const list = style === undefined || depth > 4 ? null : listOfStyle(style)
    const next = list === null ? undefined : nums.get(list)
    return next && next !== num ? abstractOf(next, depth + 1) : id
  }
  const lists = new Map<string, List>()
  for (const [id, num] of nums) {
    const abstract = abstractOf(num)
    const levels = new Map(abstracts.get(abstract) ?? [])
    const starts = new Map<number, number>()
    for (const override of elements(num, 'lvlOverride')) {
      const level = Number(override.attributes.ilvl ?? 0)
      const own = child(override, 'lvl')
      if (own) levels.set(level, levelOf(own)[1])
      const start = child(override, 'startOverride')?.attributes.val
      if (start !== undefined) starts.set(level, Number(start))
    }
    lists.set(id, { abstract, starts, levels })
  }
  return createNumbering(lists)
}

function createNumbering(lists: ReadonlyMap<string, List>): Numbering {
  /** Lists of one abstract list count together, unless a list restarts. */
  const counts = new Map<string, (number | undefined)[]>()
  const begun = new Set<string>()
  return {
    levelOfStyle(list, style) {
      for (const [level, { style: own }] of lists.get(list)?.levels ?? []) if (own === style) return level
      return null
    },
    number(reference, text) {
      const list = lists.get(reference.list)
      const at = Math.max(0, Math.min(DEEPEST_LEVEL, reference.level))
      const level = list?.levels.get(at)
      if (!list || !level) return text
      const count = counts.get(list.abstract) ?? []
      counts.set(list.abstract, count)
      const first = !begun.has(`${reference.list} ${at}`)
      begun.add(`${reference.list} ${at}`)
      const restart = first ? list.starts.get(at) : undefined
      count[at] = restart ?? (count[at] === undefined ? level.start : count[at] + 1)
      for (let below = at + 1; below <= DEEPEST_LEVEL; below++) {
        const after = list.levels.get(below)?.restartAfter ?? below
        if (after > at) count[below] = undefined
      }
      const values = Array.from({ length: at + 1 }, (_, i) => count[i] ?? list.levels.get(i)?.start ?? 1)
      return joinLabel(levelLabel(level, values, list.levels), level.suffix, text)
    },
  }
}

function levelOf(element: XmlElement): [number, ListLevel] {
  const at = Number(element.attributes.ilvl ?? 0)
  const value = (name: string) => child(element, name)?.attributes.val
  const alternate = child(child(element, 'AlternateContent'), 'Choice')
  const format = child(element, 'numFmt') ?? child(alternate, 'numFmt')
  const restart = value('lvlRestart')
  const legal = child(element, 'isLgl')
  return [
    at,
    {
      start: Number(value('start') ?? 1) || 0,
      format: format?.attributes.val ?? 'decimal',
      pattern: format?.attributes.format ?? '',
      text: value('lvlText') ?? '',
      suffix: value('suff') ?? 'tab',
      style: value('pStyle') ?? null,
      legal: legal !== undefined && !/^(?:0|false|off)$/.test(legal.attributes.val ?? ''),
      restartAfter: restart === undefined ? at : Number(restart),
    },
  ]
}
