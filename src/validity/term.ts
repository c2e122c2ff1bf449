/** From when until when a document applies, by its sidecar, its file and its text, as ISO dates. */
import type { SourceText } from '../domain/document.ts'
import type { ReadDocument } from '../domain/library.ts'
import { dayIn, endOfTerm } from './day.ts'

/** As the State Council's document library names them. */
export type ValidityStatus = '现行有效' | '已修订' | '已废止' | '失效'

export interface Term {
  /** Null where nothing tells. */
  readonly effective: string | null
  /** The last day on which it applies. */
  readonly expires: string | null
  /** Stated by the department or the page that the file was taken from. */
  readonly status: ValidityStatus | null
}

const STATUSES: readonly ValidityStatus[] = ['现行有效', '已修订', '已废止', '失效']
/** 自印发之日起 */
const OF_ISSUE = /(?:印发|发布|公布|颁布|下发)之日/
/** What the clause on validity speaks of, so that the validity of a licence is none of the document's. */
const OF_ITSELF =
  /(?:施行|实施|执行|生效|印发|公布|发布)[^。]{0,12}$|本(?:办法|规定|意见|措施|细则|通知|方案|计划|文件|政策|指引|规则|规范|标准)[^。]{0,12}$/
/** Characters before the clause that may say so. */
const BEFORE = 30

export function termOf({ source, tree }: ReadDocument): Term {
  const { sidecar, file } = source
  const { date, effective, expiry } = tree.metadata
  const issued = date && dayIn(date.value)
  const written = effective && (dayIn(effective.value) ?? (OF_ISSUE.test(effective.value) ? issued : null))
  const start = sidecar.effective ?? written ?? null
  const end = expiry && ofItself(source, expiry.span?.start) ? endOf(expiry.value, start ?? issued) : null
  const status = statusOf(sidecar.status) ?? statusOf(file?.metadata.status)
  // Where a department says that it is in force, its term was prolonged.
  const prolonged = statusOf(sidecar.status) === '现行有效'
  return { effective: start, expires: sidecar.expires ?? (prolonged ? null : end), status }
}

/** The first day on which it can apply: in force from a day, else the day of issue. */
export function startOf(document: ReadDocument): string | null {
  const { date } = document.tree.metadata
  return termOf(document).effective ?? (date && dayIn(date.value))
}

function endOf(written: string, start: string | null): string | null {
  const end = dayIn(written) ?? (start && endOfTerm(start, written))
  return end && (start === null || end >= start) ? end : null
}

function ofItself({ text }: SourceText, at: number | undefined): boolean {
  return at !== undefined && OF_ITSELF.test(text.slice(Math.max(0, at - BEFORE), at))
}

function statusOf(text: string | undefined): ValidityStatus | null {
  return STATUSES.find((status) => text?.includes(status)) ?? (text === '有效' ? '现行有效' : null)
}
