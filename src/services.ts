/** The composition of the core, without a host: library, index, embedder, reader and table of bodies → `Services`. */
import { boundHistory, encodeAnswerId } from './answering/answer-id.ts'
import { answerQuestion } from './answering/answer-question.ts'
import type { Engine } from './answering/engine.ts'
import { findCandidates } from './answering/evidence/find-candidates.ts'
import { thresholdsOf } from './answering/thresholds.ts'
import { understand } from './answering/understanding/understand.ts'
import type { BodyTable } from './bodies/table.ts'
import type { Answer, Question } from './domain/answer.ts'
import { todayInChina } from './domain/china-day.ts'
import { withPages } from './domain/cited-pages.ts'
import type { SourceText } from './domain/document.ts'
import type { Library, ReadDocument } from './domain/library.ts'
import type { Sidecars } from './domain/sidecars.ts'
import { extractFacts } from './facts/extract-facts.ts'
import { type TranslationLexicon, translateText } from './lexicon/translation-lexicon.ts'
import { parseDocument } from './parse/parse-document.ts'
import type { Embedder } from './ports/embedder.ts'
import type { Reader } from './ports/reader.ts'
import type { AskOptions, Health, Services } from './ports/services.ts'
import type { StatementIndex } from './ports/statement-index.ts'
import { hashText } from './retrieval/checksum.ts'

export interface ServiceParts {
  readonly library: Library
  readonly index: StatementIndex
  /** Null for lexical retrieval alone. */
  readonly embedder: Embedder | null
  readonly reader: Reader
  readonly bodies: BodyTable
  readonly sidecars: Sidecars
  /** Chinese for English words. */
  readonly translations: TranslationLexicon
  readonly skipped: Health['skipped']
}

/** Parses a source text and extracts its facts. */
export function readDocument(source: SourceText, bodies: BodyTable): ReadDocument {
  const tree = parseDocument(source)
  return { source, tree, facts: extractFacts(source, tree, bodies) }
}

export function readLibrary(sources: Iterable<SourceText>, bodies: BodyTable): Library {
  return new Map([...sources].map((source) => [source.id, readDocument(source, bodies)]))
}

export function createServices(parts: ServiceParts, today = todayInChina): Services {
  const { library, index, embedder, reader, bodies, sidecars, translations } = parts
  const version = hashText(
    `${index.version} ${reader.id} ${JSON.stringify([...sidecars.standardQuestions])}`,
  ).slice(0, 8)
  const engineOf = ({ channels = 'hybrid', without }: AskOptions = {}): Engine => ({
    library,
    index,
    embedder: channels === 'bm25' ? null : embedder,
    reader,
    bodies,
    sidecars,
    translate: (text) => (without === 'lexicon' ? new Map() : translateText(translations, text)),
    thresholds: thresholdsOf(reader),
    channels,
    without: without ?? null,
  })
  const answer = async (asked: Question, options: AskOptions = {}) => {
    const question = { ...boundHistory(asked), asOf: asked.asOf ?? today() }
    const answered = await answerQuestion(engineOf(options), question, options.onStage)
    const id = encodeAnswerId({ question, version })
    return {
      answer: {
        id,
        ...answered.answer,
        citations: withPages(answered.answer.citations, library),
        reader: reader.kind,
        asOf: question.asOf,
        timings: rounded(answered.timings),
      },
      stages: answered.stages,
    }
  }
  return {
    library,
    sidecars,
    version,
    health: {
      documents: library.size,
      statements: index.size,
      embedder: embedder?.id ?? 'none',
      reader: reader.id,
      skipped: parts.skipped,
    },
    ask: async (question, options) => (await answer(question, options)).answer,
    explain: answer,
    async search(text, { corpus, channels, limit = 10 } = {}) {
      const engine = engineOf(channels === undefined ? {} : { channels })
      const understanding = await understand(engine, { question: text, history: [] })
      return findCandidates(
        engine,
        understanding,
        corpus === undefined ? {} : { documents: new Set([corpus]) },
        limit,
      )
    },
  }
}

/** Hundredths of a millisecond are as much as a clock can tell. */
function rounded(timings: Answer['timings']): Answer['timings'] {
  return Object.fromEntries(
    Object.entries(timings).map(([name, time]) => [name, Math.round(time * 100) / 100]),
  )
}
