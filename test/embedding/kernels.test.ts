import { describe, expect, it } from 'vitest'
import { instantiateKernels, MAXIMUM_PAGES } from '../../src/training/kernels.ts'

const memory = new WebAssembly.Memory({ initial: 64, maximum: MAXIMUM_PAGES, shared: true })
const kernels = instantiateKernels(memory)
const floats = new Float32Array(memory.buffer)
const ints = new Int32Array(memory.buffer)

let state = 1
/** Deterministic numbers in (−1, 1). */
const noise = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
  return state / 2 ** 31
}
const fill = (at: number, n: number) => {
  for (let i = 0; i < n; i++) floats[at + i] = noise()
  return Array.from(floats.subarray(at, at + n))
}

describe('kernels agree with plain loops', () => {
  it('gather', () => {
    const rows = fill(0, 10 * 64)
    const ids = [3, 9, 3, 0]
    ints.set(ids, 2_000)
    kernels.gather(4 * 4_000, 0, 4 * 2_000, ids.length, 64)
    for (let d = 0; d < 64; d++)
      expect(floats[4_000 + d]).toBeCloseTo(
        ids.reduce((sum, id) => sum + rows[id * 64 + d]!, 0),
        5,
      )
    kernels.gather(4 * 4_000, 0, 4 * 2_000, 0, 64)
    expect(floats[4_000]).toBe(0)
  })

  it.each([
    ['rows', false, false],
    ['transposed left', true, false],
    ['transposed right', false, true],
  ])('product of %s', (_, leftTransposed, rightTransposed) => {
    const [m, k, n] = [8, 12, 16]
    const [a, b, c, panel] = [0, 1_000, 2_000, 3_000]
    const left = fill(a, m * k)
    const right = fill(b, k * n)
    const before = fill(c, m * n)
    const aStride = leftTransposed ? [4, 4 * m] : [4 * k, 4]
    const bStride = rightTransposed ? [4, 4 * k] : [4 * n, 4]
    kernels.product(
      4 * a,
      aStride[0]!,
      aStride[1]!,
      4 * b,
      bStride[0]!,
      bStride[1]!,
      4 * c,
      4 * n,
      m,
      k,
      n,
      4 * panel,
    )
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = before[i * n + j]!
        for (let l = 0; l < k; l++)
          sum +=
            left[leftTransposed ? l * m + i : i * k + l]! * right[rightTransposed ? j * k + l : l * n + j]!
        expect(floats[c + i * n + j]).toBeCloseTo(sum, 4)
      }
  })

  it('exponential', () => {
    const x = fill(0, 64)
    kernels.exponential(0, 1 / 0.06, -1 / 0.06, 64)
    for (let i = 0; i < 64; i++) {
      const expected = Math.exp((x[i]! - 1) / 0.06)
      expect(Math.abs(floats[i]! - expected) / expected).toBeLessThan(5e-6)
    }
  })

  it('sums, softmaxGradient, dot, addScaled', () => {
    const x = fill(0, 32)
    const y = fill(100, 32)
    const total = kernels.sums(0, 400, 32)
    expect(total).toBeCloseTo(
      x.reduce((sum, value) => sum + value, 0),
      4,
    )
    expect(floats[105]).toBeCloseTo(x[5]! + y[5]!, 5)
    expect(kernels.dot(0, 0, 32)).toBeCloseTo(
      x.reduce((sum, value) => sum + value * value, 0),
      4,
    )
    kernels.addScaled(0, 400, 0.5, 32)
    expect(floats[5]).toBeCloseTo(x[5]! + 0.5 * (x[5]! + y[5]!), 5)
    const now = floats[5]!
    kernels.softmaxGradient(0, 0.25, 400, 3, 32)
    expect(floats[5]).toBeCloseTo(now * (0.25 + floats[105]!) * 3, 4)
  })

  it('adam moves against the gradient by the rate at first', () => {
    floats.fill(0, 0, 400)
    fill(300, 4)
    kernels.adam(0, 400, 800, 1200, 4, 0.02 / (1 - 0.9), 1 / (1 - 0.999))
    for (let i = 0; i < 4; i++) expect(floats[i]).toBeCloseTo(-0.02 * Math.sign(floats[300 + i]!), 5)
  })
})
