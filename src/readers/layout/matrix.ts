/** Affine maps as six numbers [a b c d e f]: x' = a·x + c·y + e, y' = b·x + d·y + f. */

export type Matrix = readonly [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** `inner` first, then `outer`. Missing numbers count as those of the identity. */
export function multiply(outer: readonly number[], inner: readonly number[]): Matrix {
  const [a, b, c, d, e, f] = matrixOf(outer)
  const [g, h, i, j, k, l] = matrixOf(inner)
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

export function apply(matrix: Matrix, x: number, y: number): readonly [number, number] {
  const [a, b, c, d, e, f] = matrix
  return [a * x + c * y + e, b * x + d * y + f]
}

export function matrixOf(numbers: readonly number[]): Matrix {
  const at = (index: number) => (Number.isFinite(numbers[index]) ? numbers[index]! : IDENTITY[index]!)
  return [at(0), at(1), at(2), at(3), at(4), at(5)]
}
