/** The composition of the core, without a host: library, index, embedder and word tables → `Services`. */
import { boundHistory, encodeAnswerId } from './answering/answer-id.ts'
import { answerQuestion } from './answering/answer-question.ts'
import { createEngine } from './answering/create-engine.ts'
import type { Engine } from './answering/engine.ts'
import { detectLanguage } from './answering/question/language.ts'
import type { BodyTable } from './bodies/table.ts'
import type { Answer, Question } from './domain/answer.ts'
import type { SourceText } from './domain/document.ts'
import type { Library, ReadDocument } from './domain/library.ts'
import { extractFacts } from './facts/extract-facts.ts'
import { expandChinese } from './glossary/expand-chinese.ts'
import type { WordTables } from './glossary/tables.ts'
import { translateEnglish } from './glossary/translate-english.ts'
import { type TranslationLexicon, translatePhrase, translateText } from './lexicon/translation-lexicon.ts'
import { parseDocument } from './parse/parse-document.ts'
import type { Embedder } from './ports/embedder.ts'
import type { AskOptions, Channels, Health, Services } from './ports/services.ts'
import { hashText } from './retrieval/checksum.ts'
import { prepareQuery, type QueryTools } from './retrieval/query.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import { searchPassages } from './retrieval/search-passages.ts'
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
  const tools = queryTools(parts)
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
      const query = await prepareQuery(text, detectLanguage(text), tools)
      const within = {
        ...query,
        ...(corpus && { documents: new Set([corpus]) }),
        ...(channels && { channels }),
      }
      return searchPassages(index, within, limit)
    },
  }
}

/** Hundredths of a millisecond are as much as a clock can tell. */
function rounded(timings: Answer['timings']): Answer['timings'] {
  return Object.fromEntries(
    Object.entries(timings).map(([name, time]) => [name, Math.round(time * 100) / 100]),
  )
}

/** The glossary, then the translation lexicon give English questions Chinese terms; the colloquial table mends Chinese ones. */
function queryTools({ embedder, tables, translations }: ServiceParts): QueryTools {
  return {
    embedder,
    colloquial: (text) =>
      weights(
        expandChinese(text, tables).flatMap(({ means }) => means),
        0.9,
      ),
    translate: [
      (text) =>
        new Map(
          translateEnglish(text, tables).flatMap(({ terms }) => terms.map(({ zh, weight }) => [zh, weight])),
        ),
      (text) => translateText(translations, text),
    ],
  }
}

function weights(terms: readonly string[], weight: number): Map<string, number> {
  return new Map(terms.map((term) => [term, weight]))
}
