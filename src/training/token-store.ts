/** Tokenised texts of one training source as flat arrays, kept in one file of the cache. */
import { readFileSync, writeFileSync } from 'node:fs'

export interface TokenStore {
  /** Text i is `tokens[offsets[i] … offsets[i + 1])`. */
  readonly offsets: Uint32Array
  readonly tokens: Uint16Array
  /** Document d is the texts `documents[d] … documents[d + 1]`; a pair is a document of two texts. */
  readonly documents: Uint32Array
}

export function textTokens(store: TokenStore, text: number): Uint16Array {
  return store.tokens.subarray(store.offsets[text]!, store.offsets[text + 1]!)
}

/** Tokenises documents of texts; documents with an empty text are dropped. */
export function buildTokenStore(
  documents: Iterable<readonly string[]>,
  encode: (text: string) => readonly number[],
): TokenStore {
  let tokens = new Uint16Array(1 << 20)
  let used = 0
  const offsets = [0]
  const starts = [0]
  for (const texts of documents) {
    const encoded = texts.map(encode)
    if (encoded.some((ids) => ids.length === 0)) continue
    for (const ids of encoded) {
      if (used + ids.length > tokens.length) {
        const grown = new Uint16Array(2 * (used + ids.length))
        grown.set(tokens)
        tokens = grown
      }
      tokens.set(ids, used)
      used += ids.length
      offsets.push(used)
    }
    starts.push(offsets.length - 1)
  }
  return {
    offsets: Uint32Array.from(offsets),
    tokens: tokens.slice(0, used),
    documents: Uint32Array.from(starts),
  }
}

export function writeTokenStore(path: string, store: TokenStore): void {
  const header = Uint32Array.of(store.offsets.length, store.documents.length, store.tokens.length)
  const parts = [header, store.offsets, store.documents, store.tokens]
  writeFileSync(
    path,
    Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))),
  )
}

export function readTokenStore(path: string): TokenStore {
  const { buffer } = Uint8Array.from(readFileSync(path))
  const [texts, documents, tokens] = new Uint32Array(buffer, 0, 3)
  return {
    offsets: new Uint32Array(buffer, 12, texts),
    documents: new Uint32Array(buffer, 12 + 4 * texts!, documents),
    tokens: new Uint16Array(buffer, 12 + 4 * texts! + 4 * documents!, tokens),
  }
}

/** The documents of both, one after the other. */
export function joinTokenStores(first: TokenStore, second: TokenStore): TokenStore {
  const tokens = new Uint16Array(first.tokens.length + second.tokens.length)
  tokens.set(first.tokens)
  tokens.set(second.tokens, first.tokens.length)
  const shifted = (positions: Uint32Array, by: number) => Array.from(positions.subarray(1), (at) => at + by)
  return {
    offsets: Uint32Array.from([...first.offsets, ...shifted(second.offsets, first.tokens.length)]),
    tokens,
    documents: Uint32Array.from([...first.documents, ...shifted(second.documents, first.offsets.length - 1)]),
  }
}
