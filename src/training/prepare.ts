/** Prepares training in a cache folder: vocabulary, tokenised sources, translation tables, held-out sets. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { normalizeForEmbedding } from '../embedding/normalize.ts'
import { Unigram } from '../embedding/unigram.ts'
import { evaluationKeys, hash, splitSource, withoutLeaks, writeRetrievalSet } from './held-out.ts'
import { type TranslationTable, trainIbmModel1 } from './ibm-model-1.ts'
import { readLexicons, readRows, readSources, type Source } from './sources.ts'
import {
  buildTokenStore,
  joinTokenStores,
  readTokenStore,
  type TokenStore,
  writeTokenStore,
} from './token-store.ts'
import { buildVocabulary, type Pieces } from './vocabulary.ts'

/** Policy texts count this often in the vocabulary. */
const POLICY_WEIGHT = 3
const LAW_DISTRACTORS = 15_000

export interface Prepared {
  readonly vocabulary: Pieces
  readonly stores: ReadonlyMap<string, TokenStore>
  /** t(English token | Chinese token), and back. */
  readonly toEnglish: TranslationTable
  readonly toChinese: TranslationTable
}

export interface PrepareOptions {
  readonly data: string
  readonly cache: string
  /** Whether the held-out slices are trained on as well: not for a model on which the fusion is fitted. */
  readonly withHeldOut: boolean
  readonly log: (line: string) => void
}

/** Fills the cache from the data folder, unless a complete preparation is there. */
export function prepare({ data, cache, withHeldOut, log }: PrepareOptions): Prepared {
  const receipt = join(cache, 'prepared.json')
  if (!existsSync(receipt)) writeFileSync(receipt, JSON.stringify(prepareCache(data, cache, log), null, 2))
  const { sources } = JSON.parse(readFileSync(receipt, 'utf8')) as { sources: Record<string, number> }
  const readStore = (name: string) => {
    const store = readTokenStore(join(cache, `${name}.tokens`))
    const held = join(cache, `${name}.held.tokens`)
    return withHeldOut && existsSync(held) ? joinTokenStores(store, readTokenStore(held)) : store
  }
  return {
    vocabulary: JSON.parse(readFileSync(join(cache, 'vocabulary.json'), 'utf8')) as Pieces,
    stores: new Map(Object.keys(sources).map((name) => [name, readStore(name)])),
    toEnglish: readTable(join(cache, 'to-english.json')),
    toChinese: readTable(join(cache, 'to-chinese.json')),
  }
}

/** Gives the counts of documents by source, for the model card. */
function prepareCache(data: string, cache: string, log: (line: string) => void) {
  mkdirSync(cache, { recursive: true })
  const leaks = evaluationKeys(join(data, 'eval'))
  log(`${leaks.size} evaluation texts`)
  const sources: Source[] = []
  const removed: Record<string, number> = {}
  const held = new Map<string, readonly (readonly string[])[]>()
  for (const raw of readSources(data)) {
    const clean = withoutLeaks(raw, leaks)
    removed[raw.name] = countTexts(raw) - countTexts(clean)
    const { train, heldOut } = splitSource(clean)
    held.set(raw.name, heldOut)
    writeHeldOut(cache, data, raw, heldOut)
    sources.push(train)
    log(
      `${raw.name}: ${train.documents.length} (${heldOut.length} held out, ${removed[raw.name]} texts removed)`,
    )
  }
  const lexicon = [...readLexicons(data)].flatMap(({ zh, en }) =>
    zh.flatMap((term) => en.map((gloss) => [term, gloss])),
  )
  sources.push({ name: 'lexicon', kind: 'pairs', documents: lexicon })

  const vocabulary = buildVocabulary(function* () {
    for (const { name, documents } of sources) {
      const weight = name.startsWith('policy') ? POLICY_WEIGHT : 1
      for (const texts of documents) for (const text of texts) yield { text, weight }
    }
  })
  log(`${vocabulary.pieces.length} pieces`)
  writeFileSync(join(cache, 'vocabulary.json'), JSON.stringify(vocabulary))

  const tokenizer = new Unigram(vocabulary.pieces, vocabulary.scores)
  const counts: Record<string, number> = {}
  const parallel: TokenStore[] = []
  for (const { name, documents } of sources) {
    const store = buildTokenStore(documents, (text) => tokenizer.encode(text))
    writeTokenStore(join(cache, `${name}.tokens`), store)
    counts[name] = store.documents.length - 1
    if (name.startsWith('parallel') || name === 'lexicon') parallel.push(store)
    const kept = held.get(name)
    if (kept?.length) {
      writeTokenStore(
        join(cache, `${name}.held.tokens`),
        buildTokenStore(kept, (text) => tokenizer.encode(text)),
      )
    }
  }
  log('tokenised')
  for (const [name, side] of [
    ['to-english', 0],
    ['to-chinese', 1],
  ] as const) {
    const table = trainIbmModel1(parallel, side, vocabulary.pieces.length)
    writeFileSync(join(cache, `${name}.json`), JSON.stringify(toPlain(table)))
    log(`${name}: ${table.targets.length} translations`)
  }
  return {
    sources: counts,
    removed,
    held: Object.fromEntries([...held].map(([name, documents]) => [name, documents.length])),
  }
}

function countTexts({ kind, documents }: Source): number {
  return kind === 'pairs' ? documents.length : documents.reduce((sum, texts) => sum + texts.length, 0)
}

function writeHeldOut(
  cache: string,
  data: string,
  source: Source,
  heldOut: readonly (readonly string[])[],
): void {
  const folder = (name: string) => join(cache, 'held-out', name)
  const passages = source.documents.map((texts) => texts[1]!)
  if (source.name === 'law-questions') {
    const articles = [...readRows(join(data, 'laws.jsonl.gz'))]
      .filter((row) => row.current)
      .map((row) => normalizeForEmbedding(`${row.law}${row.article} ${row.text}`))
      .sort((a, b) => hash(a) - hash(b))
    writeRetrievalSet(folder('law'), heldOut, [...passages, ...articles.slice(0, LAW_DISTRACTORS)])
  } else if (source.name === 'terms') {
    const isChinese = (text: string) => /[\u3400-\u9fff]/.test(text)
    const across = (pair: readonly string[]) => !isChinese(pair[0]!) && isChinese(pair[1]!)
    writeRetrievalSet(folder('terms-english-chinese'), heldOut.filter(across), passages.filter(isChinese))
  } else if (source.name === 'parallel') {
    const long = heldOut.filter(([, en]) => en!.split(' ').length >= 10).map(([zh, en]) => [en!, zh!])
    writeRetrievalSet(folder('sentences-english-chinese'), long, [])
  } else if (source.name === 'city-faq' || source.name === 'reading') {
    writeRetrievalSet(folder(source.name), heldOut, passages)
  }
}

interface PlainTable {
  readonly offsets: number[]
  readonly targets: number[]
  readonly probabilities: number[]
}

function toPlain(table: TranslationTable): PlainTable {
  return {
    offsets: [...table.offsets],
    targets: [...table.targets],
    probabilities: [...table.probabilities].map((p) => Math.round(p * 1e4) / 1e4),
  }
}

function readTable(path: string): TranslationTable {
  const { offsets, targets, probabilities } = JSON.parse(readFileSync(path, 'utf8')) as PlainTable
  return {
    offsets: Uint32Array.from(offsets),
    targets: Uint16Array.from(targets),
    probabilities: Float32Array.from(probabilities),
  }
}
