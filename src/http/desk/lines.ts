/** Gives lines of source texts, and says what is wrong with one that cannot be an answer. */
import { html } from 'hono/html'
import { fill } from '../../domain/fill-words.ts'
import type { Library } from '../../domain/library.ts'
import type { Markup } from '../pages/layout.ts'
import type { DeskWords } from './desk-page.ts'

/** The 1-based line of a document's source text; empty where there is none. */
export function lineOf(library: Library, document: string, line: number): string {
  return library.get(document)?.source.text.split('\n')[line - 1]?.trim() ?? ''
}

/** Null for a line that holds text. */
export function faultOfLine(
  library: Library,
  document: string,
  line: number,
  words: DeskWords,
): string | null {
  if (!library.has(document)) return words.documentUnknown
  return lineOf(library, document, line) === '' ? fill(words.lineMissing, { document, line }) : null
}

export function titleOf(library: Library, document: string): string {
  return library.get(document)?.tree.metadata.title.value ?? document
}

/** Documents that are offered where one is to be named. */
const MOST_OFFERED = 200

/** Ids of documents, for fields with `list="documents"`. */
export function documentList(library: Library): Markup {
  const offered = [...library.keys()].slice(0, MOST_OFFERED)
  return html`<datalist id="documents">${offered.map((id) => html`<option value="${id}"></option>`)}</datalist>`
}
