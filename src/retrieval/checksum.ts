/** Fast hashes that tell whether texts or files changed (FNV-1a, two lanes of 32 bits); not a protection against forgery. */
import type { Library } from '../domain/library.ts'

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
  /** Takes the next stretch; all but the last must be multiples of 4 long. */
  update(bytes: Uint8Array): void
  digest(): string
}

/** Hashes a file stretch by stretch; whole words at a time, so that 200 MB take a fraction of a second. */
export function createByteHasher(): ByteHasher {
  let [a, b] = LANES as readonly [number, number]
  let length = 0
  return {
    update(bytes) {
      const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
      const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2)
      for (let i = 0; i < words.length; i++) {
        const word = words[i]!
        a = mix(a ^ word)
        b = mix(b ^ (word + i))
      }
      for (let i = words.length * 4; i < aligned.byteLength; i++) a = Math.imul(a ^ aligned[i]!, PRIME)
      length += bytes.byteLength
    },
    digest: () => hex(a, b ^ length),
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
  const documents = [...library].map(([id, { source, tree }]) => {
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
    return [id, source.text, tree.metadata.title.value, ...titles, ...paragraphs].map(hashText).join()
  })
  return hashText(documents.join('\n'))
}

function hex(a: number, b: number): string {
  return [a, b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
}
