/** Narrows a statement down to what answers in it: the reader reads its clauses and its targets one by one. */
import type { Target } from '../../domain/facts.ts'
import { contains, overlaps, type Span } from '../../domain/span.ts'
import { viewOfStatement } from '../../statements/statements-of.ts'
import { toSource, viewOf } from '../../text/view.ts'
import type { Engine } from '../engine.ts'
import type { Understanding } from '../understanding/understanding.ts'
import { ASKS_VALUE } from './asks-value.ts'
import { clausesOf } from './clauses.ts'
import { cosinesOf, queryVector } from './cosines.ts'
import type { Focus, ReadStatement } from './evidence.ts'

/** A first sentence longer than this is no short answer, in characters. */
const LONGEST = 110
/** A clause shorter than this lacks its subject, which the clause before it names. */
const SHORTEST = 9
/** A statement of so few characters is said whole. */
const BRIEF = 40
/** Rows that one statement may cost. */
const MOST_ROWS = 12
/** Characters of the statement before a clause that it is read with. */
const BEFORE = 40

export async function focusOn(
  engine: Engine,
  { turns, kind, years }: Pick<Understanding, 'turns' | 'kind' | 'years'>,
  best: ReadStatement,
): Promise<Focus> {
  const { reader, without, thresholds } = engine
  const { document, statement, candidate } = best
  const view = viewOfStatement(document, statement)
  const clauses = joined(clausesOf(view.text), MOST_ROWS)
  const targets = targetsOf(best).slice(0, MOST_ROWS)
  const whole = { clause: statement.span, target: targets.length === 1 ? targets[0]! : null }
  const brief = clauses.length < 2 || view.text.length <= BRIEF
  if (without === 'focus' || (brief && targets.length < 2)) return whole
  const { bm25 } = candidate
  const rows = [
    ...clauses.map(({ start, end }) => ({
      context: [statement.context, view.text.slice(Math.max(0, start - BEFORE), start)]
        .filter(Boolean)
        .join(' '),
      text: view.text.slice(start, end),
    })),
    ...(targets.length > 1
      ? targets.map((target) => ({ context: statement.context, text: targetText(best, target) }))
      : []),
  ]
  // Each row has a cosine of its own: it tells apart what the reader, trained on whole statements, does not.
  const cosines = await cosinesOf(engine, await queryVector(engine, turns), rows)
  const readings = await reader.read(
    { turns },
    rows.map((row, i) => ({ ...row, bm25, cosine: cosines?.[i] ?? candidate.cosine })),
  )
  const scores = readings.map(({ answers }) => answers)
  // One figure is asked for: the clause beside it states another.
  const share = ASKS_VALUE.has(kind) ? 1 : thresholds.clause
  const range = rangeOf(clauses, scores.slice(0, clauses.length), share)
  const clause = toSource(view, clauses[range.from]!.start, clauses[range.to]!.end)
  if (targets.length < 2) {
    const only = targets[0]
    return { clause, target: only && overlaps(clause, only.valueSpan) ? only : null }
  }
  const own = scores.slice(clauses.length)
  // A figure holds for its year: one for the year asked about goes before others.
  const dated = targets.filter(({ year }) => year !== null && years.includes(year))
  const asked = dated.length > 0 ? dated : targets
  // The words that the reader marked in the whole statement go before what it makes of each target alone.
  const marked = asked.filter(({ valueSpan }) => best.answerSpans.some((span) => overlaps(span, valueSpan)))
  const target = likeliest(marked.length > 0 ? marked : asked, targets, own)
  if (overlaps(clause, target.valueSpan)) return { clause, target }
  // Where a figure is asked for, the target decides; else the clause does.
  return ASKS_VALUE.has(kind)
    ? { clause: target.clause, target }
    : { clause, target: within(targets, own, clause) }
}

/** Neighbours in runs of equal number, so that at most `most` are left. */
function joined(clauses: readonly Span[], most: number): Span[] {
  const run = Math.ceil(clauses.length / most)
  return clauses.flatMap(({ start }, i) =>
    i % run === 0 ? [{ start, end: clauses[Math.min(i + run, clauses.length) - 1]!.end }] : [],
  )
}

function likeliest(among: readonly Target[], targets: readonly Target[], scores: readonly number[]): Target {
  const score = (target: Target) => scores[targets.indexOf(target)]!
  return among.reduce((best, each) => (score(each) > score(best) ? each : best))
}

/** The likeliest target of the clause; null where it states none. */
function within(targets: readonly Target[], scores: readonly number[], clause: Span): Target | null {
  let found: number | null = null
  for (const [i, { valueSpan }] of targets.entries())
    if (overlaps(clause, valueSpan) && (found === null || scores[i]! > scores[found]!)) found = i
  return found === null ? null : targets[found]!
}

function targetsOf({ document, statement }: ReadStatement): readonly Target[] {
  return document.facts.targets.filter(({ valueSpan }) => contains(statement.span, valueSpan))
}

/** A target as a statement of its own. */
function targetText({ document: { source, tree } }: ReadStatement, target: Target): string {
  const { gaps } = tree.paragraphs[target.paragraph]!
  const value = viewOf(source.text, target.valueSpan, gaps).text
  return [target.deadline, target.scope, target.subject + value].filter(Boolean).join(',')
}

/** The likeliest clause with those around it that answer too, and with its subject. */
function rangeOf(
  clauses: readonly Span[],
  scores: readonly number[],
  share: number,
): { from: number; to: number } {
  const best = scores.indexOf(Math.max(...scores))
  let from = best
  let to = best
  const length = () => clauses[to]!.end - clauses[from]!.start
  const fits = (at: number) => length() + clauses[at]!.end - clauses[at]!.start <= LONGEST
  const answers = (at: number) => scores[at]! >= share * scores[best]!
  while (to + 1 < clauses.length && answers(to + 1) && fits(to + 1)) to++
  while (from > 0 && (answers(from - 1) || length() < SHORTEST) && fits(from - 1)) from--
  return { from, to }
}
