/** What training must not see: the texts of the evaluation sets, and slices of the training data kept for fitting. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { normalizeForEmbedding } from '../embedding/normalize.ts'
import type { Source } from './sources.ts'

/** Sets whose gold passages are public law, which the training data also hold as law. */
const PUBLIC_LAW = new Set(['stard_dev'])

/** Letters and figures of a text: the key under which two texts count as the same. */
export function textKey(text: string): string {
  return normalizeForEmbedding(text).replace(/[^\u3007\u3400-\u9fffa-z0-9]/g, '')
}

/** Keys of every question, translation and gold passage of the evaluation sets below `folder`. */
export function evaluationKeys(folder: string): Set<string> {
  const keys = new Set<string>()
  for (const name of readdirSync(folder)) {
    const path = (file: string) => join(folder, name, file)
    if (!existsSync(path('queries.jsonl'))) {
      for (const file of readdirSync(join(folder, name))) {
        for (const side of readFileSync(path(file), 'utf8').split(/[\t\n]/)) keys.add(textKey(side))
      }
      continue
    }
    const rows = (file: string) =>
      readFileSync(path(file), 'utf8')
        .split('\n')
        .filter((line) => line)
        .map((line) => JSON.parse(line) as { id: string; text: string })
    for (const { text } of rows('queries.jsonl')) keys.add(textKey(text))
    if (PUBLIC_LAW.has(name)) continue
    const gold = new Set(
      readFileSync(path('qrels.tsv'), 'utf8')
        .split('\n')
        .map((line) => line.split('\t')[1]),
    )
    for (const { id, text } of rows('corpus.jsonl')) if (gold.has(id)) keys.add(textKey(text))
  }
  keys.delete('')
  return keys
}

/** The source without documents (pairs) or sentences that hold an evaluation text. */
export function withoutLeaks(source: Source, keys: ReadonlySet<string>): Source {
  const documents =
    source.kind === 'pairs'
      ? source.documents.filter((texts) => !texts.some((text) => keys.has(textKey(text))))
      : source.documents.map((texts) => texts.filter((text) => !keys.has(textKey(text))))
  return { ...source, documents }
}

/** Share of a source kept from training, by the hash of its question (0) or passage (1). */
const SLICES: Readonly<Record<string, { readonly set: string; readonly by: 0 | 1; readonly oneIn: number }>> =
  {
    'law-questions': { set: 'law', by: 0, oneIn: 12 },
    'law-answers': { set: 'law', by: 0, oneIn: 12 },
    'city-faq': { set: 'city-faq', by: 0, oneIn: 6 },
    reading: { set: 'reading', by: 1, oneIn: 6 },
    terms: { set: 'terms', by: 1, oneIn: 10 },
    'parallel-terms': { set: 'parallel-terms', by: 0, oneIn: 10 },
    parallel: { set: 'sentences', by: 0, oneIn: 400 },
  }

/** Splits a source into what is trained on and what is held out. */
export function splitSource(source: Source): { train: Source; heldOut: readonly (readonly string[])[] } {
  const slice = SLICES[source.name]
  if (!slice) return { train: source, heldOut: [] }
  const isHeld = (texts: readonly string[]) => hash(textKey(texts[slice.by]!)) % slice.oneIn === 0
  return {
    train: { ...source, documents: source.documents.filter((texts) => !isHeld(texts)) },
    heldOut: source.documents.filter(isHeld),
  }
}

/** Writes a retrieval set in the format of ../shared/data/eval: held-out pairs, and more passages to search among. */
export function writeRetrievalSet(
  folder: string,
  pairs: readonly (readonly string[])[],
  distractors: readonly string[],
): void {
  const ids = new Map<string, string>()
  const id = (kind: string, text: string) => {
    const key = `${kind}${text}`
    const known = ids.get(key) ?? `${kind}${ids.size}`
    ids.set(key, known)
    return known
  }
  const lines = (texts: Iterable<string>, kind: string) =>
    [...new Set(texts)].map((text) => `${JSON.stringify({ id: id(kind, text), text })}\n`).join('')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'queries.jsonl'),
    lines(
      pairs.map((pair) => pair[0]!),
      'q',
    ),
  )
  writeFileSync(join(folder, 'corpus.jsonl'), lines([...pairs.map((pair) => pair[1]!), ...distractors], 'p'))
  writeFileSync(
    join(folder, 'qrels.tsv'),
    pairs.map(([question, passage]) => `${id('q', question!)}\t${id('p', passage!)}\t1\n`).join(''),
  )
}

/** FNV-1a over UTF-16 units. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value ^ (value >>> 15)) >>> 0
}
