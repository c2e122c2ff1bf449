/** Gives the figures of `npm run bench`: time per question in process, start with a built index, memory. */
import { spawn } from 'node:child_process'
import { readQuestion } from '../answering/question-schema.ts'
import type { Services } from '../ports/services.ts'
import { residentMegabytes } from './bench-http-load.ts'
import type { GoldQuestion } from './gold-questions.ts'

export interface Bench {
  readonly questions: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Milliseconds of processor time a question, which other programs on the machine do not lengthen; the mean. */
  readonly cpu: number
  /** Milliseconds from the start of the process to its address on stdout; the median of the runs. */
  readonly start: number
  /** Resident megabytes of a server after as many questions. */
  readonly memory: number
}

const WARM_UP = 1
const ROUNDS = 5
const STARTS = 5

/** `server` is the bundled host; it is started on a free port, asked every question once, and stopped. */
export async function bench(
  services: Services,
  gold: readonly GoldQuestion[],
  server: string,
): Promise<Bench> {
  const questions = gold
    .filter(({ turns }) => turns.at(-1)!.trim() !== '')
    .map(({ turns }) => readQuestion({ question: turns.at(-1)!, history: turns.slice(0, -1) }))
  const times: number[] = []
  let cpu = process.cpuUsage()
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    if (round === WARM_UP) cpu = process.cpuUsage()
    for (const question of questions) {
      const start = performance.now()
      await services.ask(question)
      if (round >= WARM_UP) times.push(performance.now() - start)
    }
  }
  const { user, system } = process.cpuUsage(cpu)
  times.sort((a, b) => a - b)
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0
  const starts: number[] = []
  let memory = 0
  for (let i = 0; i < STARTS; i++) {
    const run = await startServer(server)
    starts.push(run.milliseconds)
    if (i === STARTS - 1) memory = await memoryAfter(run, questions)
    run.process.kill('SIGTERM')
  }
  starts.sort((a, b) => a - b)
  return {
    questions: times.length,
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    cpu: (user + system) / 1000 / times.length,
    start: starts[STARTS >> 1]!,
    memory,
  }
}

interface Run {
  readonly process: ReturnType<typeof spawn>
  readonly url: string
  readonly milliseconds: number
}

function startServer(server: string): Promise<Run> {
  const start = performance.now()
  const child = spawn(process.execPath, [server], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => {
      resolve({ process: child, url: String(data).trim(), milliseconds: performance.now() - start })
    })
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code} before it listened`)))
  })
}

async function memoryAfter({ process: child, url }: Run, questions: readonly object[]): Promise<number> {
  for (const question of questions) {
    const headers = { 'content-type': 'application/json' }
    await fetch(`${url}/api/ask`, { method: 'POST', headers, body: JSON.stringify(question) }).then((r) =>
      r.text(),
    )
  }
  return residentMegabytes(child.pid!)
}

export function printBench({ questions, p50, p95, p99, cpu, start, memory }: Bench): string {
  return [
    `one question, in process (${questions})   p50 ${p50.toFixed(2)} ms   p95 ${p95.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms`,
    `processor time a question         ${cpu.toFixed(2)} ms`,
    `start with a built index          ${start.toFixed(0)} ms`,
    `memory of the server              ${memory.toFixed(0)} MB`,
  ].join('\n')
}
