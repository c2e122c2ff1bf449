/** How V8 lets the heap of this process grow. */
import { setFlagsFromString } from 'node:v8'

/**
 * Percent by which the heap may outgrow what was alive at the latest full collection, before the next one. V8 itself
 * allows up to 300 while the program is busy: a server of the seed corpus with 47 MB alive then takes 200 MB of heap,
 * and the more the larger the corpus. A share suits every corpus, where `--max-old-space-size` would have to be sized
 * for each. V8 reads it at each collection, so that it may be set while the program runs.
 */
const GROWTH = 50

/** Keeps resident memory near to what is needed, for some collections more. To be called before anything is read. */
export function holdHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
}
