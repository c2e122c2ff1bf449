/**
 * Load on the HTTP server of this machine: questions a second, memory over many requests, clients that misbehave.
 *
 * Every answer is computed, unless `--remembered` asks the same questions again and again, which the server remembers.
 *
 * npm run bench:http [-- --requests 100000 --remembered --questions test/fixtures/questions/dev.jsonl --json file]
 */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { MOST_ANSWERS } from '../http/remember-answers.ts'
import {
  abortedRequests,
  concurrentConnections,
  isHealthy,
  load,
  residentMegabytes,
  type Server,
  slowClient,
  unremembered,
} from './bench-http-load.ts'
import { readGoldQuestions } from './gold-questions.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    connections: { type: 'string', default: '10' },
    questions: { type: 'string', default: 'test/fixtures/questions/dev.jsonl' },
    server: { type: 'string', default: 'dist/main.node.js' },
    remembered: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
})
const print = (line: string) => process.stdout.write(`${line}\n`)
const requests = Number(values.requests)
const connections = Number(values.connections)
const read = [
  ...new Set(
    readGoldQuestions(readFileSync(values.questions, 'utf8'))
      .filter(({ turns, expect }) => turns.length === 1 && expect !== 'error' && turns[0]!.trim() !== '')
      .map(({ turns }) => turns[0]!),
  ),
]
const questions = values.remembered ? read : unremembered(read, MOST_ANSWERS)

const child = spawn(process.execPath, [values.server], {
  env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG: 'off' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const server = await new Promise<Server>((resolve, reject) => {
  child.stdout.once('data', (data: Buffer) => resolve({ url: String(data).trim(), pid: child.pid! }))
  child.once('exit', (code) => reject(new Error(`the server ended with code ${code}`)))
})

try {
  const report: Record<string, unknown> = {
    questions: read.length,
    remembered: values.remembered,
    loadAverage: loadavg()[0],
  }
  let sent = 0
  const run = async (amount: number) => {
    const measured = await load(server, questions, { amount, connections, from: sent })
    sent += amount
    return measured
  }
  await run(Math.min(requests, 10 * read.length))
  // A tenth at a time, so that memory is read while the server is at work.
  const rounds = []
  for (let i = 0; i < 10; i++) {
    const round = await run(Math.ceil(requests / 10))
    rounds.push({ ...round, megabytes: Math.round(await residentMegabytes(server.pid)) })
    print(
      `${round.requests} requests: ${round.perSecond.toFixed(0)}/s, ${round.perProcessorSecond.toFixed(0)} a processor second, p50 ${round.p50} ms, p99 ${round.p99} ms, errors ${round.errors}, ${rounds.at(-1)!.megabytes} MB`,
    )
  }
  report.rounds = rounds
  report.slowClient = await slowClient(server, { bytes: 60, everyMs: 100 })
  report.abortedRequests = await abortedRequests(server, 200)
  report.answeredOf1000Connections = await concurrentConnections(server, 1000)
  report.healthy = await isHealthy(server)
  print(
    `slow client: others ${report.slowClient ? 'served' : 'NOT SERVED'}; 200 aborted requests: ${report.abortedRequests ? 'healthy' : 'NOT HEALTHY'}; 1,000 connections: ${report.answeredOf1000Connections} answered; ${report.healthy ? 'healthy' : 'NOT HEALTHY'} at the end`,
  )
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
} finally {
  child.kill('SIGTERM')
}
