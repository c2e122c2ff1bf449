/** An engine over given texts with the model of this repository, for tests of answering. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFlatVectorIndex } from '../../src/adapters/flat-vector-index.ts'
import { readEmbedderFiles } from '../../src/adapters/node/embedder-files.ts'
import { type AnsweredQuestion, answerQuestion } from '../../src/answering/answer-question.ts'
import { createEngine } from '../../src/answering/create-engine.ts'
import type { Engine } from '../../src/answering/engine.ts'
import { corpusTables } from '../../src/corpus-tables.ts'
import { loadStaticEmbedder } from '../../src/embedding/static-embedder.ts'
import { readTranslationLexicon, translatePhrase } from '../../src/lexicon/translation-lexicon.ts'
import { lexiconOf } from '../../src/retrieval/library-lexicon.ts'
import { buildSearchIndex } from '../../src/retrieval/search-index.ts'
import { readLibrary } from '../../src/services.ts'
import { createSegmenter } from '../../src/text/segment.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const MODEL = join(ROOT, 'index/embedder')
const json = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as unknown

export const PLAN = readFileSync(join(ROOT, 'corpus/jiading-2023-27.txt'), 'utf8')
export const FIXTURES = join(ROOT, 'test/fixtures')

const embedder = await loadStaticEmbedder(await readEmbedderFiles(MODEL))
const lexicon = readTranslationLexicon(readFileSync(join(MODEL, 'lexicon.tsv')))
const tables = corpusTables({
  bodies: json('corpus/tables/bodies.json'),
  glossary: json('corpus/tables/glossary.json'),
})

/** `texts`: document texts by id. */
export async function openEngine(texts: Readonly<Record<string, string>>): Promise<Engine> {
  const sources = Object.entries(texts).map(([id, text]) => ({
    id,
    text,
    encoding: 'utf-8' as const,
    sidecar: {},
  }))
  const library = readLibrary(sources, tables.bodies)
  const own = lexiconOf(library, tables.words.glossary.values.keys())
  const index = await buildSearchIndex(library, {
    embedder,
    lexicon: own,
    vectorIndex: createFlatVectorIndex,
  })
  return createEngine({
    library,
    index,
    embedder,
    tables: tables.words,
    bodies: tables.bodies,
    segment: createSegmenter(embedder.words(), [
      ...own.terms,
      ...tables.words.glossary.values.keys(),
      ...tables.words.colloquial.values.keys(),
    ]),
    translateWord: (word) => translatePhrase(lexicon, word),
  })
}

/** Asks the last turn with the others as its history. */
export function ask(engine: Engine, ...turns: string[]): Promise<AnsweredQuestion> {
  return answerQuestion(engine, { question: turns.at(-1)!, history: turns.slice(0, -1) })
}
