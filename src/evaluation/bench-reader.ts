/**
 * Reading of the development documents, side by side with what one would pick instead:
 * `npm run bench:reader -- --field DIR [--folder index/reader] [--zero-shot DIR] [--cache DIR]`.
 *
 * Each contender runs in a process of its own, so that its peak memory is its own. `--zero-shot` is the folder that
 * `python index/reader/training/export.py base.npz DIR` makes of multilingual-e5-small as it comes (base.py unpacks it).
 */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import type { Embedder } from '../ports/embedder.ts'
import type { Channels } from '../ports/services.ts'
import type { RawReader } from '../reading/calibrated-reader.ts'
import { type CalibrationName, UNCALIBRATED } from '../reading/calibration.ts'
import { openBasic, openCalibration, openStatic, openTrained } from './open-readers.ts'
import { candidatesIn } from './reader-candidates.ts'
import { DEVELOPMENT, type ReaderFieldQuestion, readField } from './reader-field.ts'
import { measureReader, type ReadQuestion } from './reader-measures.ts'
import { calibrate, collectReadings } from './reader-readings.ts'

const { values: options } = parseArgs({
  options: {
    field: { type: 'string', default: 'field' },
    folder: { type: 'string', default: 'index/reader' },
    'zero-shot': { type: 'string' },
    cache: { type: 'string' },
    contender: { type: 'string' },
  },
})

const CONTENDERS = ['bm25', 'static', 'e5-small', 'basic', 'trained-static', 'trained'] as const
type Contender = (typeof CONTENDERS)[number]
/** Questions whose time is taken. */
const TIMED = 40

if (options.contender) await runContender(options.contender as Contender)
else for (const contender of CONTENDERS) startContender(contender)

function startContender(contender: Contender): void {
  const [script = '', ...given] = process.argv.slice(1)
  const argv = [...process.execArgv, script, ...given, '--contender', contender]
  spawnSync(process.execPath, argv, { stdio: 'inherit' })
}

async function runContender(contender: Contender): Promise<void> {
  const { documents, questions } = readField(options.field, (id) => DEVELOPMENT.has(id))
  const report = (line: string) => process.stdout.write(`${contender.padEnd(15)}${line}\n`)
  const opened = await open(contender, report)
  if (!opened) return
  const { raw, embedder } = opened
  let read: ReadQuestion[]
  if (raw) {
    const calibration = await openCalibration(options.folder)
    const name = contender as CalibrationName
    const kept = await collectReadings({ documents, questions, raw, embedder, cache: options.cache })
    read = calibrate(kept, calibration[name] ?? UNCALIBRATED[name])
  } else {
    read = await rank(questions, contender === 'bm25' ? 'bm25' : 'dense')
  }
  for (const lang of ['zh', 'en'] as const) {
    const measures = measureReader(read.filter(({ question }) => question.lang === lang))
    report(
      `${lang}  ${Object.entries(measures)
        .map(([name, value]) => `${name} ${print(value)}`)
        .join('  ')}`,
    )
  }
  report(await speed(questions))
  await opened.close?.()

  async function rank(asked: readonly ReaderFieldQuestion[], channels: Channels): Promise<ReadQuestion[]> {
    const candidatesOf = candidatesIn(documents, embedder, channels)
    const ranked: ReadQuestion[] = []
    for (const question of asked) {
      const candidates = await candidatesOf(question)
      ranked.push({
        question,
        candidates: candidates.map(({ statement, text, bm25, cosine }) => ({
          gold: question.gold.includes(statement),
          text,
          answers: channels === 'bm25' ? bm25 : cosine,
          contradicts: Number.NaN,
          spans: [],
        })),
      })
    }
    return ranked
  }

  /** Of questions that are new to the process: to embed the question, and to read its candidates. */
  async function speed(asked: readonly ReaderFieldQuestion[]): Promise<string> {
    const every = Math.ceil(asked.length / TIMED)
    const timed = asked.filter((_, i) => i % every === 0)
    const candidatesOf = candidatesIn(documents, embedder)
    const [embed, readAll, processor]: [number[], number[], number[]] = [[], [], []]
    for (const question of timed) {
      const candidates = await candidatesOf(question)
      embed.push(await time(() => embedder.embed([`${question.turns.at(-1)} `], 'query')))
      if (!raw) continue
      const before = process.cpuUsage()
      readAll.push(await time(() => raw.read(question, candidates)))
      const { user, system } = process.cpuUsage(before)
      processor.push((user + system) / 1000)
    }
    const parts = [`question embedded in ${median(embed).toFixed(1)} ms`]
    if (raw) {
      parts.push(`16 candidates read in ${median(readAll).toFixed(0)} ms`)
      parts.push(`${median(processor).toFixed(0)} ms of processor time (medians of ${timed.length})`)
    }
    const megabytes = process.resourceUsage().maxRSS / 1024
    return `${parts.join(', ')}; peak memory ${megabytes.toFixed(0)} MB`
  }
}

interface Opened {
  /** Null where candidates are ranked by words or vectors alone. */
  readonly raw: RawReader | null
  readonly embedder: Embedder
  readonly close?: () => Promise<void>
}

async function open(contender: Contender, report: (line: string) => void): Promise<Opened | null> {
  if (contender === 'e5-small') {
    if (!options['zero-shot']) {
      report('left out: no --zero-shot folder')
      return null
    }
    const model = await openTrained(options['zero-shot'], report)
    return model && { raw: null, embedder: model.embedder, close: model.close }
  }
  if (contender === 'trained') {
    const model = await openTrained(options.folder, report)
    return model && { raw: model.raw, embedder: model.embedder, close: model.close }
  }
  const own = await openStatic()
  if (contender === 'trained-static') {
    const model = await openTrained(options.folder, report)
    return model && { raw: model.raw, embedder: own, close: model.close }
  }
  return { raw: contender === 'basic' ? await openBasic(options.folder, own) : null, embedder: own }
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function print(value: number): string {
  if (Number.isNaN(value)) return '–'
  return Number.isInteger(value) && value > 1 ? String(value) : value.toFixed(3).replace(/^0/, '')
}
