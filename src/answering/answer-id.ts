/**
 * Gives an answer's permalink id from the question, and the question back from the id.
 *
 * Answers are a function of question and index, so the id holds the question itself: no store is needed, it works
 * after a restart and on every host. Layout, in base64url: format and coding byte, FNV-1a of the rest (4 bytes), index
 * version and JSON of the question in UTF-8 or UTF-16, whichever is shorter. An id has at most about 11,000
 * characters, because `MAX_HISTORY_CHARACTERS` bounds the history.
 */
import type { Language, Question } from '../domain/answer.ts'

export interface AskedQuestion {
  readonly question: Question
  /** Version of the index that gave the answer. */
  readonly version: string
}

/** Characters of history that take part in answering; earlier questions beyond them are left out. */
export const MAX_HISTORY_CHARACTERS = 2000

const FORMAT = 0x5b
/** Ids of version 0.1, which name no day. */
const FORMAT_WITHOUT_DAY = 0x5a
const UTF8 = 0
const UTF16 = 1

/** The question with only the latest part of its history that fits `MAX_HISTORY_CHARACTERS`: what is answered and linked. */
export function boundHistory(question: Question): Question {
  let room = MAX_HISTORY_CHARACTERS
  let first = question.history.length
  while (first > 0 && question.history[first - 1]!.length <= room) room -= question.history[--first]!.length
  return first === 0 ? question : { ...question, history: question.history.slice(first) }
}

/** The id of the answer to a question; `boundHistory` first, or the id may be longer than `decodeAnswerId` takes. */
export function encodeAnswerId(asked: AskedQuestion): string {
  const { question, history, corpus, lang, asOf } = asked.question
  const text = JSON.stringify([asked.version, question, lang ?? 0, corpus ?? 0, asOf ?? 0, ...history])
  const utf8 = new TextEncoder().encode(text)
  const coding = utf8.length <= text.length * 2 ? UTF8 : UTF16
  const payload = coding === UTF8 ? utf8 : toUtf16(text)
  const bytes = new Uint8Array(6 + payload.length)
  bytes[0] = FORMAT
  bytes[1] = coding
  new DataView(bytes.buffer).setUint32(2, fnv1a(payload))
  bytes.set(payload, 6)
  return toBase64Url(bytes)
}

/** The question of an id, or null when the id is not one of ours. */
export function decodeAnswerId(id: string): AskedQuestion | null {
  if (id.length > 16_384 || !/^[\w-]+$/.test(id)) return null
  try {
    const bytes = fromBase64Url(id)
    const payload = bytes.subarray(6)
    const known = bytes[0] === FORMAT || bytes[0] === FORMAT_WITHOUT_DAY
    if (!known || new DataView(bytes.buffer).getUint32(2) !== fnv1a(payload)) return null
    const text = bytes[1] === UTF8 ? new TextDecoder().decode(payload) : fromUtf16(payload)
    const value: unknown = JSON.parse(text)
    if (bytes[0] === FORMAT_WITHOUT_DAY && Array.isArray(value)) value.splice(4, 0, 0)
    return readAsked(value)
  } catch {
    return null
  }
}

/** The checksum is no signature: what it lets through is still checked for shape. */
function readAsked(value: unknown): AskedQuestion | null {
  if (!Array.isArray(value)) return null
  const [version, question, lang, corpus, asOf, ...history] = value as unknown[]
  if (typeof version !== 'string' || typeof question !== 'string' || question.trim() === '') return null
  if (!history.every((item): item is string => typeof item === 'string')) return null
  if (lang !== 0 && lang !== 'zh' && lang !== 'en') return null
  if (corpus !== 0 && typeof corpus !== 'string') return null
  if (asOf !== 0 && (typeof asOf !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(asOf))) return null
  const asked: Question = {
    question,
    history,
    ...(corpus === 0 ? {} : { corpus }),
    ...(lang === 0 ? {} : { lang: lang as Language }),
    ...(asOf === 0 ? {} : { asOf }),
  }
  return { version, question: asked }
}

function toUtf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i))
  return bytes
}

function fromUtf16(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(view.getUint16(i))
  return text
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
}

/** 32-bit FNV-1a: tells a mistyped or cut id from a whole one. */
function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
