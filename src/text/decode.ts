/** Gives the source text of a document from the bytes of its file: UTF-8, UTF-16 with a byte order mark, or GB18030. */
import type { Sidecar, SourceText } from '../domain/document.ts'
import { ZhengdaError } from '../domain/errors.ts'

type Encoding = SourceText['encoding']

const LABEL: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little endian)',
  'utf-16be': 'UTF-16 (big endian)',
  gb18030: 'GB18030',
}

/**
 * Decodes strictly: a byte order mark decides, else valid UTF-8 wins over GB18030; the mark is dropped and `\r\n` becomes
 * `\n`. Throws `corpus_unreadable` for an empty file, for NUL and other control characters (a binary file) and for bytes
 * that no encoding explains.
 */
export function decodeSource(id: string, bytes: Uint8Array, sidecar: Sidecar): SourceText {
  if (bytes.length === 0) throw unreadable(id, 'the file is empty', 'put the text in, or remove the file')
  const encoding = encodingOf(bytes)
  const decoded = decodeStrictly(bytes, encoding)
  if (decoded === null) {
    throw unreadable(
      id,
      `byte ${firstBadByte(bytes, encoding)} fits no supported encoding (read as ${LABEL[encoding]})`,
      'save the file as UTF-8 plain text',
    )
  }
  const control = decoded.search(/[\u0000-\u0008\u000e-\u001f]/)
  if (control >= 0) {
    const code = decoded.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0')
    throw unreadable(
      id,
      `control character U+${code} near byte ${byteOffset(decoded, control, encoding)}: this looks like a binary file`,
      'export the document as plain text',
    )
  }
  const text = decoded.replaceAll('\r\n', '\n')
  if (text.trim() === '')
    throw unreadable(id, 'the file holds only white space', 'put the text in, or remove the file')
  return { id, text, encoding, sidecar }
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return decodeStrictly(bytes, 'utf-8') === null ? 'gb18030' : 'utf-8'
}

/** The text without its byte order mark, or null where a byte does not fit. */
function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Offset of the first byte that cannot be decoded: the longest prefix that decodes as a stream, found by halving. */
function firstBadByte(bytes: Uint8Array, encoding: Encoding): number {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (decodesAsPrefix(bytes.subarray(0, middle), encoding)) good = middle
    else bad = middle
  }
  return good
}

function decodesAsPrefix(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function byteOffset(decoded: string, index: number, encoding: Encoding): number {
  const before = decoded.slice(0, index)
  if (encoding === 'utf-8') return new TextEncoder().encode(before).length
  if (encoding === 'gb18030') return before.replace(/[^\u0000-\u007f]/g, '  ').length
  return 2 + 2 * index
}

function unreadable(id: string, what: string, todo: string): ZhengdaError {
  return new ZhengdaError('corpus_unreadable', `Document file "${id}": ${what}; ${todo}.`)
}
