/** Gives the lists of `numbering.xml` with their levels, overrides and links to styles. */

import type { ListLevel } from '../lists/list-level.ts'
import { createNumbering, type List, type Numbering } from '../lists/numbering.ts'
import { child, elements, type XmlElement } from '../zip/xml.ts'

export function numberingOf(
  root: XmlElement | null,
  listOfStyle: (style: string) => string | null,
): Numbering {
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
