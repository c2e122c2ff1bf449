/** Gives the number that Word shows before a paragraph: lists with their levels, counted in the order of the text. */
import { joinLabel, type ListLevel, levelLabel } from './list-level.ts'

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

export interface List {
  readonly abstract: string
  /** Level → its start in this list, where it differs. */
  readonly starts: ReadonlyMap<number, number>
  readonly levels: ReadonlyMap<number, ListLevel>
}

const DEEPEST_LEVEL = 8

export function createNumbering(lists: ReadonlyMap<string, List>): Numbering {
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
