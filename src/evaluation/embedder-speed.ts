/** How fast an embedder is: start, short sentences a second in batches, milliseconds a question one by one. */

import type { Embedder } from '../ports/embedder.ts'
import { mean } from './ir-measures.ts'

export interface EmbedderSpeed {
  /** Load of the model, in ms. */
  readonly start: number
  readonly sentencesPerSecond: number
  /** Median over the questions, in ms. */
  readonly queryMilliseconds: number
}

const BATCH = 256
/** Best of this many passes: the machine may be busy. */
const PASSES = 5

export async function measureSpeed(
  load: () => Promise<Embedder>,
  sentences: readonly string[],
  questions: readonly string[],
): Promise<EmbedderSpeed> {
  const before = performance.now()
  const embedder = await load()
  const start = performance.now() - before
  let best = Number.POSITIVE_INFINITY
  for (let pass = 0; pass < PASSES; pass++) {
    const from = performance.now()
    for (let i = 0; i < sentences.length; i += BATCH) {
      await embedder.embed(sentences.slice(i, i + BATCH), 'passage')
    }
    best = Math.min(best, performance.now() - from)
  }
  const times: number[] = []
  for (const question of questions) {
    const from = performance.now()
    await embedder.embed([question], 'query')
    times.push(performance.now() - from)
  }
  times.sort((a, b) => a - b)
  const middle = times.length / 2
  return {
    start,
    sentencesPerSecond: (1_000 * sentences.length) / best,
    queryMilliseconds: mean(times.slice(Math.floor(middle - 0.5), Math.ceil(middle + 0.5))),
  }
}
