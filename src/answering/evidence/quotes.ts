/** Quote spans of statements and facts, and the words of a statement that carry its answer. */
import type { Located } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains, overlaps, type Span } from '../../domain/span.ts'
import { listOf } from '../../statements/lists.ts'
import { statementsOf, viewOfStatement } from '../../statements/statements-of.ts'
import { toSource, viewOf } from '../../text/view.ts'
import { translationOf } from '../../translation/translation-of.ts'
import type { QuoteSpan } from '../draft.ts'
import type { Inquiry } from '../forms/form.ts'
import { clausesOf } from './clauses.ts'
import type { Focus, ReadStatement } from './evidence.ts'

export function quoteFact(fact: Located): QuoteSpan {
  return { document: fact.document, paragraph: fact.paragraph, span: { start: fact.start, end: fact.end } }
}

/** A statement longer than this is quoted by the clauses that carry the answer. */
const LONGEST_QUOTE = 290
/** An announcing line longer than this is left to the quotations. */
const LONGEST_BEFORE = 110

export function quoteStatement(each: ReadStatement): QuoteSpan {
  const { statement } = each
  const { document, paragraph, span } = statement
  if (span.end - span.start <= LONGEST_QUOTE) return { document, paragraph, span }
  return { document, paragraph, span: around(each) }
}

/** The clauses that say the answer, without the closing stop; an item of a list with the line that it completes. */
export function answerClause({ document, statement }: ReadStatement, { clause }: Focus): string {
  const announcing = listOf(statementsOf(document), statement)?.announcing
  const before = announcing && announcing !== statement ? announcing.text.replace(/[:：。，,]$/, '：') : ''
  const said = printed(document, statement.paragraph, clause).replace(/[。；;，,：:]+$/, '')
  return (before.length <= LONGEST_BEFORE ? before : '') + said
}

/**
 * The English sentence that the answering clauses stand in; empty for an answer in Chinese, without a translation, or where
 * the English writes a figure otherwise than the source (29.4万千瓦, 294,000 kW): no quotation would prove it.
 */
export function answerEnglish(
  { engine, understanding }: Pick<Inquiry, 'engine' | 'understanding'>,
  { document, statement }: ReadStatement,
  { clause }: Focus,
): string {
  const translation = engine.sidecars.translations.get(document.source.id)
  if (understanding.answerIn !== 'en' || !translation) return ''
  const english = translationOf(translation, clause)
  const proven = plainFigures(document.source.text.slice(statement.span.start, statement.span.end))
  return (plainFigures(english).match(FIGURES) ?? []).every((figure) => proven.includes(figure))
    ? english
    : ''
}

const FIGURES = /\d+(?:\.\d+)?/g

/** Half width, without the commas between thousands. */
const plainFigures = (text: string) => text.normalize('NFKC').replace(/(?<=\d),(?=\d{3})/g, '')

/** The words of a span within a paragraph as printed, without line breaks. */
export function printed({ source, tree }: ReadDocument, paragraph: number, span: Span): string {
  const { gaps } = tree.paragraphs[paragraph]!
  return gaps.some((gap) => contains(span, gap))
    ? viewOf(source.text, span, gaps).text
    : source.text.slice(span.start, span.end).trim()
}

/** The clauses from the first answer token on, as many as fit. */
function around({ document, statement, answerSpans }: ReadStatement): Span {
  const view = viewOfStatement(document, statement)
  const clauses = clausesOf(view.text)
  const source = clauses.map(({ start, end }) => toSource(view, start, end))
  const [span] = answerSpans
  const from = Math.max(0, span ? source.findIndex((clause) => overlaps(clause, span)) : 0)
  let to = from
  while (to + 1 < clauses.length && source[to + 1]!.end - source[from]!.start <= LONGEST_QUOTE) to++
  return { start: source[from]!.start, end: Math.min(source[to]!.end, source[from]!.start + LONGEST_QUOTE) }
}
