import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../src/main.serve.ts'

const FILE = join(import.meta.dirname, '..', 'fixtures', 'files', 'sample.docx')
const OLD = '某市住房补贴办法\n某发〔2021〕3号\n\n一、标准\n住房补贴标准为每户500元。由市财政局负责。\n'
const NEW = `${OLD.replace('2021', '2024').replace('500', '800')}`
const TOKEN = 'desk-token'

let folder: string
let server: Server
let origin: string

const signedIn = { Authorization: `Bearer ${TOKEN}` }
async function json<T>(path: string, init?: RequestInit): Promise<T> {
  return (await (await fetch(origin + path, init)).json()) as T
}
async function documents() {
  const { documents } = await json<{ documents: { id: string; title: string; status: string | null }[] }>(
    '/api/documents',
  )
  return documents
}
async function ask(question: string, corpus?: string) {
  return json<{
    headline: string
    caveats: string[]
    reviewed?: { by: string }
    citations: { document: string }[]
  }>('/api/ask', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ question, ...(corpus && { corpus }) }),
  })
}
/** Uploads a file as the page does; gives the path of its preview. */
async function upload(name: string, bytes: Uint8Array | string): Promise<string> {
  const body = new FormData()
  body.append('file', new File([bytes as Uint8Array<ArrayBuffer>], name))
  const { uploaded } = await json<{ uploaded: { url?: string; reason?: string }[] }>('/desk/documents', {
    method: 'POST',
    headers: { ...signedIn, Accept: 'application/json', Origin: origin },
    body,
  })
  expect(uploaded[0]!.reason).toBeUndefined()
  return uploaded[0]!.url!
}
async function send(path: string, fields: Record<string, string>): Promise<Response> {
  return fetch(origin + path, {
    method: 'POST',
    headers: { ...signedIn, Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
}

describe('a server whose documents change at the desk', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhengda-serves-'))
    await mkdir(join(folder, 'corpus'))
    await writeFile(join(folder, 'corpus', 'old.txt'), OLD)
    await writeFile(join(folder, 'corpus', 'broken.docx'), 'PK\u0003\u0004 cut off')
    server = await startServer({
      PORT: '0',
      CORPUS_DIR: join(folder, 'corpus'),
      INDEX_DIR: join(folder, 'index'),
      DATABASE_URL: `file:${join(folder, 'store.db')}`,
      READER: 'basic',
      LOG: 'off',
      DESK_TOKEN: TOKEN,
    })
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server?.close()
    server?.closeAllConnections()
    await rm(folder, { recursive: true, force: true })
  })

  it('lists what cannot be read, with the reason', async () => {
    const { failed } = await json<{ failed: { file: string; reason: string }[] }>('/api/documents')
    expect(failed).toEqual([{ file: 'broken.docx', reason: expect.stringMatching(/\S/) }])
    expect(await (await fetch(`${origin}/d?lang=en`)).text()).toContain('broken.docx')
  })

  it('shows, publishes and serves a docx, and gives it back as it was given', async () => {
    const bytes = await readFile(FILE)
    const preview = await upload('样本.docx', bytes)
    const page = await (
      await fetch(origin + preview, { headers: { ...signedIn, Accept: 'text/html' } })
    ).text()
    expect(page).toContain('样本.docx')
    expect((await send(preview, { action: 'publish', title: '样本文件', status: '现行有效' })).status).toBe(
      303,
    )
    expect(await documents()).toContainEqual(
      expect.objectContaining({ id: '样本', title: '样本文件', status: '现行有效' }),
    )
    const original = await fetch(`${origin}/api/documents/${encodeURIComponent('样本')}/original`)
    expect(original.headers.get('content-type')).toContain('wordprocessingml')
    expect(Buffer.from(await original.arrayBuffer()).equals(bytes)).toBe(true)
    const plain = await fetch(`${origin}/api/documents/old/original`)
    expect(await plain.text()).toBe(OLD)
  })

  it('answers from the version in force, and leads to it and to what changed', async () => {
    const preview = await upload('new.txt', NEW)
    await send(preview, { action: 'publish', supersedes: 'old', effective: '2024-06-01' })
    const now = await ask('住房补贴标准是每户多少元？')
    expect(now.citations.map(({ document }) => document)).not.toContain('old')
    const old = await ask('住房补贴标准是每户多少元？', 'old')
    expect(old.caveats[0]).toContain('/d/new')
    expect((await documents()).find(({ id }) => id === 'old')!.status).toBe('已废止')
    const changes = await (await fetch(`${origin}/d/new/changes?from=old`)).text()
    expect(changes).toMatch(/<del>5<\/del>/)
    expect(changes).toMatch(/<ins>8<\/ins>/)
  })

  it('follows standard questions at once', async () => {
    await send('/desk/questions?document=new', { action: 'add', question: '咱家能领几个钱', line: '5' })
    expect((await ask('咱家能领几个钱', 'new')).reviewed).toBeDefined()
    await send('/desk/questions?document=new', { action: 'remove', question: '咱家能领几个钱' })
    expect((await ask('咱家能领几个钱', 'new')).reviewed).toBeUndefined()
  })

  it('withdraws', async () => {
    expect((await send('/desk/withdraw', { document: '样本' })).status).toBe(303)
    expect((await documents()).map(({ id }) => id)).toEqual(['new', 'old'])
    expect((await fetch(`${origin}/api/documents/${encodeURIComponent('样本')}/text`)).status).toBe(404)
  })
})
