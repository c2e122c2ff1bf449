/** Logistic combination of named features: its weights as JSON, and what it makes of values. */
import { z } from 'zod'

export const logisticSchema = z.strictObject({
  bias: z.number(),
  /** By the name of a feature; a feature without weight counts for nothing. */
  weights: z.record(z.string(), z.number()),
})

export type Logistic = Readonly<z.infer<typeof logisticSchema>>

export type Features = Readonly<Record<string, number>>

/** bias + Σ weight · feature. */
export function logitOf({ bias, weights }: Logistic, features: Features): number {
  let sum = bias
  for (const name in weights) sum += weights[name]! * (features[name] ?? 0)
  return sum
}

/** Probability, 0 to 1. */
export function probabilityOf(model: Logistic, features: Features): number {
  return sigmoid(logitOf(model, features))
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
