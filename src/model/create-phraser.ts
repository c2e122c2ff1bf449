/** Gives an answer in a model's words where all of them are proven, and the template's answer in every other case. */
import type { BodyTable } from '../bodies/table.ts'
import type { Answer } from '../domain/answer.ts'
import type { ChatModel } from '../ports/chat-model.ts'
import type { Log } from '../ports/log.ts'
import { phrasingPrompt } from './phrasing-prompt.ts'
import { fold } from './proof.ts'
import { verifyPhrasing } from './verify-phrasing.ts'

export interface PhraserOptions {
  readonly model: ChatModel
  /** Milliseconds after which the template's answer is given. */
  readonly timeout: number
  readonly bodies: BodyTable
  readonly log: Log
}

/** Calls under way at once; beyond them answers are the template's, so that a slow model slows nobody else down. */
const MOST_CALLS = 8

export type Phraser = (answer: Answer, signal: AbortSignal) => Promise<Answer>

/** Never throws. What it rejects is logged by rule, without the words. */
export function createPhraser({ model, timeout, bodies, log }: PhraserOptions): Phraser {
  let calls = 0
  return async (answer, signal) => {
    if (!isPhrasable(answer) || calls >= MOST_CALLS) return answer
    calls++
    const start = performance.now()
    try {
      const said = await complete(model, answer, AbortSignal.any([signal, AbortSignal.timeout(timeout)]))
      const text = tidy(said, answer.citations.length)
      const faults = verifyPhrasing(text, answer, bodies)
      if (faults.length > 0) {
        const rules = [...new Set(faults.map(({ rule }) => rule))]
        log({ level: 'warn', event: 'phrasing_rejected', model: model.id, rules })
        return answer
      }
      return fold(text) === fold(answer.headline) ? answer : phrased(answer, text, performance.now() - start)
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      log({ level: 'warn', event: 'phrasing_failed', model: model.id, reason: reason.slice(0, 200) })
      return answer
    } finally {
      calls--
    }
  }
}

/** Abstentions and corrections have fixed sentences: a model has nothing to say where the documents say nothing. */
function isPhrasable({ status, citations }: Answer): boolean {
  return (status === 'answered' || status === 'partial') && citations.length > 0
}

/** Ends with the signal, whether or not the model heeds it. */
async function complete(model: ChatModel, answer: Answer, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted()
  const { promise: aborted, reject } = withReject()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([model.complete(phrasingPrompt(answer), signal), aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

function withReject(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse
  })
  return { promise, reject }
}

/** One line, without the markers of citations that there are. */
function tidy(text: string, citations: number): string {
  const unmarked = text.replace(/ ?\[(\d{1,3})\]/g, (marker, n) =>
    Number(n) >= 1 && Number(n) <= citations ? '' : marker,
  )
  return unmarked.replace(/\s+/g, ' ').trim()
}

function phrased(answer: Answer, headline: string, milliseconds: number): Answer {
  return {
    ...answer,
    headline,
    answer: answer.answer.startsWith(answer.headline)
      ? headline + answer.answer.slice(answer.headline.length)
      : answer.answer,
    generation: 'model',
    timings: { ...answer.timings, model: Math.round(milliseconds * 100) / 100 },
  }
}
