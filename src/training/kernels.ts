/**
 * The inner loops of training as WebAssembly SIMD kernels over one shared memory; all pointers are byte offsets.
 *
 * Lengths are counts of floats and must be multiples of 4 (gather: 32; product: m of 4, n of 8).
 */
import { product } from './product-kernel.ts'
import {
  add,
  addF32,
  advance,
  assemble,
  type Code,
  constant,
  floatConstant,
  get,
  type Kernel,
  lane,
  load,
  loadI32,
  multiply,
  range,
  repeat,
  set,
  splat,
  splatI32,
  store,
  types,
  vAdd,
  vAddI32,
  vDivide,
  vFloor,
  vMultiply,
  vShiftLeft,
  vSqrt,
  vSubtract,
  vToI32,
  when,
  ZERO,
} from './wasm-assembler.ts'

export interface Kernels {
  /** out[n] = Σ over `count` ids (int32) of rows[id × n …]. */
  gather(out: number, rows: number, ids: number, count: number, n: number): void
  /** c += a·b for a of m × k and b of k × n, with byte strides by row and column; c has columns of 4 bytes. `panel` is scratch of 32 k bytes. */
  product(
    ...operands: [
      ...a: [pointer: number, rowStride: number, columnStride: number],
      ...b: [pointer: number, rowStride: number, columnStride: number],
      ...c: [pointer: number, rowStride: number],
      m: number,
      k: number,
      n: number,
      panel: number,
    ]
  ): void
  /** x[i] = exp(x[i] · scale + shift); the result must be a normal float32. */
  exponential(x: number, scale: number, shift: number, n: number): void
  /** columns[i] += x[i]; gives Σ x. */
  sums(x: number, columns: number, n: number): number
  /** x[i] = x[i] · (row + columns[i]) · scale */
  softmaxGradient(x: number, row: number, columns: number, scale: number, n: number): void
  dot(a: number, b: number, n: number): number
  /** y += factor · x */
  addScaled(y: number, x: number, factor: number, n: number): void
  /** One Adam update of parameters x, moments m and v, gradient g. */
  adam(...a: [x: number, m: number, v: number, g: number, n: number, rate: number, secondBias: number]): void
}

export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-10 }

/** 3 GiB: the most that a training run may use. */
export const MAXIMUM_PAGES = 49_152

export function instantiateKernels(memory: WebAssembly.Memory): Kernels {
  const module = new WebAssembly.Module(assemble(KERNELS, MAXIMUM_PAGES))
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels
}

const horizontalSum = (value: number): Code =>
  addF32(addF32(lane(get(value), 0), lane(get(value), 1)), addF32(lane(get(value), 2), lane(get(value), 3)))

function gather(): Kernel {
  const [out, rows, ids, count, n] = [0, 1, 2, 3, 4]
  const [id, left, address, rowBytes] = [5, 6, 7, 8]
  const sum = (i: number) => 9 + i
  return {
    name: 'gather',
    parameters: types('i32', 5),
    locals: [...types('i32', 4), ...types('v128', 8)],
    body: [
      ...set(rowBytes, multiply(get(n), constant(4))),
      ...repeat(n, 32, [
        ...range(8).flatMap((i) => set(sum(i), ZERO)),
        ...set(id, get(ids)),
        ...set(left, get(count)),
        ...when(
          get(left),
          repeat(left, 1, [
            ...set(address, add(get(rows), multiply(loadI32(get(id)), get(rowBytes)))),
            ...range(8).flatMap((i) => set(sum(i), vAdd(get(sum(i)), load(get(address), 16 * i)))),
            ...advance(id, constant(4)),
          ]),
        ),
        ...range(8).flatMap((i) => store(get(out), get(sum(i)), 16 * i)),
        ...advance(out, constant(128)),
        ...advance(rows, constant(128)),
      ]),
    ],
  }
}

/** 2^t = 2^floor(t) · 2^fraction; the polynomial is the Taylor series of 2^fraction about ½, relative error below 3e-7. */
function exponential(): Kernel {
  const [x, scale, shift, n] = [0, 1, 2, 3]
  const [power, whole, fraction] = [4, 5, 6]
  const coefficients = [...range(7)].map((i) => {
    const factorial = range(i).reduce((product, j) => product * (j + 1), 1)
    return (Math.SQRT2 * Math.LN2 ** i) / factorial
  })
  const polynomial = coefficients.reduceRight<Code>(
    (value, coefficient) =>
      value.length === 0
        ? splat(floatConstant(coefficient))
        : vAdd(vMultiply(value, get(fraction)), splat(floatConstant(coefficient))),
    [],
  )
  return {
    name: 'exponential',
    parameters: ['i32', 'f32', 'f32', 'i32'],
    locals: types('v128', 3),
    body: repeat(n, 4, [
      ...set(
        power,
        vMultiply(
          vAdd(vMultiply(load(get(x)), splat(get(scale))), splat(get(shift))),
          splat(floatConstant(Math.LOG2E)),
        ),
      ),
      ...set(whole, vFloor(get(power))),
      ...set(fraction, vSubtract(vSubtract(get(power), get(whole)), splat(floatConstant(0.5)))),
      ...store(
        get(x),
        vMultiply(polynomial, vShiftLeft(vAddI32(vToI32(get(whole)), splatI32(constant(127))), 23)),
      ),
      ...advance(x, constant(16)),
    ]),
  }
}

function sums(): Kernel {
  const [x, columns, n, sum] = [0, 1, 2, 3]
  return {
    name: 'sums',
    parameters: types('i32', 3),
    locals: ['v128'],
    result: 'f32',
    body: [
      ...repeat(n, 4, [
        ...set(sum, vAdd(get(sum), load(get(x)))),
        ...store(get(columns), vAdd(load(get(columns)), load(get(x)))),
        ...advance(x, constant(16)),
        ...advance(columns, constant(16)),
      ]),
      ...horizontalSum(sum),
    ],
  }
}

function softmaxGradient(): Kernel {
  const [x, row, columns, scale, n] = [0, 1, 2, 3, 4]
  return {
    name: 'softmaxGradient',
    parameters: ['i32', 'f32', 'i32', 'f32', 'i32'],
    locals: [],
    body: repeat(n, 4, [
      ...store(
        get(x),
        vMultiply(vMultiply(load(get(x)), vAdd(splat(get(row)), load(get(columns)))), splat(get(scale))),
      ),
      ...advance(x, constant(16)),
      ...advance(columns, constant(16)),
    ]),
  }
}

function dot(): Kernel {
  const [a, b, n, sum] = [0, 1, 2, 3]
  return {
    name: 'dot',
    parameters: types('i32', 3),
    locals: ['v128'],
    result: 'f32',
    body: [
      ...repeat(n, 4, [
        ...set(sum, vAdd(get(sum), vMultiply(load(get(a)), load(get(b))))),
        ...advance(a, constant(16)),
        ...advance(b, constant(16)),
      ]),
      ...horizontalSum(sum),
    ],
  }
}

function addScaled(): Kernel {
  const [y, x, factor, n] = [0, 1, 2, 3]
  return {
    name: 'addScaled',
    parameters: ['i32', 'i32', 'f32', 'i32'],
    locals: [],
    body: repeat(n, 4, [
      ...store(get(y), vAdd(load(get(y)), vMultiply(load(get(x)), splat(get(factor))))),
      ...advance(x, constant(16)),
      ...advance(y, constant(16)),
    ]),
  }
}

/** Kingma & Ba, "Adam" (2015), algorithm 1; `rate` holds the bias of the first moment, `secondBias` is 1/(1 − β2^t). */
function adam(): Kernel {
  const [x, m, v, g, n, rate, secondBias] = range(7)
  const [first, second, gradient] = [7, 8, 9]
  const mix = (old: Code, fresh: Code, beta: number): Code =>
    vAdd(vMultiply(old, splat(floatConstant(beta))), vMultiply(fresh, splat(floatConstant(1 - beta))))
  return {
    name: 'adam',
    parameters: [...types('i32', 5), 'f32', 'f32'],
    locals: types('v128', 3),
    body: repeat(n!, 4, [
      ...set(gradient, load(get(g!))),
      ...set(first, mix(load(get(m!)), get(gradient), ADAM.beta1)),
      ...set(second, mix(load(get(v!)), vMultiply(get(gradient), get(gradient)), ADAM.beta2)),
      ...store(get(m!), get(first)),
      ...store(get(v!), get(second)),
      ...store(
        get(x!),
        vSubtract(
          load(get(x!)),
          vDivide(
            vMultiply(get(first), splat(get(rate!))),
            vAdd(vSqrt(vMultiply(get(second), splat(get(secondBias!)))), splat(floatConstant(ADAM.epsilon))),
          ),
        ),
      ),
      ...[x!, m!, v!, g!].flatMap((pointer) => advance(pointer, constant(16))),
    ]),
  }
}

const KERNELS = [gather(), product(), exponential(), sums(), softmaxGradient(), dot(), addScaled(), adam()]
