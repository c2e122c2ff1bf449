/** Names of documents in their folder: the name without its ending is the id. */
import { basename, extname } from 'node:path'
import type { FileKind } from '../../domain/source-file.ts'

const ENDINGS: Readonly<Record<FileKind, readonly string[]>> = {
  txt: ['.txt'],
  md: ['.md', '.markdown'],
  docx: ['.docx'],
  doc: ['.doc', '.wps'],
  pdf: ['.pdf'],
  ofd: ['.ofd'],
  html: ['.html', '.htm'],
  xlsx: ['.xlsx'],
}
/** Bytes; file systems take 255, and sidecars add an ending. */
const LONGEST = 200

export function stemOf(name: string): string {
  return name.slice(0, name.length - extname(name).length)
}

/** A name that a folder may hold, with an ending that tells the kind: the content decides, and a person shall see it. */
export function documentName(given: string, kind: FileKind): string {
  const name = basename(given.replace(/\\/g, '/'))
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .trim()
  const ending = extname(name).toLowerCase()
  const known = ENDINGS[kind].includes(ending)
  const stem = shortened((known ? stemOf(name) : name).replace(/^\.+/, '')) || 'document'
  return `${stem}${known ? ending : ENDINGS[kind][0]}`
}

/** The first of `name`, `name-2`, … whose stem none of the names has. */
export function freeName(name: string, taken: Iterable<string>): string {
  const stems = new Set([...taken].map((each) => stemOf(each).toLowerCase()))
  for (let n = 1; ; n++) {
    const stem = n === 1 ? stemOf(name) : `${stemOf(name)}-${n}`
    if (!stems.has(stem.toLowerCase())) return `${stem}${extname(name)}`
  }
}

/** Files that stand beside a document of this id. */
export function sidecarNames(id: string): readonly string[] {
  return [`${id}.json`, `${id}.source.json`, `${id}.en.txt`, `${id}.questions.jsonl`]
}

function shortened(stem: string): string {
  const bytes = new TextEncoder().encode(stem)
  if (bytes.length <= LONGEST) return stem
  return new TextDecoder().decode(bytes.subarray(0, LONGEST)).replace(/\uFFFD+$/, '')
}
