/** Libraries of parsed fixture documents, without facts: retrieval needs none. */
import { readFileSync } from 'node:fs'
import type { Library, ReadDocument } from '../../src/domain/library.ts'
import { parseDocument } from '../../src/parse/parse-document.ts'

export const FIXTURES = [
  'bj-water-2022',
  'gz-housing-2024',
  'jiading-2023-27',
  'miit-zzgh-2021',
  'qd-aipark-2023',
  'sd-chain-2024',
] as const

export function readText(id: string, text: string): ReadDocument {
  const source = { id, text, encoding: 'utf-8', sidecar: {} } as const
  const none = { targets: [], responsibilities: [], obligations: [], references: [], otherFigures: [] }
  return { source, tree: parseDocument(source), facts: { document: id, ...none } }
}

export function libraryOf(texts: Readonly<Record<string, string>>): Library {
  return new Map(Object.entries(texts).map(([id, text]) => [id, readText(id, text)]))
}

export function fixtureText(id: (typeof FIXTURES)[number]): string {
  return readFileSync(new URL(`../fixtures/documents/${id}.txt`, import.meta.url), 'utf8').replaceAll(
    '\r\n',
    '\n',
  )
}

export function fixtureLibrary(ids: readonly (typeof FIXTURES)[number][] = FIXTURES): Library {
  return libraryOf(Object.fromEntries(ids.map((id) => [id, fixtureText(id)])))
}
