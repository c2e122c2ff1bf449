/**
 * Load on the HTTP server of this machine: questions a second, memory over many requests, clients that misbehave.
 *
 * npm run bench:http [-- --requests 100000 --questions test/fixtures/questions/dev.jsonl --json file]
 */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import {
  abortedRequests,
  concurrentConnections,
  isHealthy,
  load,
  residentMegabytes,
  type Server,
  slowClient,
} from './bench-http-load.ts'
import { readGoldQuestions } from './gold-questions.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    connections: { type: 'string', default: '10' },
    questions: { type: 'string', default: 'test/fixtures/questions/dev.jsonl' },
    server: { type: 'string', default: 'dist/main.node.js' },
    json: { type: 'string' },
  },
})
const print = (line: string) => process.stdout.write(`${line}\n`)
const requests = Number(values.requests)
const connections = Number(values.connections)
const questions = [
  ...new Set(
    readGoldQuestions(readFileSync(values.questions, 'utf8'))
      .filter(({ turns, expect }) => turns.length === 1 && expect !== 'error' && turns[0]!.trim() !== '')
      .map(({ turns }) => turns[0]!),
  ),
]

const child = spawn(process.execPath, [values.server], {
  env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG: 'off' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const server = await new Promise<Server>((resolve, reject) => {
  child.stdout.once('data', (data: Buffer) => resolve({ url: String(data).trim(), pid: child.pid! }))
  child.once('exit', (code) => reject(new Error(`the server ended with code ${code}`)))
})

try {
  const report: Record<string, unknown> = { questions: questions.length, loadAverage: loadavg()[0] }
  await load(server, questions, { amount: Math.min(requests, 10 * questions.length), connections })
  // A tenth at a time, so that memory is read while the server is at work.
  const rounds = []
  for (let i = 0; i < 10; i++) {
    const run = await load(server, questions, { amount: Math.ceil(requests / 10), connections })
    rounds.push({ ...run, megabytes: Math.round(await residentMegabytes(server.pid)) })
    print(
      `${run.requests} requests: ${run.perSecond.toFixed(0)}/s, ${run.perProcessorSecond.toFixed(0)} a processor second, p50 ${run.p50} ms, p99 ${run.p99} ms, errors ${run.errors}, ${rounds.at(-1)!.megabytes} MB`,
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
