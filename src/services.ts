/** The composition of the core, without a host: library, index, embedder and word tables → `Services`. */
import { boundHistory, encodeAnswerId } from './answering/answer-id.ts'
import { answerQuestion } from './answering/answer-question.ts'
import { createEngine } from './answering/create-engine.ts'
import type { Engine } from './answering/engine.ts'
import { findCandidates } from './answering/evidence/find-candidates.ts'
import { cleanQuestion } from './answering/question/clean-question.ts'
import { understandAlone } from './answering/question/understand.ts'
import type { BodyTable } from './bodies/table.ts'
import type { Answer, Question } from './domain/answer.ts'
import type { SourceText } from './domain/document.ts'
import type { Library, ReadDocument } from './domain/library.ts'
import { extractFacts } from './facts/extract-facts.ts'
import type { WordTables } from './glossary/tables.ts'
import { type TranslationLexicon, translatePhrase } from './lexicon/translation-lexicon.ts'
import { parseDocument } from './parse/parse-document.ts'
import type { Embedder } from './ports/embedder.ts'
import type { AskOptions, Channels, Health, Services } from './ports/services.ts'
import { hashText } from './retrieval/checksum.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import { createSegmenter } from './text/segment.ts'

export interface ServiceParts {
  readonly library: Library
  readonly index: SearchIndex
  /** Null for lexical retrieval alone. */
  readonly embedder: Embedder | null
  readonly tables: WordTables
  readonly bodies: BodyTable
  /** Chinese words with their log probabilities, for reading questions. */
  readonly words: ReadonlyMap<string, number>
  /** Chinese for English words that the glossary lacks. */
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

export function createServices(parts: ServiceParts): Services {
  const { library, index, embedder, tables } = parts
  const version = hashText(JSON.stringify(index.manifest)).slice(0, 8)
  const translateWord = (word: string) => translatePhrase(parts.translations, word)
  const segment = createSegmenter(parts.words, [
    ...index.lexicon.terms,
    ...tables.glossary.values.keys(),
    ...tables.colloquial.values.keys(),
  ])
  const engines = new Map<Channels, Engine>()
  const engineOf = (channels: Channels = 'hybrid') => {
    const known = engines.get(channels)
    if (known) return known
    const engine = createEngine({ ...parts, segment, translateWord, channels })
    engines.set(channels, engine)
    return engine
  }
  const answer = async (asked: Question, options: AskOptions = {}) => {
    const question = boundHistory(asked)
    const answered = await answerQuestion(engineOf(options.channels), question)
    const id = encodeAnswerId({ question, version })
    return { answer: { id, ...answered.answer, timings: rounded(answered.timings) }, stages: answered.stages }
  }
  return {
    library,
    version,
    health: {
      documents: library.size,
      passages: index.passages.paragraphs.length,
      embedder: embedder?.id ?? 'none',
      skipped: parts.skipped,
    },
    ask: async (question, options) => (await answer(question, options)).answer,
    explain: answer,
    async search(text, { corpus, channels, limit = 10 } = {}) {
      const engine = engineOf(channels)
      const understanding = understandAlone(engine, cleanQuestion(text), undefined)
      return findCandidates(engine, understanding, {
        limit,
        ...(corpus !== undefined && { documents: new Set([corpus]) }),
      })
    },
  }
}

/** Hundredths of a millisecond are as much as a clock can tell. */
function rounded(timings: Answer['timings']): Answer['timings'] {
  return Object.fromEntries(
    Object.entries(timings).map(([name, time]) => [name, Math.round(time * 100) / 100]),
  )
}
