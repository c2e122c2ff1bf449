/** Gives the reading of a text or Markdown file: the decoded text, untouched; tables of Markdown are found. */
import { EMPTY_MAP } from '../../domain/document-map.ts'
import { ZhengdaError } from '../../domain/errors.ts'
import type { DocumentReading } from '../../ports/document-reader.ts'
import { decodeSource } from '../../text/decode.ts'
import { countCharacters } from '../block.ts'
import { fileError } from '../file-error.ts'
import { markdownHeadings, markdownTables } from './markdown.ts'

export function readPlain(bytes: Uint8Array, kind: 'txt' | 'md'): DocumentReading {
  const text = decode(bytes)
  const map =
    kind === 'md'
      ? { ...EMPTY_MAP, tables: markdownTables(text), headings: markdownHeadings(text) }
      : EMPTY_MAP
  const characters = countCharacters(text)
  return {
    kind,
    text,
    map,
    metadata: { properties: {} },
    warnings: [],
    coverage: { characters, taken: characters, share: 1, left: [] },
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return decodeSource('', bytes, {}).text
  } catch (error) {
    if (!(error instanceof ZhengdaError)) throw error
    // The file's name stands beside every message that is shown.
    throw fileError(
      'file_broken',
      error.message.replace(/^Document file "": /, '').replace(/[.;][^.;]*\.$/, ''),
      'save it as UTF-8 text',
      error,
    )
  }
}
