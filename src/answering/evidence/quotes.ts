/** Quote spans of statements and facts, and the words of a statement that carry its answer. */
import type { Located } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains, type Span } from '../../domain/span.ts'
import { listOf } from '../../statements/lists.ts'
import { statementsOf, viewOfStatement } from '../../statements/statements-of.ts'
import { toSource, viewOf } from '../../text/view.ts'
import type { QuoteSpan } from '../draft.ts'
import type { ReadStatement } from './evidence.ts'

export function quoteFact(fact: Located): QuoteSpan {
  return { document: fact.document, paragraph: fact.paragraph, span: { start: fact.start, end: fact.end } }
}

/** A statement longer than this is quoted by the clauses that carry the answer. */
const LONGEST_QUOTE = 290
/** A first sentence longer than this is no short answer. */
const LONGEST_CLAUSE = 110
/** A clause shorter than this lacks its subject, which the clause before it names. */
const SHORTEST_CLAUSE = 9

export function quoteStatement(each: ReadStatement): QuoteSpan {
  const { statement } = each
  const { document, paragraph, span } = statement
  if (span.end - span.start <= LONGEST_QUOTE) return { document, paragraph, span }
  return { document, paragraph, span: around(each, LONGEST_QUOTE) }
}

/** The words of the statement that say the answer: the clauses of its answer tokens, without the closing stop. */
export function answerClause(each: ReadStatement): string {
  const clause = printed(each.document, each.statement.paragraph, around(each, LONGEST_CLAUSE))
  const announcing = listOf(statementsOf(each.document), each.statement)?.announcing
  const before = announcing && announcing !== each.statement ? announcing.text.replace(/[:：。，,]$/, '：') : ''
  return (before.length <= LONGEST_CLAUSE ? before : '') + clause.replace(/[。；;，,：:]+$/, '')
}

/** The words of a span within a paragraph as printed, without line breaks. */
export function printed({ source, tree }: ReadDocument, paragraph: number, span: Span): string {
  const { gaps } = tree.paragraphs[paragraph]!
  return gaps.some((gap) => contains(span, gap))
    ? viewOf(source.text, span, gaps).text
    : source.text.slice(span.start, span.end).trim()
}

/** The clauses from the first answer token to the last, widened while there is room; all of a statement that is short. */
function around({ document, statement, answerSpans }: ReadStatement, most: number): Span {
  const view = viewOfStatement(document, statement)
  const clauses = clausesOf(view.text)
  const source = clauses.map(({ start, end }) => toSource(view, start, end))
  const length = (from: number, to: number) => clauses[to]!.end - clauses[from]!.start
  const holds = (at: number, span: Span) => source[at]!.start < span.end && span.start < source[at]!.end
  const [span] = answerSpans
  let from = Math.max(0, span ? source.findIndex((_, i) => holds(i, span)) : 0)
  let to = from
  for (const each of answerSpans) {
    const last = source.findLastIndex((_, i) => holds(i, each))
    if (last >= from && length(from, last) <= most) to = Math.max(to, last)
  }
  if (answerSpans.length === 0) {
    while (to + 1 < clauses.length && length(from, to + 1) <= most) to++
  } else {
    while (from > 0 && length(from, to) < SHORTEST_CLAUSE && length(from - 1, to) <= most) from--
  }
  return { start: source[from]!.start, end: source[to]!.end }
}

/** Clauses with their closing mark; marks inside brackets and between digits end none. */
function clausesOf(text: string): Span[] {
  const clauses: Span[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]!
    if ('(“《「'.includes(unit)) depth++
    else if (')”》」'.includes(unit)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && '，,；;。：:'.includes(unit) && !(/\d/.test(text[i - 1] ?? '') && /\d/.test(text[i + 1] ?? ''))) {
      clauses.push({ start: from, end: i + 1 })
      from = i + 1
    }
  }
  if (from < text.length) clauses.push({ start: from, end: text.length })
  return clauses
}
