/** Raw readings of the candidates of the field's questions, kept in a folder, since they take minutes. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadDocument } from '../domain/library.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { RawReader } from '../reading/calibrated-reader.ts'
import type { ReaderCalibration } from '../reading/calibration.ts'
import { type Features, probabilityOf } from '../reading/logistic.ts'
import { candidatesIn, type ReaderCandidate } from './reader-candidates.ts'
import type { ReaderFieldQuestion } from './reader-field.ts'
import type { ReadQuestion } from './reader-measures.ts'

/** Logits at which spans are kept. */
export const SPAN_LEVELS = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2] as const

export interface KeptReading {
  readonly gold: boolean
  readonly text: string
  readonly features: Features
  /** Spans by level, as text; of statements that are not gold, nobody asks for them. */
  readonly spans: readonly (readonly string[])[]
}

export interface KeptQuestion {
  readonly question: ReaderFieldQuestion
  readonly readings: readonly KeptReading[]
}

export interface CollectOptions {
  readonly documents: ReadonlyMap<string, ReadDocument>
  readonly questions: readonly ReaderFieldQuestion[]
  readonly raw: RawReader
  /** Whose cosine the candidates have. */
  readonly embedder: Embedder
  /** Folder of kept readings; none is kept without. */
  readonly cache?: string | undefined
  readonly report?: (line: string) => void
}

export async function collectReadings(options: CollectOptions): Promise<KeptQuestion[]> {
  const { documents, questions, raw, embedder, cache, report } = options
  const name = `${raw.id}-${embedder.id}-${questions.length}`.replace(/[^\w.-]/g, '_')
  const path = cache && join(cache, `${name}.json`)
  if (path && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as KeptQuestion[]
  const candidatesOf = candidatesIn(documents, embedder)
  const kept: KeptQuestion[] = []
  for (const question of questions) {
    const candidates = await candidatesOf(question)
    const readings = await raw.read(question, candidates)
    kept.push({ question, readings: readings.map((reading, i) => keep(question, candidates[i]!, reading)) })
    if (kept.length % 100 === 0) report?.(`${raw.kind}: ${kept.length} of ${questions.length} questions read`)
  }
  if (path) {
    mkdirSync(cache, { recursive: true })
    writeFileSync(path, JSON.stringify(kept))
  }
  return kept
}

function keep(
  question: ReaderFieldQuestion,
  { statement, text }: ReaderCandidate,
  { features, spans }: Awaited<ReturnType<RawReader['read']>>[number],
): KeptReading {
  const gold = question.gold.includes(statement)
  const spansAt = (level: number) => spans(level).map(({ start, end }) => text.slice(start, end))
  return { gold, text, features, spans: gold ? SPAN_LEVELS.map(spansAt) : [] }
}

/** What a calibration makes of kept readings. */
export function calibrate(kept: readonly KeptQuestion[], calibration: ReaderCalibration): ReadQuestion[] {
  const level = SPAN_LEVELS.findIndex((each) => each >= calibration.span)
  return kept.map(({ question, readings }) => ({
    question,
    candidates: readings.map(({ gold, text, features, spans }) => ({
      gold,
      text,
      answers: probabilityOf(calibration.answers, features),
      contradicts: probabilityOf(calibration.contradicts, features),
      spans: spans[level] ?? [],
    })),
  }))
}
