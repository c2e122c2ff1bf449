/** Gives a body that is written while it is read, from its parts, so that only a piece of it is in memory. */

/** Characters that are written at once: parts of a few bytes each would cost more than they hold. */
const PIECE = 65_536

/** What a part throws breaks the body off; a reader that goes away ends the parts. */
export function streamText(parts: Iterable<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return streamBytes(pieces(parts))
}

export function streamBytes(
  parts: Iterable<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = parts[Symbol.iterator]()
  return new ReadableStream(
    {
      pull(controller) {
        const { done, value } = iterator.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel() {
        iterator.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}

export function* mapped<T, U>(records: Iterable<T>, map: (record: T) => U): Generator<U> {
  for (const record of records) yield map(record)
}

function* pieces(parts: Iterable<string>): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  let piece = ''
  for (const part of parts) {
    piece += part
    if (piece.length < PIECE) continue
    yield encoder.encode(piece)
    piece = ''
  }
  if (piece !== '') yield encoder.encode(piece)
}
