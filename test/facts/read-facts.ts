/** Facts of a text or of a fixture document, for tests. */
import { readFileSync } from 'node:fs'
import type { DocumentTree, SourceText } from '../../src/domain/document.ts'
import { createReader, type Reader } from '../../src/facts/reader.ts'
import { parseDocument } from '../../src/parse/parse-document.ts'

const FIXTURES = new URL('../fixtures/documents/', import.meta.url)

export interface ReadText {
  readonly source: SourceText
  readonly tree: DocumentTree
  readonly reader: Reader
}

export function readText(text: string, id = 'test'): ReadText {
  const source: SourceText = { id, text: text.replaceAll('\r\n', '\n'), encoding: 'utf-8', sidecar: {} }
  const tree = parseDocument(source)
  return { source, tree, reader: createReader(source, tree) }
}

export function readFixture(id: string): ReadText {
  return readText(readFileSync(new URL(`${id}.txt`, FIXTURES), 'utf8'), id)
}

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')) as T
}

/** A plan with one section whose body is `body`: enough context for the parser to read it as one. */
export function planWith(body: string): string {
  return `某市绿色发展实施方案\n一、主要任务\n（一）推进重点工作\n${body}\n（二）加强组织实施\n各项工作有序开展。\n`
}
