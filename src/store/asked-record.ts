/** Gives what is stored of a question, its answer and a verdict on it; personal data go here, before anything is written. */
import type { Answer, Question } from '../domain/answer.ts'
import type { AskedRecord, FeedbackRecord } from '../ports/question-store.ts'
import { removePersonalData } from './remove-personal-data.ts'

/** Characters of a reason that are kept. */
export const MOST_REASON = 500

/** A question that was asked now, and answered within `latency` milliseconds. */
export function askedRecord(question: Question, answer: Answer, latency: number, now: Date): AskedRecord {
  return {
    ...keptOf(question, answer, now),
    topic: topicOf(answer),
    latency: Math.max(0, Math.round(latency)),
    reader: readerOf(answer),
  }
}

export interface Verdict {
  readonly useful: boolean
  readonly reason: string | null
  /** UUID of a verdict that this one takes the place of; its own without one. */
  readonly id?: string
}

/** `answer`: what was judged; null where it could not be had again, and a verdict is kept all the same. */
export function feedbackRecord(
  question: Question,
  answer: Answer | null,
  { useful, reason, id }: Verdict,
  now: Date,
): FeedbackRecord {
  const said = removePersonalData((reason ?? '').trim()).slice(0, MOST_REASON)
  return {
    ...keptOf(question, answer ?? unknownTo(question), now),
    ...(id && { id }),
    useful,
    reason: said || null,
  }
}

/** Which reader answered, where the answer says it. */
export function readerOf(answer: Answer): string | null {
  const reader: unknown = Reflect.get(answer, 'reader')
  return typeof reader === 'string' ? reader : null
}

type Judged = Pick<Answer, 'status' | 'language' | 'citations' | 'related'> & {
  readonly interpretation: Pick<Answer['interpretation'], 'question'>
}

function unknownTo({ question, lang }: Question): Judged {
  const language = lang ?? (/\p{Script=Han}/u.test(question) ? 'zh' : 'en')
  return { status: 'answered', language, citations: [], related: [], interpretation: { question } }
}

function keptOf(question: Question, answer: Judged, now: Date) {
  const document = answer.citations[0]?.document ?? answer.related[0]?.document ?? null
  const lines = answer.citations.filter((cited) => cited.document === document).map(({ line }) => line)
  return {
    id: crypto.randomUUID(),
    at: now.toISOString(),
    question: textOf(question, answer),
    corpus: question.corpus ?? null,
    language: answer.language,
    status: answer.status,
    document,
    lines: [...new Set(lines)],
  }
}

/** A follow-up says nothing without the questions before it: what is kept is how it was understood. */
function textOf(question: Question, answer: Judged): string {
  if (answer.status === 'rejected') return ''
  const understood = question.history.length > 0 ? answer.interpretation.question : ''
  return removePersonalData(understood.trim() || question.question.trim())
}

/** The second heading of the path, where there are as many: a section that a plan would list among its contents. */
function topicOf({ citations }: Answer): string | null {
  const path = citations[0]?.path ?? []
  return path[1] ?? path[0] ?? null
}
