/** Gives what stands behind a permalink, from the id, which holds the question and the version of the index that answered. */
import { decodeAnswerId } from '../answering/answer-id.ts'
import type { Answer, Question } from '../domain/answer.ts'
import type { Services } from '../ports/services.ts'

export type Permalink =
  /** `renewed`: another version of the index answered then; the answer says so and is that of today. */
  | {
      readonly state: 'answer'
      readonly question: Question
      readonly answer: Answer
      readonly renewed: boolean
    }
  /** The question was put to a document that is no longer here. */
  | { readonly state: 'removed'; readonly question: Question; readonly document: string }
  /** Cut, mistyped or none of ours. */
  | { readonly state: 'unreadable' }

const RENEWED = {
  zh: '提问之后文件或索引已更新,以下按现行索引重新作答。',
  en: 'The documents or the index have changed since this was asked; this is the answer of the current index.',
}
const NO_LONGER = {
  zh: '提问之后文件或索引已更新,当时的回答无法再现;现行文件没有写明,可以换一种问法或重新提问。',
  en: 'The documents or the index have changed since this was asked, and what answered it then is no longer there; ask again or in other words.',
}

export async function openPermalink(services: Services, id: string): Promise<Permalink> {
  const asked = decodeAnswerId(id)
  if (!asked) return { state: 'unreadable' }
  const { question, version } = asked
  const { corpus } = question
  if (corpus !== undefined && !services.library.has(corpus)) {
    return { state: 'removed', question, document: corpus }
  }
  const answer = await services.ask(question)
  const renewed = version !== services.version
  return { state: 'answer', question, answer: renewed ? withNotice(answer) : answer, renewed }
}

/** An answer of an older permalink says that it was computed anew, or that there is none any more. */
function withNotice(answer: Answer): Answer {
  const notice = (answer.status === 'not_found' ? NO_LONGER : RENEWED)[answer.language]
  return { ...answer, caveats: [notice, ...answer.caveats], answer: `${notice}\n${answer.answer}` }
}
