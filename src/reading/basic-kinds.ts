/** Kind of a question without the runtime: a softmax over its static vector and the presence of learned cues. */
import type { KindDistribution } from '../ports/reader.ts'
import type { BasicModel } from './basic-model.ts'
import { softmaxOfKinds } from './model-config.ts'

/** Features of a question: its static vector, then 1 for each cue that it holds. */
export function kindFeatures(question: string, vector: Float32Array, cues: readonly string[]): Float64Array {
  const text = cueText(question)
  const features = new Float64Array(vector.length + cues.length)
  features.set(vector)
  for (let i = 0; i < cues.length; i++) if (text.includes(cues[i]!)) features[vector.length + i] = 1
  return features
}

/** As cues are looked for: lower case, English words between blanks, the end marked. */
export function cueText(question: string): string {
  const words = question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return ` ${words} `
}

export function basicKinds(
  { cues, bias, weights }: BasicModel['kinds'],
  question: string,
  vector: Float32Array,
): KindDistribution {
  const features = kindFeatures(question, vector, cues)
  return softmaxOfKinds(
    weights.map((row, kind) =>
      row.reduce((sum, weight, i) => sum + weight * (features[i] ?? 0), bias[kind]!),
    ),
  )
}
