/** Opens the services over the corpus of laws and asks the statute questions: what that takes of time and memory. */
import { boundHeapGrowth } from '../adapters/node/heap.ts'
import { readConfig } from '../config.ts'
import { openServices } from '../main.open-services.ts'
import type { Channels, Services } from '../ports/services.ts'
import {
  articleId,
  citedArticle,
  rankArticles,
  type StatuteScore,
  type StatuteSet,
  scoreStatutes,
} from './bench-laws-stard.ts'

export type Environment = Readonly<Record<string, string>>

/** Resident megabytes of this process, now and at most. */
export function memory() {
  return {
    megabytes: Math.round(process.memoryUsage.rss() / 2 ** 20),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 2 ** 10),
  }
}

/** Milliseconds of processor time. */
function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** As a server does. */
export async function openReported(environment: Environment) {
  boundHeapGrowth()
  const before = process.cpuUsage()
  const from = performance.now()
  const config = readConfig(environment)
  const services = await openServices(
    config,
    () => undefined,
    (line) => process.stderr.write(`${line}\n`),
  )
  const seconds = (performance.now() - from) / 1000
  return {
    services,
    config,
    report: {
      seconds,
      cpuSeconds: cpuSince(before) / 1000,
      ...memory(),
      statements: services.health.statements,
    },
  }
}

/** Builds where no index is there, else starts from it. */
export async function buildOrStart(environment: Environment) {
  return (await openReported(environment)).report
}

/** Asks `most` questions twice; then scores the channels. */
export async function askStatutes(environment: Environment, statutes: StatuteSet, most: number) {
  const { services, report: start } = await openReported(environment)
  const asked = statutes.questions.slice(0, most)
  const warm = performance.now()
  await services.ask({ question: '谁负责?', history: [] })
  const firstQuestion = performance.now() - warm
  const statuses: Record<string, number> = {}
  let cited = 0
  const passes = []
  for (const pass of [1, 2]) {
    const times: number[] = []
    const cpu = process.cpuUsage()
    for (const { text, gold } of asked) {
      const from = performance.now()
      const { status, citations } = await services.ask({ question: text, history: [] })
      times.push(performance.now() - from)
      if (pass > 1) continue
      statuses[status] = (statuses[status] ?? 0) + 1
      const ids = citations.map((each) => articleId(each.document, citedArticle(services, each)))
      if (ids.some((id) => gold.some((same) => same.includes(id)))) cited++
    }
    passes.push({ ...quantiles(times), cpuMilliseconds: cpuSince(cpu) / asked.length })
  }
  return {
    start,
    firstQuestion,
    passes,
    served: memory(),
    coverage: statutes.coverage,
    questions: statutes.questions.length,
    statuses,
    citedGold: cited / asked.length,
    scores: await scoreChannels(services, statutes),
  }
}

function quantiles(times: number[]) {
  times.sort((a, b) => a - b)
  const at = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))]!
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

async function scoreChannels(services: Services, statutes: StatuteSet) {
  const scores: Record<string, StatuteScore> = {}
  for (const channels of ['bm25', 'dense', 'hybrid'] as const satisfies readonly Channels[])
    scores[channels] = await scoreStatutes(statutes, (question) => rankArticles(services, question, channels))
  return scores
}
