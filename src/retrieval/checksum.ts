/** Fast hashes that tell whether texts or files changed (FNV-1a, two lanes of 32 bits); not a protection against forgery. */
import type { Library, ReadDocument } from '../domain/library.ts'

const PRIME = 0x01000193
const LANES = [0x811c9dc5, 0x050c5d1f] as const

/** 16 hex digits over the UTF-16 code units of a text. */
export function hashText(text: string): string {
  let [a, b] = LANES as readonly [number, number]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, PRIME)
    b = Math.imul(b ^ (unit + i), PRIME)
  }
  return hex(a, b)
}

/** 16 hex digits over bytes. */
export function hashBytes(bytes: Uint8Array): string {
  const hasher = createByteHasher()
  hasher.update(bytes)
  return hasher.digest()
}

export interface ByteHasher {
  /** Takes the next stretch; how the bytes are cut into stretches makes no difference. */
  update(bytes: Uint8Array): void
  digest(): string
}

const WORD = 4

/** Hashes a file stretch by stretch; whole words at a time, so that 200 MB take a fraction of a second. */
export function createByteHasher(): ByteHasher {
  let [a, b] = LANES as readonly [number, number]
  let length = 0
  let count = 0
  /** Bytes of a word that a stretch left open. */
  const open = new Uint8Array(WORD)
  let opened = 0
  const take = (words: Uint32Array) => {
    for (const word of words) {
      a = mix(a ^ word)
      b = mix(b ^ (word + count++))
    }
  }
  return {
    update(bytes) {
      length += bytes.length
      let at = 0
      for (; opened > 0 && at < bytes.length; at++) {
        open[opened++] = bytes[at]!
        if (opened < WORD) continue
        take(new Uint32Array(open.buffer))
        opened = 0
      }
      const whole = (bytes.length - at) >> 2
      const aligned =
        (bytes.byteOffset + at) % WORD === 0
          ? new Uint32Array(bytes.buffer, bytes.byteOffset + at, whole)
          : new Uint32Array(bytes.slice(at, at + whole * WORD).buffer)
      take(aligned)
      for (at += whole * WORD; at < bytes.length; at++) open[opened++] = bytes[at]!
    },
    digest() {
      let end = a
      for (const byte of open.subarray(0, opened)) end = Math.imul(end ^ byte, PRIME)
      return hex(end, b ^ length)
    },
  }
}

/** Brings the high bits of a word down, where FNV alone would leave changes of them unseen in the low ones. */
function mix(x: number): number {
  const y = Math.imul(x, PRIME)
  return y ^ (y >>> 15)
}

/**
 * Hash of the ids and texts of all documents, in the order of the library, and of how they were parsed: an index made
 * with another parser would cite other paragraphs.
 */
export function corpusHash(library: Library): string {
  return hashOfDocuments([...library.values()].map(documentHash))
}

/** As `corpusHash`, from the hashes of the documents in the order of the library. */
export function hashOfDocuments(documents: readonly string[]): string {
  return hashText(documents.join('\n'))
}

export function documentHash({ source, tree }: ReadDocument): string {
  const paragraphs = tree.paragraphs.map(({ role, section, span, body, sentences }) =>
    [
      role,
      section,
      span.start,
      body.start,
      body.end,
      ...sentences.map((sentence) => sentence.span.end),
    ].join(),
  )
  const titles = tree.sections.map(({ parent, title }) => `${parent} ${title}`)
  return [source.id, source.text, tree.metadata.title.value, ...titles, ...paragraphs].map(hashText).join()
}

function hex(a: number, b: number): string {
  return [a, b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
}
