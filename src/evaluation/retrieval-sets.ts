/** Reads the retrieval and bitext sets of a folder such as ../shared/data/eval. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Judgements } from './ir-measures.ts'

export interface RetrievalSet {
  readonly name: string
  readonly passages: readonly string[]
  readonly queries: readonly { readonly text: string; readonly judgements: Judgements<number> }[]
}

/** Translations by position: sentence i of `chinese` is sentence i of `english`. */
export interface BitextSet {
  readonly name: string
  readonly chinese: readonly string[]
  readonly english: readonly string[]
}

const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim())

/** The folder's retrieval sets in the order of their names; passages are numbered as in corpus.jsonl. */
export function readRetrievalSets(folder: string): RetrievalSet[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'qrels.tsv')))
    .map((name) => {
      const rows = (file: string) =>
        linesOf(join(folder, name, file)).map((line) => JSON.parse(line) as { id: string; text: string })
      const passages = rows('corpus.jsonl')
      const position = new Map(passages.map(({ id }, i) => [id, i]))
      const judgements = new Map<string, Map<number, number>>()
      for (const line of linesOf(join(folder, name, 'qrels.tsv'))) {
        const [query, passage, grade] = line.split('\t') as [string, string, string]
        const at = position.get(passage)
        if (at === undefined) throw new Error(`${name}/qrels.tsv names the unknown passage ${passage}`)
        const known = judgements.get(query) ?? new Map<number, number>()
        judgements.set(query, known.set(at, Number(grade)))
      }
      return {
        name,
        passages: passages.map(({ text }) => text),
        queries: rows('queries.jsonl').flatMap(({ id, text }) => {
          const judged = judgements.get(id)
          return judged ? [{ text, judgements: judged }] : []
        }),
      }
    })
}

/** The `.tsv` files below `folder`, if it exists. */
export function readBitextSets(folder: string): BitextSet[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .filter((file) => file.endsWith('.tsv'))
    .map((file) => {
      const pairs = linesOf(join(folder, file)).map((line) => line.split('\t') as [string, string])
      return {
        name: file.slice(0, -'.tsv'.length),
        chinese: pairs.map(([chinese]) => chinese),
        english: pairs.map(([, english]) => english),
      }
    })
}
