/** The reader model's config.json, checked: its kinds of question, sizes and limits. */
import { z } from 'zod'
import { ZhengdaError } from '../domain/errors.ts'
import { KINDS, type Kind, type KindDistribution } from '../ports/reader.ts'
import { DEFAULT_LIMITS, type Limits } from './pairs.ts'

const SCHEMA = z.object({
  hidden_size: z.int().positive(),
  max_position_embeddings: z.int().positive(),
  /** Names of the `kind` output, in order. */
  kinds: z.array(z.string()).min(1),
  max_question: z.int().positive().default(DEFAULT_LIMITS.question),
  max_statement: z.int().positive().default(DEFAULT_LIMITS.statement),
})

export interface ReaderModelConfig {
  readonly dimensions: number
  readonly limits: Limits
  /** Probabilities of the port's kinds from the model's logits; kinds of another name count for nothing. */
  kindsOf(logits: ArrayLike<number>): KindDistribution
}

/** @throws ZhengdaError model_corrupt */
export function readModelConfig(json: unknown): ReaderModelConfig {
  const parsed = SCHEMA.safeParse(json)
  if (!parsed.success) {
    throw new ZhengdaError(
      'model_corrupt',
      `config.json of the reader is damaged: ${z.prettifyError(parsed.error)}; restore index/reader or run \`npm run train-reader\`.`,
    )
  }
  const { hidden_size, kinds, max_question, max_statement } = parsed.data
  const places = KINDS.map((kind) => kinds.indexOf(kind))
  return {
    dimensions: hidden_size,
    limits: { ...DEFAULT_LIMITS, question: max_question, statement: max_statement },
    kindsOf: (logits) => softmaxOfKinds(places.map((place) => (place < 0 ? null : logits[place]!))),
  }
}

/** In the order of `KINDS`; null for a kind that is not known. */
export function softmaxOfKinds(logits: readonly (number | null)[]): KindDistribution {
  const most = Math.max(...logits.map((logit) => logit ?? Number.NEGATIVE_INFINITY))
  const parts = logits.map((logit) => (logit === null ? 0 : Math.exp(logit - most)))
  const sum = parts.reduce((total, part) => total + part, 0)
  return Object.fromEntries(KINDS.map((kind, i) => [kind, parts[i]! / sum])) as Record<Kind, number>
}
