/** Holds a conversation: its turns, which of them take part in the next question, and what is under way. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Answer } from '../../../src/domain/answer.ts'
import type { Stage } from '../../../src/ports/services.ts'
import { type Api, AskFailure } from './api.ts'
import { newTurn, type Turn } from './turn.ts'

/** Milliseconds before the reader is told that something is under way. */
const SILENCE = 300
/** Earlier questions that are sent along. */
const LONGEST_HISTORY = 20

export interface ConversationSettings {
  readonly api: Api
  /** Document to stay within. */
  readonly corpus: string | null
}

export class Conversation implements ReactiveController {
  turns: readonly Turn[] = []
  /** True once the reader has waited for `SILENCE`. */
  slow = false
  /** What the server is doing, as far as it said. */
  stage: Stage = 'searching'
  readonly #host: ReactiveControllerHost
  readonly #settings: () => ConversationSettings
  readonly #onAnswer: (answer: Answer) => void
  /** Index of the first turn whose question is still carried along. */
  #from = 0
  #key = 0

  constructor(
    host: ReactiveControllerHost,
    settings: () => ConversationSettings,
    onAnswer: (answer: Answer) => void,
  ) {
    this.#host = host
    this.#settings = settings
    this.#onAnswer = onAnswer
    host.addController(this)
  }

  hostConnected(): void {}

  get pending(): boolean {
    return this.turns.some(({ state }) => state === 'pending')
  }

  /** Begins a turn; `alone` leaves all earlier questions out from here on. Null while another is under way. */
  begin(question: string, alone = false): Turn | null {
    if (this.pending) return null
    if (alone) this.#from = this.turns.length
    const history = this.turns.slice(this.#from).map((turn) => turn.question)
    const turn = newTurn(this.#key++, question, history.slice(-LONGEST_HISTORY))
    this.turns = [...this.turns, turn]
    this.#host.requestUpdate()
    return turn
  }

  /** Gets the turn's answer, or the failure that is shown in its place. */
  async answer({ key, question, history }: Turn): Promise<void> {
    this.stage = 'searching'
    const patience = setTimeout(() => this.#setSlow(true), SILENCE)
    const { api, corpus } = this.#settings()
    try {
      const answer = await api.ask({ question, history, ...(corpus ? { corpus } : {}) }, (stage) =>
        this.#setStage(stage),
      )
      const ids = [...new Set(answer.citations.map(({ document }) => document))]
      const heads = await Promise.all(ids.map((id) => api.outline(id)))
      const documents = new Map(heads.filter((head) => head !== null).map((head) => [head.id, head] as const))
      this.change(key, { state: 'done', answer, documents })
      this.#onAnswer(answer)
    } catch (error) {
      const failure = error instanceof AskFailure ? error.failure : 'failServer'
      this.change(key, { state: 'failed', failure })
    } finally {
      clearTimeout(patience)
      this.#setSlow(false)
    }
  }

  async retry({ key }: Turn): Promise<void> {
    this.change(key, { state: 'pending', failure: null })
    const turn = this.turns.find((each) => each.key === key)
    if (turn) await this.answer(turn)
  }

  change(key: number, change: Partial<Turn>): void {
    this.turns = this.turns.map((turn) => (turn.key === key ? { ...turn, ...change } : turn))
    this.#host.requestUpdate()
  }

  reset(): void {
    this.turns = []
    this.#from = 0
    this.#host.requestUpdate()
  }

  #setStage(stage: Stage): void {
    this.stage = stage
    if (this.slow) this.#host.requestUpdate()
  }

  #setSlow(slow: boolean): void {
    this.slow = slow
    this.#host.requestUpdate()
  }
}
