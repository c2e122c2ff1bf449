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
  /** Names the reader's verdict, so that a reason or another mind changes it and adds none. */
  readonly verdict: string
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
    verdict: randomId(),
  }
}

/** A random UUID; `crypto.randomUUID` is missing on pages without TLS. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** True when earlier questions changed what was asked, so that the reader should see it. */
export function isCarried({ question, history, answer }: Turn): boolean {
  const understood = answer?.interpretation.question ?? ''
  return history.length > 0 && understood !== '' && understood !== question
}
