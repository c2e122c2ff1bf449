/** Scores answers to field questions by the rules of ../shared/eval/score-field.mjs, the quote limit included. */
import type { Answer, AnswerStatus } from '../domain/answer.ts'
import type { AskOptions, Services } from '../ports/services.ts'
import type { FieldQuestion } from './field-questions.ts'

export interface ScoredField {
  readonly question: FieldQuestion
  readonly answer: Answer
  /** Empty when the answer is right. */
  readonly faults: readonly string[]
  /** A citation shares a stretch with the evidence. */
  readonly hit: boolean
  readonly ms: number
}

const ANSWERING: ReadonlySet<AnswerStatus> = new Set(['answered', 'partial', 'corrected'])

export const answers = ({ answer }: ScoredField) => ANSWERING.has(answer.status)
export const inScope = ({ question: { expect } }: ScoredField) => expect === 'answer' || expect === 'correct'

/** Each question is asked within its own document, one after the other. */
export async function scoreField(
  services: Services,
  questions: readonly FieldQuestion[],
  options: AskOptions = {},
): Promise<ScoredField[]> {
  const scored: ScoredField[] = []
  for (const question of questions) {
    const document = services.library.get(question.doc)
    if (!document) continue
    const { turns } = question
    const started = performance.now()
    const asked = { question: turns.at(-1)!, history: turns.slice(0, -1), corpus: question.doc }
    const answer = await services.ask(asked, options)
    const ms = performance.now() - started
    scored.push({ question, answer, ms, ...judge(question, answer, document.source.text) })
  }
  return scored
}

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/[\s&]|emsp;/g, '')
    .toLowerCase()

/** Characters that an answer may quote: a paragraph and its neighbours, not a chapter. */
const mostQuoted = (evidence: number) => Math.max(300, 3 * evidence)

function judge(question: FieldQuestion, answer: Answer, source: string) {
  const faults: string[] = []
  const { citations, status } = answer
  const spans = evidenceSpans(question, source)
  const hit = spans.some(({ start, end }) =>
    citations.some(
      (cited) => Math.min(end, cited.end) - Math.max(start, cited.start) >= Math.min(6, end - start),
    ),
  )
  for (const { start, end, quote } of citations)
    if (source.slice(start, end) !== quote) faults.push('ungrounded: a quote does not slice back')
  if (ANSWERING.has(status)) {
    const proven = fold(`${citations.map(({ quote }) => quote).join(' ')} ${question.turns.join(' ')}`)
    for (const [figure] of fold(answer.headline).matchAll(/\d+(?:\.\d+)?/g))
      if (!proven.includes(figure)) faults.push(`ungrounded: figure ${figure} of the headline is in no quote`)
  }
  switch (question.expect) {
    case 'abstain':
      if (ANSWERING.has(status)) faults.push(`${status}, expected an abstention`)
      break
    case 'clarify':
      if (ANSWERING.has(status) && !hit) faults.push(`${status}, expected clarify`)
      break
    default:
      faults.push(...inScopeFaults(question, answer, hit))
  }
  return { faults, hit }
}

function inScopeFaults(
  question: FieldQuestion,
  { status, citations, answer }: Answer,
  hit: boolean,
): string[] {
  if (!ANSWERING.has(status)) return [`${status}, expected an answer`]
  const faults: string[] = []
  if (question.expect === 'correct' && status !== 'corrected')
    faults.push('the false premise is not corrected')
  const said = fold(answer + citations.map(({ quote }) => quote).join(' '))
  const missing = question.answer.filter((span) => !said.includes(fold(span)))
  if (missing.length > 0) faults.push(`lacks ${missing.join(' | ').slice(0, 80)}`)
  if (!hit)
    faults.push(`cites lines ${[...new Set(citations.map(({ line }) => line))]}, gold ${question.line}`)
  const quoted = citations.reduce((sum, { quote }) => sum + quote.length, 0)
  if (quoted > mostQuoted(question.evidence.join('').length)) faults.push(`quotes ${quoted} characters`)
  return faults
}

function evidenceSpans({ evidence, line }: FieldQuestion, source: string) {
  const starts = [0]
  for (const text of source.split('\n')) starts.push(starts.at(-1)! + text.length + 1)
  return evidence.map((text, i) => {
    const start = source.indexOf(text, starts[line[i]! - 1])
    return { start, end: start + text.length }
  })
}

export interface FieldMeasure {
  readonly name: string
  readonly right: number
  readonly of: number
}

/** Shares by language and expectation, by type and by style, then the faults that harm. */
export function summarizeField(scored: readonly ScoredField[]): FieldMeasure[] {
  const measures: FieldMeasure[] = []
  const add = (name: string, part: readonly ScoredField[], test = isRight) => {
    if (part.length > 0) measures.push({ name, right: part.filter(test).length, of: part.length })
  }
  const isRight = ({ faults }: ScoredField) => faults.length === 0
  for (const lang of ['zh', 'en'] as const) {
    const own = scored.filter(({ question }) => question.lang === lang)
    for (const expect of ['answer', 'correct', 'abstain', 'clarify'] as const)
      add(
        `${lang} ${expect}`,
        own.filter(({ question }) => question.expect === expect),
        isRight,
      )
    add(`${lang} right`, own, isRight)
  }
  for (const key of ['type', 'style'] as const)
    for (const value of [...new Set(scored.map(({ question }) => question[key]))].sort())
      add(
        `  ${key} ${value}`,
        scored.filter(({ question }) => question[key] === value),
        isRight,
      )
  const scope = scored.filter(inScope)
  add('evidence cited, in scope', scope, ({ hit }) => hit)
  add('false refusals, in scope', scope, (each) => !answers(each))
  add('wrong answers, in scope', scope, (each) => answers(each) && !each.hit)
  add('ungrounded', scored, ({ faults }) => faults.some((fault) => fault.startsWith('ungrounded')))
  add('right', scored, isRight)
  return measures
}
