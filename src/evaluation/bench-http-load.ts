/** Loads a server on this machine: a bounded number of questions, clients that misbehave, and what it costs the server. */
import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import autocannon, { type Request } from 'autocannon'

export interface Server {
  /** http://127.0.0.1:<port>; load goes to no other machine. */
  readonly url: string
  readonly pid: number
}

export interface LoadRun {
  readonly requests: number
  readonly perSecond: number
  /** Questions in one second of the server's processor time, which other programs on the machine do not lower. */
  readonly perProcessorSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly max: number
  /** Failed connections, timeouts and answers other than 2xx. */
  readonly errors: number
}

export function askRequest(question: string): Request {
  return {
    method: 'POST',
    path: '/api/ask',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
  }
}

/**
 * Each question with so many endings of marks, which change its text and not its sense, that it is forgotten before it
 * comes again: the server remembers its latest answers, and what computing one costs shows only in questions that it
 * does not remember.
 */
export function unremembered(questions: readonly string[], remembered: number): string[] {
  const rounds = Math.ceil((remembered + 1) / questions.length) + 1
  return Array.from({ length: rounds }, (_, round) =>
    questions.map((question) => question + round.toString(2).replace(/0/g, '?').replace(/1/g, '!')),
  ).flat()
}

export interface LoadOptions {
  readonly amount: number
  readonly connections: number
  readonly from?: number
}

/** Sends `amount` questions, in turn from the `from`th on, over as many connections that stay open. */
export async function load(
  { url, pid }: Server,
  questions: readonly string[],
  { amount, connections, from = 0 }: LoadOptions,
): Promise<LoadRun> {
  if (new URL(url).hostname !== '127.0.0.1') throw new Error(`${url} is not on this machine`)
  const before = await processorSeconds(pid)
  let sent = from
  const result = await autocannon({
    url,
    connections,
    amount,
    timeout: 60,
    requests: [
      {
        ...askRequest(questions[0]!),
        setupRequest: (request) => ({
          ...request,
          body: askRequest(questions[sent++ % questions.length]!).body,
        }),
      },
    ],
  })
  const seconds = (await processorSeconds(pid)) - before
  const { requests, latency, errors, timeouts, non2xx, duration } = result
  return {
    requests: requests.total,
    perSecond: requests.total / duration,
    perProcessorSecond: requests.total / seconds,
    p50: latency.p50,
    p99: latency.p99,
    max: latency.max,
    errors: errors + timeouts + non2xx,
  }
}

/** Clock ticks a second on Linux. */
const TICKS = 100

/** User and system time of a process, from /proc; NaN where there is none. */
export async function processorSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

/** Resident megabytes of a process, from /proc; 0 where there is none. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

export async function isHealthy({ url }: Server): Promise<boolean> {
  const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
  await response?.arrayBuffer()
  return response?.ok === true
}

function open({ url }: Server): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

function head(body: string): string {
  return `POST /api/ask HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`
}

/** A client that sends a byte at a time and never ends; gives whether others are served meanwhile. */
export async function slowClient(
  server: Server,
  { bytes, everyMs }: { readonly bytes: number; readonly everyMs: number },
) {
  const socket = await open(server)
  socket.on('error', () => undefined)
  const text = head(JSON.stringify({ question: '2025年建成多少座加氢站?' }))
  let healthy = true
  for (let i = 0; i < bytes && !socket.destroyed; i++) {
    socket.write(text[i % text.length]!)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
    if (i % 10 === 0) healthy &&= await isHealthy(server)
  }
  socket.destroy()
  return healthy
}

/** Clients that ask and leave before the answer; gives whether the server is healthy afterwards. */
export async function abortedRequests(server: Server, count: number): Promise<boolean> {
  const body = JSON.stringify({ question: '2025年建成多少座加氢站?' })
  for (let i = 0; i < count; i++) {
    const socket = await open(server)
    socket.on('error', () => undefined)
    // Some leave in the middle of the body.
    socket.write(head(body) + (i % 2 ? body : body.slice(0, 10)))
    socket.destroy()
  }
  return isHealthy(server)
}

/** Opens many connections at once, asks on each, and gives how many answers came back. */
export async function concurrentConnections(server: Server, count: number): Promise<number> {
  const body = JSON.stringify({ question: '谁负责?' })
  const sockets = await Promise.all(Array.from({ length: count }, () => open(server).catch(() => null)))
  const answers = sockets.map(
    (socket) =>
      new Promise<boolean>((resolve) => {
        if (!socket) return resolve(false)
        socket.setTimeout(60_000, () => socket.destroy())
        socket.once('data', (data: Buffer) => resolve(data.toString('latin1').startsWith('HTTP/1.1 200')))
        socket.once('error', () => resolve(false))
        socket.once('close', () => resolve(false))
        socket.write(head(body) + body)
      }),
  )
  const answered = (await Promise.all(answers)).filter(Boolean).length
  for (const socket of sockets) socket?.destroy()
  return answered
}
