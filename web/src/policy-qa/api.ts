/** Gives answers, documents and questions to begin with, from the server's API. */
import type { Answer, Question } from '../../../src/domain/answer.ts'
import type { Stage } from '../../../src/ports/services.ts'
import { readEvents } from './read-events.ts'

/** What is said to the reader when no answer came. */
export type Failure = 'failNetwork' | 'failBusy' | 'failRefused' | 'failServer' | 'failCorpus'

export class AskFailure extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure)
    this.name = 'AskFailure'
    this.failure = failure
  }
}

export interface DocumentHead {
  readonly id: string
  readonly title: string
  readonly number: string | null
  readonly issuer: string | null
  readonly date: string | null
}

export interface DocumentOutline extends DocumentHead {
  readonly sections: readonly { readonly line: number; readonly level: number; readonly inline?: boolean }[]
}

export interface Start {
  readonly documents: readonly DocumentHead[]
  readonly suggestions: readonly {
    readonly role: 'standard' | 'official' | 'firm' | 'citizen'
    readonly text: string
  }[]
}

/** Milliseconds after which a silent server counts as unreachable. */
const PATIENCE = 30_000

export class Api {
  readonly server: string
  readonly #outlines = new Map<string, Promise<DocumentOutline | null>>()

  /** `server`: origin of the assistant, without a closing slash. */
  constructor(server: string) {
    this.server = server
  }

  /** `onStage` is told what the server is doing. @throws AskFailure with what to tell the reader. */
  async ask(question: Question, onStage: (stage: Stage) => void = () => {}): Promise<Answer> {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream, application/json' },
      body: JSON.stringify(question),
    }
    const [response, answer] = await this.#fetch('/api/ask', init, async (response) => {
      if (!response.ok) return [response, null] as const
      const streamed = response.headers.get('content-type')?.startsWith('text/event-stream')
      return [
        response,
        streamed ? await answerOf(response, onStage) : ((await response.json()) as Answer),
      ] as const
    })
    if (answer) return answer
    if (response.ok) throw new AskFailure('failServer')
    if (response.status === 429) throw new AskFailure('failBusy')
    if (response.status === 404) throw new AskFailure('failCorpus')
    throw new AskFailure(response.status < 500 ? 'failRefused' : 'failServer')
  }

  /** Metadata and headings; null when they cannot be had, since an answer reads well without them. */
  outline(id: string): Promise<DocumentOutline | null> {
    let outline = this.#outlines.get(id)
    if (!outline) {
      outline = this.#json<DocumentOutline>(`/api/documents/${encodeURIComponent(id)}`)
      this.#outlines.set(id, outline)
    }
    return outline
  }

  start(corpus: string | null, language: string): Promise<Start | null> {
    const parameters = new URLSearchParams({ lang: language, ...(corpus ? { corpus } : {}) })
    return this.#json<Start>(`/api/start?${parameters}`)
  }

  async text(id: string): Promise<string> {
    return this.#fetch(`/api/documents/${encodeURIComponent(id)}/text`, {}, (response) => {
      if (!response.ok) throw new AskFailure('failServer')
      return response.text()
    })
  }

  /** True when it is kept; `verdict` names it, so that a later one with this name takes its place. */
  async feedback(id: string, verdict: string, useful: boolean, reason?: string): Promise<boolean> {
    try {
      const init = {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ id, verdict, useful, ...(reason && { reason }) }),
      }
      return await this.#fetch('/api/feedback', init, ({ ok }) => ok)
    } catch {
      return false
    }
  }

  /** An address of the server; null for what would lead to another scheme or host. */
  address(path: string): string | null {
    try {
      const url = new URL(path, `${this.server}/`)
      return url.origin === new URL(this.server).origin ? url.href : null
    } catch {
      return null
    }
  }

  async #json<T>(path: string): Promise<T | null> {
    try {
      return await this.#fetch(path, {}, async (response) =>
        response.ok ? ((await response.json()) as T) : null,
      )
    } catch {
      return null
    }
  }

  /** What `read` makes of the response; a server that stops in the middle of it counts as unreachable too. */
  async #fetch<T>(path: string, init: RequestInit, read: (response: Response) => T | Promise<T>): Promise<T> {
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), PATIENCE)
    try {
      const response = await fetch(this.server + path, {
        ...init,
        credentials: 'omit',
        signal: patience.signal,
      })
      return await read(response)
    } catch (error) {
      throw error instanceof AskFailure ? error : new AskFailure('failNetwork')
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Null where the stream ended without an answer. */
async function answerOf(response: Response, onStage: (stage: Stage) => void): Promise<Answer | null> {
  for await (const { event, data } of readEvents(response.body!)) {
    if (event === 'status') onStage((JSON.parse(data) as { stage: Stage }).stage)
    if (event === 'answer') return JSON.parse(data) as Answer
  }
  return null
}
