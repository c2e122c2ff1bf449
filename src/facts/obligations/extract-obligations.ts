/** What a document bans, demands, promotes, encourages or permits, from the sentences of its tree. */
import { BODY_TABLE, type BodyTable } from '../../bodies/table.ts'
import type { Paragraph } from '../../domain/document.ts'
import type { Obligation } from '../../domain/facts.ts'
import { type TextView, toSource } from '../../text/view.ts'
import { type Reader, tightSpan } from '../reader.ts'
import { type ObligationReading, readObligations } from './read-sentence.ts'

const LIST_INTRO = /(?:下列|以下)[^,;。:]{0,12}[::]$/
const ITEM = /^\s*(?:[（(][一二三四五六七八九十\d]+[）)]|[㈠-㈩⑴-⒇①-⑳]|\d+[.．、])/

export function extractObligations(reader: Reader, table: BodyTable = BODY_TABLE): Obligation[] {
  const found: Obligation[] = []
  /** The duty that announces a list (应当遵守下列规定：), which its items share. */
  let announced: Obligation | null = null
  for (const paragraph of reader.tree.paragraphs) {
    if (paragraph.role !== 'body' && paragraph.role !== 'heading') continue
    if (paragraph.body.end <= paragraph.body.start) continue
    const item = ITEM.test(reader.source.slice(paragraph.span.start, paragraph.span.end))
    if (!item) announced = null
    const own = paragraph.sentences
      .filter(({ kind }) => kind === 'text')
      .flatMap(({ span }) => obligationsOf(reader, paragraph, reader.view(paragraph, span), table))
    const shared: Obligation | null = item && announced ? itemOf(reader, paragraph, announced) : null
    // The item as a whole is the duty; only another auxiliary inside it (不得 in a list of 应当) says more.
    found.push(...(shared ? [shared, ...own.filter(({ modality }) => modality === 'ban')] : own))
    const text = reader.view(paragraph, paragraph.body).text
    const last = own.at(-1)
    if (!item && last && LIST_INTRO.test(text) && isAnnouncing(last)) announced = last
  }
  return found
}

/** 有下列情形之一的，应当…： lists conditions, 应当遵守下列规定： lists duties. */
function isAnnouncing(obligation: Obligation): boolean {
  return (
    /(?:下列|以下)(?:规定|要求|义务|职责|行为|措施|事项|工作|制度|责任|任务)/.test(obligation.action) &&
    ['ban', 'must', 'shall', 'may'].includes(obligation.modality)
  )
}

function itemOf(reader: Reader, paragraph: Paragraph, intro: Obligation): Obligation {
  const view = reader.view(paragraph, paragraph.body)
  const mark = /^(?:\([一二三四五六七八九十\d]+\)|\d+[.、])/.exec(view.text)?.[0].length ?? 0
  const span = tightSpan(view, mark, view.text.length)
  const { modality, marker, actor, addressee, condition, exception } = intro
  const located = reader.locate(paragraph, span)
  return { ...located, modality, marker, actor, addressee, action: located.quote, condition, exception }
}

function obligationsOf(reader: Reader, paragraph: Paragraph, view: TextView, table: BodyTable): Obligation[] {
  const printed = (range: { readonly start: number; readonly end: number }) =>
    reader.printed(view, range.start, range.end)
  return readObligations(view, table).map((reading: ObligationReading) => ({
    ...reader.locate(paragraph, toSource(view, reading.start, reading.end)),
    modality: reading.modality,
    marker: printed(reading.marker),
    actor: reading.actor && printed(reading.actor),
    addressee: reading.addressee,
    action: printed(reading.action),
    condition: reading.conditions.length > 0 ? reading.conditions.map(printed).join('，') : null,
    exception: reading.exception && printed(reading.exception),
  }))
}
