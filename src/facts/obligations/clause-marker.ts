/** Finds the marker that governs a clause: an auxiliary anywhere in it, or the verb that opens it behind its subject. */
import type { BodyTable } from '../../bodies/table.ts'
import type { Clause } from '../clauses.ts'
import { scanBodyList } from '../responsibilities/body-list.ts'
import { governmentAt } from './actor.ts'
import { OPENING } from './clause-kind.ts'
import { findAuxiliary, findVerb, type Marker } from './markers.ts'

/** 其他…应当给予处分的情形 names a case and demands nothing. */
const NAMED_CASE = /的(?:其他|相关)?(?:情形|事项|行为)$/
/** Where a prepositional opening may end and its verb begin. */
const OPENING_END =
  /(?:领域|方面|行业|环节|层面|区域|区|中|内|上|下|里|后|部门|园区|项目|基础|需求|实际|契机|要求|规定|原则|目录|标准|办法|单位|企业|情况|重点|为[^,]{1,8})$/

export function clauseMarker(text: string, clause: Clause, table: BodyTable): Marker | null {
  const described = NAMED_CASE.test(text.slice(clause.start, clause.end))
  const auxiliary = described ? null : findAuxiliary(text, clause.start, clause.end)
  const verb = firstVerb(text, clause, table)
  if (!auxiliary || !verb) return auxiliary ?? verb
  // 鼓励采用…应当…: the verb that opens the clause governs what stands in it, an auxiliary before it wins.
  return verb.start < auxiliary.start && verb.modality !== 'promote' ? verb : auxiliary
}

function firstVerb(text: string, clause: Clause, table: BodyTable): Marker | null {
  const direct = findVerb(text, clause.start, clause.end)
  if (direct) return direct
  const subject = leadingSubject(text, clause, table)
  if (subject > clause.start) return findVerb(text, subject, clause.end)
  if (!OPENING.test(text.slice(clause.start, clause.end))) return null
  for (let at = clause.start + 3; at < Math.min(clause.end - 2, clause.start + 60); at++) {
    if (!OPENING_END.test(text.slice(clause.start, at))) continue
    const verb = findVerb(text, at, clause.end)
    if (verb) return verb
  }
  return null
}

/** Offset behind a body (also 由水务部门) or 本市, 国家 that opens the clause; its start when there is none. */
function leadingSubject(text: string, clause: Clause, table: BodyTable): number {
  const opens = /^[并且]?由?/.exec(text.slice(clause.start, clause.start + 2))![0].length
  const start = clause.start + opens
  const list = scanBodyList(text, start, table)
  if (list && list.end <= clause.end) return list.end
  return opens === 0 ? governmentAt(text, start) : clause.start
}
