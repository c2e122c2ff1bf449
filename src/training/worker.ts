/** A worker thread of training: waits for prepared batches in the shared memory and takes its share of each step. */
import { workerData } from 'node:worker_threads'
import { instantiateKernels } from './kernels.ts'
import { layoutOf, type RunShape } from './layout.ts'
import { trainStep } from './step.ts'

export interface WorkerData {
  readonly memory: WebAssembly.Memory
  readonly shape: RunShape
  readonly thread: number
  readonly temperature: number
  readonly firstStep: number
}

/** Places in the control block. */
export const ARRIVED = 0
export const GENERATION = 1
export const PREPARED = 2
export const DONE = 3
export const STOP = 4

const data = workerData as WorkerData | null
if (data) run(data)

function run({ memory, shape, thread, temperature, firstStep }: WorkerData): void {
  const layout = layoutOf(shape)
  const control = new Int32Array(memory.buffer, layout.control, 8)
  const barrier = () => {
    const generation = Atomics.load(control, GENERATION)
    if (Atomics.add(control, ARRIVED, 1) === shape.threads - 1) {
      Atomics.store(control, ARRIVED, 0)
      Atomics.add(control, GENERATION, 1)
      Atomics.notify(control, GENERATION)
    } else {
      while (Atomics.load(control, GENERATION) === generation) Atomics.wait(control, GENERATION, generation)
    }
  }
  const context = {
    layout,
    kernels: instantiateKernels(memory),
    thread,
    temperature,
    floats: new Float32Array(memory.buffer),
    ints: new Int32Array(memory.buffer),
    doubles: new Float64Array(memory.buffer),
    barrier,
  }
  for (let step = firstStep; ; step++) {
    let prepared = Atomics.load(control, PREPARED)
    while (prepared <= step) {
      if (Atomics.load(control, STOP)) return
      Atomics.wait(control, PREPARED, prepared)
      prepared = Atomics.load(control, PREPARED)
    }
    trainStep(context, layout.slots[step % 2 === 0 ? 0 : 1])
    barrier()
    if (thread === 0) {
      Atomics.store(control, DONE, step + 1)
      Atomics.notify(control, DONE)
    }
  }
}
