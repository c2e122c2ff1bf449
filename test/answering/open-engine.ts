/** An engine over given texts, with the basic reader of this repository or with one that follows a script. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFlatVectorIndex } from '../../src/adapters/flat-vector-index.ts'
import { readEmbedderFiles } from '../../src/adapters/node/embedder-files.ts'
import { type AnsweredQuestion, answerQuestion } from '../../src/answering/answer-question.ts'
import type { Engine } from '../../src/answering/engine.ts'
import { type Thresholds, thresholdsOf } from '../../src/answering/thresholds.ts'
import type { BodyTable } from '../../src/bodies/table.ts'
import { corpusBodies } from '../../src/corpus-tables.ts'
import type { Question } from '../../src/domain/answer.ts'
import type { SourceText } from '../../src/domain/document.ts'
import { NO_SIDECARS, type Sidecars } from '../../src/domain/sidecars.ts'
import { loadStaticEmbedder } from '../../src/embedding/static-embedder.ts'
import { readTranslationLexicon, translateText } from '../../src/lexicon/translation-lexicon.ts'
import { KINDS, type Kind, type KindDistribution, type Reader } from '../../src/ports/reader.ts'
import { readBasicModel } from '../../src/reading/basic-model.ts'
import { createBasicReader } from '../../src/reading/basic-reader.ts'
import { calibratedReader } from '../../src/reading/calibrated-reader.ts'
import { readCalibration, UNCALIBRATED } from '../../src/reading/calibration.ts'
import { lexiconOf } from '../../src/retrieval/library-lexicon.ts'
import { buildSearchIndex } from '../../src/retrieval/search-index.ts'
import { createEmbeddedIndex } from '../../src/retrieval/search-statements.ts'
import { readLibrary } from '../../src/services.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const MODEL = join(ROOT, 'index/embedder')
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8')

export const PLAN = text('corpus/jiading-2023-27.txt')
export const FIXTURES = join(ROOT, 'test/fixtures')
/** The day on which all these tests ask, unless they say another. */
export const TODAY = '2026-11-28'

const embedder = await loadStaticEmbedder(await readEmbedderFiles(MODEL))
const lexicon = readTranslationLexicon(readFileSync(join(MODEL, 'lexicon.tsv')))
const BODIES = corpusBodies({ bodies: JSON.parse(text('corpus/tables/bodies.json')) })

export const BASIC: Reader = calibratedReader(
  createBasicReader(readBasicModel(text('index/reader/basic.json')), embedder),
  readCalibration(text('index/reader/calibration.json')).basic ?? UNCALIBRATED.basic,
)

/** What a script says of one statement; what it leaves out is 0 and empty. */
export interface Line {
  readonly answers?: number
  readonly contradicts?: number
  /** Words of the statement that are the answer. */
  readonly marks?: readonly string[]
}

/** A reader that says what a test lets it say: `kind` for every question, `judge` for each statement, clause and target. */
export function scripted(kind: Kind, judge: (statement: string, question: string) => Line): Reader {
  return {
    id: 'scripted',
    kind: 'trained',
    kinds: async () => distribution(kind),
    read: async ({ turns }, statements) =>
      statements.map(({ text: statement }) => {
        const { answers = 0, contradicts = 0, marks = [] } = judge(statement, turns.at(-1)!)
        const answerSpans = marks
          .filter((mark) => statement.includes(mark))
          .map((mark) => ({
            start: statement.indexOf(mark),
            end: statement.indexOf(mark) + mark.length,
          }))
        return { answers, contradicts, answerSpans }
      }),
  }
}

function distribution(kind: Kind): KindDistribution {
  return Object.fromEntries(KINDS.map((each) => [each, each === kind ? 1 : 0])) as Record<Kind, number>
}

/** Thresholds of scripted readers: round numbers, so that no fitted one moves a test. */
export const SCRIPTED: Thresholds = {
  answer: 0.5,
  enough: 1,
  support: 0.3,
  contradict: 0.5,
  contradictOther: 0.5,
  topic: 0.05,
  clause: 0.5,
  rival: 0.95,
  listedBodies: 0.1,
}

export interface Opened {
  /** Default the basic reader. */
  readonly reader?: Reader
  readonly bodies?: BodyTable
  readonly sidecars?: Sidecars
}

/** `texts`: documents by id, as texts or as a reader of files gives them. */
export async function openEngine(
  texts: Readonly<Record<string, string | SourceText>>,
  { reader = BASIC, bodies = BODIES, sidecars = NO_SIDECARS }: Opened = {},
): Promise<Engine> {
  const sources = Object.entries(texts).map(([id, source]) =>
    typeof source === 'string' ? { id, text: source, encoding: 'utf-8' as const, sidecar: {} } : source,
  )
  const library = readLibrary(sources, bodies)
  const index = await buildSearchIndex(library, {
    embedder,
    lexicon: lexiconOf(library),
    vectorIndex: createFlatVectorIndex,
  })
  return {
    library,
    index: createEmbeddedIndex(index),
    embedder,
    reader,
    bodies,
    sidecars,
    translate: (words) => translateText(lexicon, words),
    thresholds: reader.id === 'scripted' ? SCRIPTED : thresholdsOf(reader),
    channels: 'hybrid',
    without: null,
  }
}

/** Asks the last turn with the others as its history. */
export function ask(engine: Engine, ...turns: string[]): Promise<AnsweredQuestion> {
  return askOn(engine, { question: turns.at(-1)!, history: turns.slice(0, -1) })
}

export function askOn(engine: Engine, question: Question): Promise<AnsweredQuestion> {
  return answerQuestion(engine, { asOf: TODAY, ...question })
}
