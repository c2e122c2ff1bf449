/** Fits logistic regressions: binary by Newton's method (IRLS), of several classes by Adam; both with an L2 penalty. */
import type { Features, Logistic } from '../reading/logistic.ts'

export interface Row {
  readonly features: Features
  readonly label: 0 | 1
}

/**
 * Minimises the mean log loss + `l2`/2 · |w|² over standardised features (the penalty does not depend on their units); the
 * weights are given for the features as they are.
 */
export function fitLogistic(rows: readonly Row[], names: readonly string[], l2: number): Logistic {
  const { means, scales } = standardise(rows, names)
  const size = names.length + 1
  const x = rows.map(({ features }) =>
    Float64Array.from([1, ...names.map((name, j) => ((features[name] ?? 0) - means[j]!) / scales[j]!)]),
  )
  let weights = new Float64Array(size)
  for (let iteration = 0; iteration < 30; iteration++) {
    const gradient = new Float64Array(size)
    const hessian = Array.from({ length: size }, () => new Float64Array(size))
    rows.forEach(({ label }, r) => {
      const row = x[r]!
      let z = 0
      for (let j = 0; j < size; j++) z += weights[j]! * row[j]!
      const p = 1 / (1 + Math.exp(-z))
      const curvature = Math.max(1e-9, p * (1 - p)) / rows.length
      const error = (p - label) / rows.length
      for (let j = 0; j < size; j++) {
        const xj = row[j]!
        gradient[j]! += error * xj
        const line = hessian[j]!
        for (let k = 0; k <= j; k++) line[k]! += curvature * xj * row[k]!
      }
    })
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < j; k++) hessian[k]![j] = hessian[j]![k]!
      const penalty = j === 0 ? 1e-9 : l2
      gradient[j]! += penalty * weights[j]!
      hessian[j]![j]! += penalty
    }
    const step = solve(hessian, gradient)
    weights = weights.map((weight, j) => weight - step[j]!)
    if (step.every((change) => Math.abs(change) < 1e-6)) break
  }
  const own = names.map((_, j) => weights[j + 1]! / scales[j]!)
  const bias = own.reduce((sum, weight, j) => sum - weight * means[j]!, weights[0]!)
  return { bias: round(bias), weights: Object.fromEntries(names.map((name, j) => [name, round(own[j]!)])) }
}

/** Weights of a softmax, one row a class, and the biases; classes are 0 … classes − 1. */
export function fitSoftmax(
  rows: readonly { readonly features: Float64Array; readonly label: number }[],
  classes: number,
  { l2, epochs = 60, rate = 0.02 }: { readonly l2: number; readonly epochs?: number; readonly rate?: number },
) {
  const width = rows[0]!.features.length + 1
  const weights = new Float64Array(classes * width)
  const [first, second] = [new Float64Array(weights.length), new Float64Array(weights.length)]
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = weights.map((weight, i) => (i % width === 0 ? 0 : l2 * weight))
    for (const { features, label } of rows) {
      const logits = new Float64Array(classes)
      for (let c = 0; c < classes; c++) {
        let z = weights[c * width]!
        for (let j = 1; j < width; j++) z += weights[c * width + j]! * features[j - 1]!
        logits[c] = z
      }
      const most = Math.max(...logits)
      const parts = logits.map((z) => Math.exp(z - most))
      const sum = parts.reduce((total, part) => total + part, 0)
      for (let c = 0; c < classes; c++) {
        const error = (parts[c]! / sum - Number(c === label)) / rows.length
        gradient[c * width]! += error
        for (let j = 1; j < width; j++) {
          const value = features[j - 1]!
          if (value !== 0) gradient[c * width + j]! += error * value
        }
      }
    }
    const warmth = rate * Math.min(1, (2 * (epochs - epoch + 1)) / epochs)
    for (let i = 0; i < weights.length; i++) {
      first[i] = 0.9 * first[i]! + 0.1 * gradient[i]!
      second[i] = 0.99 * second[i]! + 0.01 * gradient[i]! ** 2
      const [m, v] = [first[i]! / (1 - 0.9 ** epoch), second[i]! / (1 - 0.99 ** epoch)]
      weights[i]! -= (warmth * m) / (Math.sqrt(v) + 1e-9)
    }
  }
  const row = (c: number) => Array.from(weights.subarray(c * width, (c + 1) * width), round)
  const table = Array.from({ length: classes }, (_, c) => row(c))
  return { bias: table.map((each) => each[0]!), weights: table.map((each) => each.slice(1)) }
}

export const round = (x: number) => Number(x.toPrecision(4))

export function standardise(rows: readonly Pick<Row, 'features'>[], names: readonly string[]) {
  const means = names.map(
    (name) => rows.reduce((sum, { features }) => sum + (features[name] ?? 0), 0) / rows.length,
  )
  const scales = names.map((name, j) => {
    const variance = rows.reduce((sum, { features }) => sum + ((features[name] ?? 0) - means[j]!) ** 2, 0)
    // A constant says nothing: its weight stays next to 0.
    return Math.sqrt(variance / rows.length) || 1e6
  })
  return { means, scales }
}

/** Gaussian elimination with pivots. */
function solve(matrix: Float64Array[], vector: Float64Array): Float64Array {
  const a = matrix.map((row, i) => Float64Array.from([...row, vector[i]!]))
  const n = a.length
  for (let i = 0; i < n; i++) {
    let pivot = i
    for (let r = i + 1; r < n; r++) if (Math.abs(a[r]![i]!) > Math.abs(a[pivot]![i]!)) pivot = r
    ;[a[i], a[pivot]] = [a[pivot]!, a[i]!]
    for (let r = i + 1; r < n; r++) {
      const factor = a[r]![i]! / a[i]![i]!
      if (factor !== 0) for (let c = i; c <= n; c++) a[r]![c]! -= factor * a[i]![c]!
    }
  }
  const x = new Float64Array(n)
  for (let i = n - 1; i >= 0; i--) {
    let sum = a[i]![n]!
    for (let c = i + 1; c < n; c++) sum -= a[i]![c]! * x[c]!
    x[i] = sum / a[i]![i]!
  }
  return x
}
