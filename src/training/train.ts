/** Runs training: starts the workers, feeds them batches, logs progress, keeps checkpoints to resume from. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { batchLoader } from './batches.ts'
import { ADAM, MAXIMUM_PAGES } from './kernels.ts'
import { type Layout, layoutOf, type RunShape } from './layout.ts'
import type { Prepared } from './prepare.ts'
import { type Random, seededRandom } from './random.ts'
import type { Recipe } from './recipe.ts'
import { DONE, PREPARED, STOP, type WorkerData } from './worker.ts'

export interface TrainOptions {
  readonly recipe: Recipe
  readonly prepared: Prepared
  /** Folder of checkpoints. */
  readonly folder: string
  readonly threads: number
  /** Table to start from; random rows when absent. */
  readonly initial?: Float32Array | undefined
  readonly log: (line: string) => void
}

/** ES2024, which the project's `lib` does not name yet; waiting without blocking lets errors of workers surface. */
const { waitAsync } = Atomics as unknown as {
  waitAsync(array: Int32Array, index: number, value: number): { value: Promise<string> | string }
}

/** tsx does not reach into workers by itself. */
const WORKER_START = `import('tsx/esm/api').then(({ register }) => {
  register()
  return import(${JSON.stringify(new URL('./worker.ts', import.meta.url).href)})
})`

const LOG_EVERY = 200
const CHECKPOINT_EVERY = 4_000

/** Trains (or resumes) to the last step; gives the table, `vocabulary × dimensions` in rows. */
export async function train({
  recipe,
  prepared,
  folder,
  threads,
  initial,
  log,
}: TrainOptions): Promise<Float32Array> {
  const shape: RunShape = {
    vocabulary: prepared.vocabulary.pieces.length,
    dimensions: recipe.dimensions,
    batch: recipe.batch,
    threads,
    maximumTokens: recipe.maximumTokens,
    prefixes: recipe.prefixes.length + 1,
  }
  const layout = layoutOf(shape)
  const pages = Math.ceil(layout.bytes / 65_536)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: MAXIMUM_PAGES, shared: true })
  const parameters = shape.vocabulary * shape.dimensions
  const state = [layout.table, layout.firstMoments, layout.secondMoments].map(
    (at) => new Float32Array(memory.buffer, at, parameters),
  )
  const checkpoint = join(folder, `checkpoint-${recipe.dimensions}-${recipe.batch}-${recipe.steps}.bin`)
  let step = readCheckpoint(checkpoint, state)
  if (step > 0) log(`resumed at step ${step}`)
  else if (initial) state[0]!.set(initial)
  else initialise(state[0]!, prepared, recipe)

  const loader = batchLoader({
    memory,
    shape,
    seed: recipe.seed,
    mixture: recipe.mixture,
    stores: prepared.stores,
    tables: { english: prepared.toEnglish, chinese: prepared.toChinese },
    schedule: (at, random) => scheduleStep(recipe, at, random),
  })
  const control = new Int32Array(memory.buffer, layout.control, 8)
  control[PREPARED] = step
  control[DONE] = step
  const workers = Array.from({ length: threads }, (_, thread) => {
    const workerData: WorkerData = { memory, shape, thread, temperature: recipe.temperature, firstStep: step }
    return new Worker(WORKER_START, { eval: true, workerData })
  })
  const ended = Promise.all(workers.map((worker) => new Promise((done) => worker.once('exit', done))))

  const started = performance.now()
  const firstStep = step
  let loss = 0
  let prepareStep = step
  while (step < recipe.steps) {
    while (prepareStep < Math.min(step + 2, recipe.steps)) {
      loader.load(prepareStep, layout.slots[prepareStep % 2 === 0 ? 0 : 1])
      Atomics.store(control, PREPARED, ++prepareStep)
      Atomics.notify(control, PREPARED)
    }
    await waitForStep(control, step)
    loss += stepLoss(memory, layout, step, threads)
    step++
    if (step % LOG_EVERY === 0) {
      const seconds = (performance.now() - started) / 1_000
      const perStep = seconds / (step - firstStep)
      const left = Math.round((perStep * (recipe.steps - step)) / 60)
      log(
        `step ${step}/${recipe.steps} loss ${(loss / LOG_EVERY).toFixed(4)} ${(1_000 * perStep).toFixed(0)} ms/step, ${left} min left`,
      )
      loss = 0
    }
    // The workers may already run the next step; a checkpoint waits until they rest.
    if (step % CHECKPOINT_EVERY === 0 && step < recipe.steps && prepareStep === step + 1) {
      await waitForStep(control, step)
      loss += stepLoss(memory, layout, step, threads)
      step++
      writeCheckpoint(checkpoint, step, state)
    }
  }
  Atomics.store(control, STOP, 1)
  Atomics.notify(control, PREPARED)
  await ended
  writeCheckpoint(checkpoint, step, state)
  return Float32Array.from(state[0]!)
}

async function waitForStep(control: Int32Array, step: number): Promise<void> {
  for (let done = Atomics.load(control, DONE); done <= step; done = Atomics.load(control, DONE)) {
    await waitAsync(control, DONE, done).value
  }
}

function stepLoss(memory: WebAssembly.Memory, layout: Layout, step: number, threads: number): number {
  const slot = layout.slots[step % 2 === 0 ? 0 : 1]
  return new Float64Array(memory.buffer, slot.losses, threads).reduce((sum, part) => sum + part, 0)
}

/** N(0, 1/D) · a/(a + p(token)): frequent tokens start short (Arora et al. 2017, smooth inverse frequency). */
function initialise(
  table: Float32Array,
  { stores, vocabulary }: Prepared,
  { seed, dimensions }: Recipe,
): void {
  const counts = new Float64Array(vocabulary.pieces.length)
  let total = 0
  for (const { tokens } of stores.values()) {
    for (const token of tokens) counts[token]!++
    total += tokens.length
  }
  const random = seededRandom(seed, -1)
  counts.forEach((count, token) => {
    const weight = 1e-3 / (1e-3 + count / total) / Math.sqrt(dimensions)
    for (let d = 0; d < dimensions; d++) table[token * dimensions + d] = random.normal() * weight
  })
  // Padding and unknown tokens carry nothing.
  table.fill(0, 0, 2 * dimensions)
}

function scheduleStep(recipe: Recipe, step: number, random: Random) {
  const t = step + 1
  const warm = recipe.warmUp * recipe.steps
  const progress = Math.max(0, (t - warm) / (recipe.steps - warm))
  const cosine = recipe.finalRate + (1 - recipe.finalRate) * 0.5 * (1 + Math.cos(Math.PI * progress))
  const rate = recipe.rate * Math.min(1, t / warm) * cosine
  const prefixes = [recipe.dimensions]
  if (recipe.prefixes.length && random.next() < recipe.prefixChance) {
    prefixes.push(recipe.prefixes[random.below(recipe.prefixes.length)]!)
  }
  return { prefixes, rates: [rate / (1 - ADAM.beta1 ** t), 1 / (1 - ADAM.beta2 ** t)] }
}

/** Step of a complete checkpoint after filling `state`, or 0. */
function readCheckpoint(path: string, state: readonly Float32Array[]): number {
  if (!existsSync(path)) return 0
  const bytes = readFileSync(path)
  const size = state[0]!.byteLength
  if (bytes.length !== 8 + state.length * size) return 0
  state.forEach((part, i) => {
    new Uint8Array(part.buffer, part.byteOffset, size).set(bytes.subarray(8 + i * size, 8 + (i + 1) * size))
  })
  return bytes.readUInt32LE(0)
}

function writeCheckpoint(path: string, step: number, state: readonly Float32Array[]): void {
  const header = Buffer.alloc(8)
  header.writeUInt32LE(step)
  const parts = state.map((part) => Buffer.from(part.slice().buffer))
  writeFileSync(`${path}.new`, Buffer.concat([header, ...parts]))
  renameSync(`${path}.new`, path)
}
