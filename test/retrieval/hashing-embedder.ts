/** A fake embedder for tests: character bigrams hashed into 64 dimensions, normalised; alike texts get alike vectors. */
import type { Embedder } from '../../src/ports/embedder.ts'

const DIMENSIONS = 64

export function hashingEmbedder(id = 'fake-hashing-1'): Embedder {
  return {
    id,
    dimensions: DIMENSIONS,
    embed: (texts) => Promise.resolve(texts.map(embedOne)),
  }
}

function embedOne(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS)
  for (let i = 0; i + 1 < text.length; i++) {
    const hash = Math.imul(text.charCodeAt(i), 31) + Math.imul(text.charCodeAt(i + 1), 2_654_435)
    vector[(hash >>> 0) % DIMENSIONS]! += hash & 64 ? 1 : -1
  }
  const norm = Math.hypot(...vector)
  return norm ? vector.map((x) => x / norm) : vector
}
