/** Where everything lies in the shared memory of a training run: byte offsets, the same for all threads. */

export interface RunShape {
  readonly vocabulary: number
  readonly dimensions: number
  /** Pairs in a batch; a multiple of 8 × threads. */
  readonly batch: number
  readonly threads: number
  /** Texts are cut to this many tokens. */
  readonly maximumTokens: number
  /** Matryoshka prefixes at most. */
  readonly prefixes: number
}

/** A batch as the loader writes it and the workers read it. Texts 0 … B − 1 are questions, B … 2B − 1 passages. */
export interface BatchSlot {
  /** Float64, one a thread: its part of the loss. */
  readonly losses: number
  /** Float32: rate with bias, second bias. */
  readonly rates: number
  /** Int32: count of prefixes, the prefixes, count of masked pairs, count of touched rows. */
  readonly counts: number
  readonly textOffsets: number
  readonly tokens: number
  readonly masked: number
  readonly touched: number
  readonly touchedOffsets: number
  readonly touchedTexts: number
}

export interface Layout {
  readonly shape: RunShape
  readonly bytes: number
  /** Int32: barrier arrivals, barrier generation, steps prepared, steps done, stop. */
  readonly control: number
  readonly table: number
  readonly firstMoments: number
  readonly secondMoments: number
  /** Sums of rows of the 2B texts, their normalised prefixes, and the gradients of both. */
  readonly sums: number
  readonly units: number
  readonly unitGradients: number
  readonly gradients: number
  readonly lengths: number
  /** B × `similarityStride` bytes. */
  readonly similarities: number
  readonly similarityStride: number
  readonly rowInverse: number
  /** One row of B floats a thread, and their inverse sum a thread. */
  readonly columnSums: number
  readonly columnInverse: number
  readonly panels: number
  readonly panelBytes: number
  readonly rowGradients: number
  readonly slots: readonly [BatchSlot, BatchSlot]
}

/** Masked pairs that a batch can hold; more are left unmasked. */
export const MAXIMUM_MASKED = 1 << 18

export function layoutOf(shape: RunShape): Layout {
  let at = 0
  const take = (bytes: number) => {
    const here = at
    at += Math.ceil(bytes / 64) * 64
    return here
  }
  const { vocabulary, dimensions, batch, threads } = shape
  const texts = 2 * batch
  const tokens = texts * shape.maximumTokens
  const parameters = 4 * vocabulary * dimensions
  // 16 floats of padding keep the columns out of one set of the cache.
  const similarityStride = 4 * (batch + 16)
  const panelBytes = 32 * Math.max(batch, dimensions)
  const slot = (): BatchSlot => ({
    losses: take(8 * threads),
    rates: take(8),
    counts: take(4 * (shape.prefixes + 3)),
    textOffsets: take(4 * (texts + 1)),
    tokens: take(4 * tokens),
    masked: take(8 * MAXIMUM_MASKED),
    touched: take(4 * vocabulary),
    touchedOffsets: take(4 * (vocabulary + 1)),
    touchedTexts: take(4 * tokens),
  })
  return {
    shape,
    control: take(64),
    table: take(parameters),
    firstMoments: take(parameters),
    secondMoments: take(parameters),
    sums: take(4 * texts * dimensions),
    units: take(4 * texts * dimensions),
    unitGradients: take(4 * texts * dimensions),
    gradients: take(4 * texts * dimensions),
    lengths: take(4 * texts),
    similarities: take(batch * similarityStride),
    similarityStride,
    rowInverse: take(4 * batch),
    columnSums: take(4 * threads * batch),
    columnInverse: take(4 * threads * batch),
    panels: take(threads * panelBytes),
    panelBytes,
    rowGradients: take(4 * threads * dimensions),
    slots: [slot(), slot()],
    bytes: at,
  }
}
