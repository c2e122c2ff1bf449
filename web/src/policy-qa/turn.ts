/** One question of a conversation and what came of it. */
import type { Answer } from '../../../src/domain/answer.ts'
import type { DocumentHead, Failure } from './api.ts'

export interface Turn {
  readonly key: number
  readonly question: string
  /** Earlier questions that took part, oldest first. */
  readonly history: readonly string[]
  readonly state: 'pending' | 'done' | 'failed'
  readonly answer: Answer | null
  readonly documents: ReadonlyMap<string, DocumentHead>
  readonly failure: Failure | null
  /** What the reader was told after an action: copied, noted. */
  readonly told: string
  readonly useful: boolean | null
}

export function newTurn(key: number, question: string, history: readonly string[]): Turn {
  return {
    key,
    question,
    history,
    state: 'pending',
    answer: null,
    documents: new Map(),
    failure: null,
    told: '',
    useful: null,
  }
}

/** True when earlier questions changed what was asked, so that the reader should see it. */
export function isCarried({ question, history, answer }: Turn): boolean {
  const understood = answer?.interpretation.question ?? ''
  return history.length > 0 && understood !== '' && understood !== question
}
