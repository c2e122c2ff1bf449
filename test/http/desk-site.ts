/** The application with a desk over a store in memory, for tests that talk to it as a browser does. */
import type { Context } from 'hono'
import { afterEach } from 'vitest'
import { sqlStore } from '../../src/adapters/node/store/sql-store.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/create-app.ts'
import { type DeskParts, deskOptions } from '../../src/http/desk/desk-options.ts'
import { deskRoutes } from '../../src/http/desk/desk-routes.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import type { LogRecord } from '../../src/ports/log.ts'
import type { QuestionStore } from '../../src/ports/question-store.ts'
import { fakeLibraryDesk, fakeOwner, fakeStandardQuestions } from './desk-fakes.ts'
import { fakeServices } from './fake-services.ts'

export const TOKEN = 'a-token-for-tests-1234567890'
export const ORIGIN = 'http://localhost'
export const NOW = new Date('2026-11-28T04:00:00.000Z')

const stores: QuestionStore[] = []
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
})

/** Texts that share their first two characters mean the same. */
export const BY_BEGINNING: Embedder = {
  id: 'fake',
  dimensions: 64,
  async embed(texts) {
    return texts.map((text) => {
      const vector = new Float32Array(64)
      const head = text.slice(0, 2)
      if (head !== '') vector[[...head].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 64] = 1
      return vector
    })
  },
}

export function startDesk(environment: Record<string, string> = {}, parts: Partial<DeskParts> = {}) {
  const store = parts.store ?? sqlStore('file::memory:', () => {})
  stores.push(store)
  const logged: LogRecord[] = []
  const questions = fakeStandardQuestions()
  const library = fakeLibraryDesk()
  const owner = fakeOwner()
  const config = readConfig({ LOG: 'off', DESK_TOKEN: TOKEN, ...environment })
  const log = (record: LogRecord) => logged.push(record)
  const clientAddress = (c: Context) => c.req.header('x-test-client') ?? 'one'
  const services = fakeServices()
  const ports = {
    store,
    embedder: BY_BEGINNING,
    standardQuestions: questions,
    libraryDesk: library,
    owner,
    now: () => NOW,
    ...parts,
  }
  const options = deskOptions(config, ports, { log, clientAddress })
  const desk = options && deskRoutes(services, options)
  const app = createApp(services, { config, log, clientAddress, ...(desk && { desk }) })
  let cookie = ''
  const request = (path: string, init: RequestInit = {}) =>
    app.request(`${ORIGIN}${path}`, {
      ...init,
      headers: { accept: 'text/html', ...(cookie && { cookie }), ...(init.headers as object) },
    })
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await request(path, { headers })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const post = (
    path: string,
    fields: Record<string, string | readonly string[]> | FormData,
    headers: Record<string, string> = {},
  ) => {
    const body = fields instanceof FormData ? fields : new URLSearchParams()
    if (body instanceof URLSearchParams) {
      for (const [name, value] of Object.entries(fields as Record<string, string | readonly string[]>)) {
        for (const each of [value].flat()) body.append(name, each as string)
      }
    }
    return request(path, { method: 'POST', body, headers: { origin: ORIGIN, ...headers } })
  }
  const signIn = async (name = '王审核') => {
    const response = await post('/desk/sign-in', { token: TOKEN, name })
    cookie = (response.headers.get('set-cookie') ?? '').split(';')[0]!
    return response
  }
  return { app, store, logged, questions, library, owner, request, get, post, signIn }
}
