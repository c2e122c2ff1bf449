/** Chooses what answers from what was read: the likeliest statement and what belongs to it. */
import type { Statement } from '../../domain/statement.ts'
import { standingAmong } from '../../reading/standing.ts'
import { listOf, type StatementList } from '../../statements/lists.ts'
import { labelOf, statementsOf } from '../../statements/statements-of.ts'
import type { Engine } from '../engine.ts'
import type { Understanding } from '../understanding/understanding.ts'
import type { Evidence, ReadStatement } from './evidence.ts'
import { focusOn } from './focus.ts'
import { mismatchOf } from './mismatch.ts'
import { namesOtherYears, statesOtherFigures } from './other-values.ts'

/** Characters that an answer quotes beside a list, and statements: a paragraph and its neighbours, not a chapter. */
const MOST_QUOTED = 290
const MOST_STATEMENTS = 5
/** Characters of the longest list that is quoted whole. */
const LONGEST_LIST = 800

const SILENT = { kept: [], rivals: [], focus: null, list: null, contradicted: false }

/** `certain`: a person has linked the question to these statements, so that the likeliest is believed. */
export async function selectEvidence(
  engine: Engine,
  understanding: Understanding,
  read: readonly ReadStatement[],
  certain = false,
): Promise<Evidence> {
  const { answer, topic, support, rival } = engine.thresholds
  const onTopic = read.some(({ reading }) => reading.answers >= topic)
  const [best] = read
  if (!best || (!certain && !statesAskedFact(understanding, best) && best.reading.answers < answer))
    return { read, onTopic, mismatch: null, ...SILENT }
  const focus = await focusOn(
    engine,
    understanding,
    best,
    standingAmong(read.map(({ candidate }) => candidate)),
  )
  const { without } = engine
  const mismatch = certain ? null : mismatchOf(understanding, best, focus)
  if (mismatch) return { read, onTopic, mismatch, ...SILENT }
  const least = support * best.reading.answers
  const list = without === 'lists' ? null : answeringList(understanding, best, read, least)
  return {
    read,
    onTopic: true,
    mismatch,
    focus,
    kept: list
      ? [best, ...othersOf(list, best)]
      : without === 'neighbours'
        ? [best]
        : withWhatBelongs(best, read, least),
    rivals: certain ? [] : rivalsOf(best, read, rival * best.reading.answers),
    list,
    contradicted: contradicts(engine, understanding, best),
  }
}

/**
 * Only what is asserted or named can be wrong: an open question supposes no more than the bodies, places and years that it
 * names. Less is needed to believe that a premise is wrong where the statement has another year or figure in its place.
 */
function contradicts(
  engine: Engine,
  { kind, claims, years, bodies, places }: Understanding,
  best: ReadStatement,
): boolean {
  const { contradict, contradictOther } = engine.thresholds
  const other = namesOtherYears(best, years) || statesOtherFigures(best, claims)
  const supposes = other || kind === 'yesno' || [claims, bodies, places].some((slot) => slot.length > 0)
  return supposes && best.reading.contradicts >= (other ? contradictOther : contradict)
}

/** A fact of the document is asked for, and the likeliest line does nothing but state one: a query over facts. */
function statesAskedFact({ kind }: Understanding, { document, statement }: ReadStatement): boolean {
  return kind === 'document' && labelOf(document.tree.metadata, statement.span) !== ''
}

/** The likeliest statement of each other document that answers as likely, and otherwise. */
function rivalsOf(best: ReadStatement, read: readonly ReadStatement[], least: number): ReadStatement[] {
  const rivals = new Map<string, ReadStatement>()
  for (const each of read) {
    const { id } = each.document.source
    const other = each.document !== best.document && each.statement.text !== best.statement.text
    if (other && each.reading.answers >= least && !rivals.has(id)) rivals.set(id, each)
  }
  return [...rivals.values()]
}

/** The whole list is the answer where a list or count is asked for, or where most of its items answer by themselves. */
function answeringList(
  { kind }: Pick<Understanding, 'kind'>,
  best: ReadStatement,
  read: readonly ReadStatement[],
  support: number,
): StatementList | null {
  const found = listOf(statementsOf(best.document), best.statement)
  if (!found) return null
  const length = [found.announcing, ...found.items].reduce((sum, each) => sum + (each?.text.length ?? 0), 0)
  if (length > LONGEST_LIST) return null
  const answering = read.filter(
    ({ statement, reading }) => reading.answers >= support && found.items.includes(statement),
  )
  const whole = kind === 'list' || kind === 'count' || answering.length * 2 > found.items.length
  return whole ? found : null
}

function othersOf({ announcing, items }: StatementList, best: ReadStatement): ReadStatement[] {
  return [...(announcing ? [announcing] : []), ...items]
    .filter((statement) => statement !== best.statement)
    .map((statement) => beside(best, statement))
}

/**
 * What the statement cannot be read without; then further statements that answer too (the second half of a question),
 * likeliest first, as far as they fit; then the rest of its sentence.
 */
function withWhatBelongs(
  best: ReadStatement,
  read: readonly ReadStatement[],
  support: number,
): ReadStatement[] {
  const kept = [best]
  let room = MOST_QUOTED - lengthOf(best.statement)
  const add = (each: ReadStatement) => {
    const { statement } = each
    if (kept.length >= MOST_STATEMENTS || kept.some((other) => other.statement === statement)) return
    if (lengthOf(statement) > room) return
    kept.push(each)
    room -= lengthOf(statement)
  }
  for (const statement of dependencies(best)) add(beside(best, statement))
  for (const each of read) if (each.reading.answers >= support) add(each)
  for (const statement of [...restOfParagraph(best), ...restOfSentence(best)]) add(beside(best, statement))
  return kept
}

const lengthOf = ({ span }: Statement) => Math.min(span.end - span.start, MOST_QUOTED)

/** A statement that is kept for the sake of another. */
const beside = (best: ReadStatement, statement: Statement): ReadStatement => ({
  ...best,
  statement,
  answerSpans: [],
})

/** How a statement shows that it goes on from the one before it, and how an exception begins. */
const GOES_ON = /^(?:但|其中|除外|上述|前款|前述|该)/
const EXCEPTION = /^(?:但|除外|确需|因特殊)/

/** The line that an item completes, the exception that follows, and what the statement points back to. */
function dependencies({ document, statement }: ReadStatement): Statement[] {
  const all = statementsOf(document)
  const found: Statement[] = []
  const list = listOf(all, statement)
  if (list?.announcing && list.announcing !== statement) found.push(list.announcing)
  const [before, after] = [all[statement.index - 1], all[statement.index + 1]]
  const within = (other: Statement | undefined): other is Statement =>
    other?.paragraph === statement.paragraph
  if (within(after) && EXCEPTION.test(after.text)) found.push(after)
  if (within(before) && GOES_ON.test(statement.text)) found.push(before)
  return found
}

/** A paragraph of so few characters is quoted whole. */
const SHORT_PARAGRAPH = 160

/** The other statements of a short paragraph. */
function restOfParagraph({ document, statement }: ReadStatement): Statement[] {
  const { span } = document.tree.paragraphs[statement.paragraph]!
  if (span.end - span.start > SHORT_PARAGRAPH) return []
  return statementsOf(document).filter((each) => each.paragraph === statement.paragraph && each !== statement)
}

/** The parts that semicolons join to the statement, following first. */
function restOfSentence({ document, statement }: ReadStatement): Statement[] {
  const all = statementsOf(document)
  const joined = (one: Statement | undefined, other: Statement | undefined) =>
    one !== undefined && other?.paragraph === one.paragraph && /[;；]$/.test(one.text)
  const rest: Statement[] = []
  for (let at = statement.index; joined(all[at], all[at + 1]); at++) rest.push(all[at + 1]!)
  for (let at = statement.index; joined(all[at - 1], all[at]); at--) rest.push(all[at - 1]!)
  return rest
}
