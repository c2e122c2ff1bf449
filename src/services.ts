/** The composition of the core, without a host: library, index, embedder and word tables → `Services`. */
import { boundHistory, encodeAnswerId } from './answering/answer-id.ts'
import { relatedOf } from './answering/compose/citations.ts'
import { detectLanguage } from './answering/question/language.ts'
import type { Answer, Question } from './domain/answer.ts'
import type { SourceText } from './domain/document.ts'
import type { Library } from './domain/library.ts'
import { extractFacts } from './facts/extract-facts.ts'
import { expandChinese } from './glossary/expand-chinese.ts'
import type { WordTables } from './glossary/tables.ts'
import { translateEnglish } from './glossary/translate-english.ts'
import { parseDocument } from './parse/parse-document.ts'
import type { Embedder } from './ports/embedder.ts'
import type { Health, SearchOptions, Services } from './ports/services.ts'
import { hashText } from './retrieval/checksum.ts'
import { prepareQuery, type QueryTools } from './retrieval/query.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import { searchPassages } from './retrieval/search-passages.ts'

export interface ServiceParts {
  readonly library: Library
  readonly index: SearchIndex
  /** Null for lexical retrieval alone. */
  readonly embedder: Embedder | null
  readonly tables: WordTables
  readonly skipped: Health['skipped']
}

/** Parses every source text and extracts its facts. */
export function readLibrary(sources: Iterable<SourceText>): Library {
  const documents = [...sources].map((source) => {
    const tree = parseDocument(source)
    return [source.id, { source, tree, facts: extractFacts(source, tree) }] as const
  })
  return new Map(documents)
}

export function createServices(parts: ServiceParts): Services {
  const { library, index, embedder, tables } = parts
  const version = hashText(JSON.stringify(index.manifest)).slice(0, 8)
  const tools = queryTools(embedder, tables)
  const search = async (text: string, options: SearchOptions = {}) => {
    const query = await prepareQuery(text, detectLanguage(text), tools)
    const { corpus, channels, limit = 10 } = options
    const within = {
      ...query,
      ...(corpus && { documents: new Set([corpus]) }),
      ...(channels && { channels }),
    }
    return searchPassages(index, within, limit)
  }
  const ask = async (asked: Question): Promise<Answer> => {
    const question = boundHistory(asked)
    const start = performance.now()
    const candidates = await search(question.question, {
      limit: 3,
      ...(question.corpus && { corpus: question.corpus }),
    })
    const language = question.lang ?? detectLanguage(question.question)
    const quotes = candidates.map(({ document, paragraph }) => {
      const { span } = library.get(document)!.tree.paragraphs[paragraph]!
      return { document, paragraph, span }
    })
    const headline = language === 'zh' ? '暂不能作答。' : 'No answer can be given yet.'
    return {
      id: encodeAnswerId({ question, version }),
      status: 'not_found',
      language,
      headline,
      answer: headline,
      caveats: [],
      citations: [],
      interpretation: {
        question: question.question,
        topic: '',
        year: null,
        body: null,
        scope: null,
        kind: 'measure',
      },
      related: relatedOf(library, quotes),
      suggestions: [],
      generation: 'template',
      verified: { characters: 0, matched: 0 },
      timings: { total: performance.now() - start },
    }
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
    ask,
    search,
    explain: async (question) => ({ answer: await ask(question), stages: [] }),
  }
}

/** The glossary gives English questions Chinese terms, the colloquial table gives Chinese ones the official words. */
function queryTools(embedder: Embedder | null, tables: WordTables): QueryTools {
  return {
    embedder,
    colloquial: (text) =>
      new Map(expandChinese(text, tables).flatMap(({ means }) => means.map((term) => [term, 0.9] as const))),
    translate: [
      (text) =>
        new Map(
          translateEnglish(text, tables).flatMap(({ terms }) =>
            terms.map(({ zh, weight }) => [zh, weight] as const),
          ),
        ),
    ],
  }
}
