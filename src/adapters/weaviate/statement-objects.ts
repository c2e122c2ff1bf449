/** Gives what is sent of a document: an object a statement, and one that says that all of them are there. */
import type { Library, ReadDocument } from '../../domain/library.ts'
import type { Statement } from '../../domain/statement.ts'
import { inContext } from '../../domain/statement.ts'
import type { Translation } from '../../domain/translation.ts'
import { documentHash, hashText } from '../../retrieval/checksum.ts'
import { statementsOf } from '../../statements/statements-of.ts'
import { tokenize } from '../../text/tokenize.ts'
import { translationOf } from '../../translation/translation-of.ts'
import { forceIntervalOf } from '../../validity/force-interval.ts'
import { type Collections, LEXICON } from './collections.ts'

export interface WeaviateObject {
  readonly class: string
  readonly id: string
  readonly properties: Readonly<Record<string, string | number>>
  readonly vector?: readonly number[]
}

/** What the objects of a document are made of. */
export interface DocumentParts {
  readonly read: ReadDocument
  readonly library: Library
  readonly translation: Translation | undefined
}

/** With `versionOf` it, which is worked out once. */
export interface VersionedDocument extends DocumentParts {
  readonly version: string
}

/** Equal versions: equal objects. */
export function versionOf({ read, library, translation }: DocumentParts): string {
  const { from, until } = forceIntervalOf(read, library)
  return hashText([documentHash(read), from, until, ...(translation?.lines ?? [])].join('\n'))
}

/** Tells whether a statement that was found is the one that the library holds at its place. */
export function passageHash(statement: Pick<Statement, 'context' | 'text'>): string {
  return hashText(inContext(statement))
}

/** `vectors`: one a statement, or null for words alone. */
export async function statementObjects(
  { statements: name }: Pick<Collections, 'statements'>,
  { read, library, translation, version }: VersionedDocument,
  vectors: readonly Float32Array[] | null,
): Promise<WeaviateObject[]> {
  const document = read.source.id
  const { from, until } = forceIntervalOf(read, library)
  const prefix = await digest(`${document}\n${version}`)
  return statementsOf(read).map((statement, i) => {
    const english = translation ? translationOf(translation, statement.span) : ''
    return {
      class: name,
      id: identifier(prefix, i),
      properties: {
        document,
        version,
        statement: i,
        passage: passageHash(statement),
        words: tokenize(`${inContext(statement)} ${english}`, LEXICON).join(' '),
        inForceFrom: from === null ? FIRST_DAY : dayNumber(from),
        inForceUntil: until === null ? LAST_DAY : dayNumber(until),
      },
      ...(vectors && { vector: rounded(vectors[i]!) }),
    }
  })
}

/** The record that a document was sent. */
export async function documentObject(
  { documents: name }: Pick<Collections, 'documents'>,
  properties: { readonly document: string; readonly version: string; readonly statements: number },
): Promise<WeaviateObject> {
  return { class: name, id: await documentObjectId(properties.document), properties }
}

export async function documentObjectId(document: string): Promise<string> {
  return identifier(await digest(document), 0)
}

const FIRST_DAY = 0
const LAST_DAY = 99_991_231

/** ISO date → a number that is greater the later the day is. */
export function dayNumber(day: string): number {
  return Number(day.replaceAll('-', ''))
}

/** 24 hexadecimal digits. */
async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...bytes.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A UUID of the free form (RFC 9562, version 8), which holds 22 digits of the digest and the statement's place. */
function identifier(hash: string, place: number): string {
  const last = hash.slice(18, 22) + place.toString(16).padStart(8, '0')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(12, 15)}-8${hash.slice(15, 18)}-${last}`
}

/** Six decimals are below what a byte a dimension can tell, and half of the digits. */
function rounded(vector: Float32Array): number[] {
  return Array.from(vector, (x) => Math.round(x * 1e6) / 1e6)
}
