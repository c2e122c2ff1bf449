/**
 * One training step of a worker thread: its share of the forward pass, of the loss both ways, and of the update.
 *
 * Loss: symmetric InfoNCE over the batch (van den Oord et al. 2018; Radford et al. 2021) on each Matryoshka prefix
 * (Kusupati et al. 2022). Every phase writes ranges that no other thread writes, so the result does not depend on
 * the timing of threads. The order of sums depends on their number: a run is reproducible for one thread count.
 */
import type { Kernels } from './kernels.ts'
import type { BatchSlot, Layout } from './layout.ts'

export interface StepContext {
  readonly layout: Layout
  readonly kernels: Kernels
  readonly thread: number
  readonly temperature: number
  readonly floats: Float32Array
  readonly ints: Int32Array
  readonly doubles: Float64Array
  /** Waits until every thread has come here. */
  readonly barrier: () => void
}

export function trainStep(context: StepContext, slot: BatchSlot): void {
  const { layout, thread, ints, doubles, floats } = context
  const { batch, dimensions, threads } = layout.shape
  const from = Math.floor((batch * thread) / threads)
  const to = Math.floor((batch * (thread + 1)) / threads)
  const counts = slot.counts >> 2
  const prefixes = ints[counts]!
  for (const side of [0, batch]) {
    sumRows(context, slot, side + from, side + to)
    const gradients = (layout.gradients >> 2) + (side + from) * dimensions
    floats.fill(0, gradients, gradients + (to - from) * dimensions)
  }
  doubles[(slot.losses >> 3) + thread] = 0
  for (let i = 0; i < prefixes; i++) {
    prefixPass(context, slot, ints[counts + 1 + i]!, 1 / prefixes, from, to)
  }
  updateRows(context, slot, ints[counts + 1]!)
}

/** Sums of the token rows of texts `[from, to)`. */
function sumRows({ layout, kernels, ints }: StepContext, slot: BatchSlot, from: number, to: number): void {
  const rowBytes = 4 * layout.shape.dimensions
  const offsets = slot.textOffsets >> 2
  for (let text = from; text < to; text++) {
    const start = ints[offsets + text]!
    const count = ints[offsets + text + 1]! - start
    const out = layout.sums + text * rowBytes
    kernels.gather(out, layout.table, slot.tokens + 4 * start, count, layout.shape.dimensions)
  }
}

/** Loss and gradients on the first `n` dimensions, for questions and passages `[from, to)`. */
function prefixPass(
  context: StepContext,
  slot: BatchSlot,
  n: number,
  weight: number,
  from: number,
  to: number,
): void {
  const { layout, kernels, thread, floats, doubles, barrier } = context
  const { batch, dimensions } = layout.shape
  const row = 4 * dimensions
  const passages = batch * row
  const panel = layout.panels + thread * layout.panelBytes
  const stride = layout.similarityStride
  const own = from * row
  const share = to - from
  normalise(context, from, to, n)
  normalise(context, batch + from, batch + to, n)
  barrier()

  const similarities = layout.similarities + from * stride
  zeroRows(context, similarities, stride, batch, share)
  const { units, unitGradients } = layout
  kernels.product(
    ...([
      units + own,
      row,
      4,
      units + passages,
      4,
      row,
      similarities,
      stride,
      share,
      n,
      batch,
      panel,
    ] as const),
  )
  doubles[(slot.losses >> 3) + thread]! += weight * exponentials(context, slot, from, to)
  barrier()

  softmaxGradients(context, weight, from, to)
  zeroRows(context, unitGradients + own, row, n, share)
  kernels.product(
    ...([
      similarities,
      stride,
      4,
      units + passages,
      row,
      4,
      unitGradients + own,
      row,
      share,
      batch,
      n,
      panel,
    ] as const),
  )
  barrier()

  const column = layout.similarities + 4 * from
  const ownPassages = passages + own
  zeroRows(context, unitGradients + ownPassages, row, n, share)
  kernels.product(
    ...([
      column,
      4,
      stride,
      units,
      row,
      4,
      unitGradients + ownPassages,
      row,
      share,
      batch,
      n,
      panel,
    ] as const),
  )
  for (const side of [0, batch]) {
    for (let text = side + from; text < side + to; text++) {
      const unit = units + text * row
      const gradient = unitGradients + text * row
      const inverse = 1 / floats[(layout.lengths >> 2) + text]!
      const along = kernels.dot(unit, gradient, n)
      kernels.addScaled(layout.gradients + text * row, gradient, inverse, n)
      kernels.addScaled(layout.gradients + text * row, unit, -along * inverse, n)
    }
  }
  barrier()
}

function zeroRows({ floats }: StepContext, at: number, stride: number, n: number, rows: number): void {
  for (let i = 0; i < rows; i++) floats.fill(0, (at + i * stride) >> 2, ((at + i * stride) >> 2) + n)
}

function normalise({ layout, kernels, floats }: StepContext, from: number, to: number, n: number): void {
  const row = 4 * layout.shape.dimensions
  for (let text = from; text < to; text++) {
    const sum = layout.sums + text * row
    const unit = layout.units + text * row
    const length = Math.sqrt(kernels.dot(sum, sum, n)) + 1e-12
    floats[(layout.lengths >> 2) + text] = length
    floats.fill(0, unit >> 2, (unit >> 2) + n)
    kernels.addScaled(unit, sum, 1 / length, n)
  }
}

/** Turns the rows of cosines into exponentials, sums rows and (partly) columns; gives the loss of the rows. */
function exponentials(context: StepContext, slot: BatchSlot, from: number, to: number): number {
  const { layout, kernels, floats, ints, thread, temperature } = context
  const { batch } = layout.shape
  const stride = layout.similarityStride
  const columns = layout.columnSums + 4 * thread * batch
  floats.fill(0, columns >> 2, (columns >> 2) + batch)
  let loss = 0
  for (let i = from; i < to; i++) {
    const row = layout.similarities + i * stride
    loss += (1 - floats[(row >> 2) + i]!) / temperature
    kernels.exponential(row, 1 / temperature, -1 / temperature, batch)
  }
  const masks = ints[(slot.counts >> 2) + 1 + layout.shape.prefixes]!
  for (let k = 0; k < masks; k++) {
    const i = ints[(slot.masked >> 2) + 2 * k]!
    const j = ints[(slot.masked >> 2) + 2 * k + 1]!
    if (i >= from && i < to) floats[((layout.similarities + i * stride) >> 2) + j] = 0
  }
  for (let i = from; i < to; i++) {
    const sum = kernels.sums(layout.similarities + i * stride, columns, batch)
    floats[(layout.rowInverse >> 2) + i] = 1 / sum
    // The columns' half of the loss is close to the rows'; the rows' half is what the progress line shows.
    loss += Math.log(sum)
  }
  return loss / batch
}

/** Gradient of the loss by each cosine, in place of the exponentials. */
function softmaxGradients(context: StepContext, weight: number, from: number, to: number): void {
  const { layout, kernels, floats, thread, temperature } = context
  const { batch, threads } = layout.shape
  const inverse = (layout.columnInverse >> 2) + thread * batch
  for (let j = 0; j < batch; j++) {
    let sum = 0
    for (let t = 0; t < threads; t++) sum += floats[(layout.columnSums >> 2) + t * batch + j]!
    floats[inverse + j] = 1 / sum
  }
  const scale = weight / (2 * batch * temperature)
  for (let i = from; i < to; i++) {
    const row = layout.similarities + i * layout.similarityStride
    kernels.softmaxGradient(row, floats[(layout.rowInverse >> 2) + i]!, inverse << 2, scale, batch)
    floats[(row >> 2) + i]! -= 2 * scale
  }
}

/** Adam on the rows that the batch touched; the gradient of a row is the sum over the texts that hold its token. */
function updateRows(
  { layout, kernels, thread, floats, ints }: StepContext,
  slot: BatchSlot,
  n: number,
): void {
  const { dimensions, threads, prefixes } = layout.shape
  const count = ints[(slot.counts >> 2) + 2 + prefixes]!
  const rate = floats[slot.rates >> 2]!
  const secondBias = floats[(slot.rates >> 2) + 1]!
  const gradient = layout.rowGradients + 4 * thread * dimensions
  for (let k = thread; k < count; k += threads) {
    const row = 4 * ints[(slot.touched >> 2) + k]! * dimensions
    const start = ints[(slot.touchedOffsets >> 2) + k]!
    const texts = ints[(slot.touchedOffsets >> 2) + k + 1]! - start
    kernels.gather(gradient, layout.gradients, slot.touchedTexts + 4 * start, texts, dimensions)
    kernels.adam(
      layout.table + row,
      layout.firstMoments + row,
      layout.secondMoments + row,
      gradient,
      n,
      rate,
      secondBias,
    )
  }
}
