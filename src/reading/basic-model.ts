/** The basic reader's weights (index/reader/basic.json), checked. */
import { z } from 'zod'
import { ZhengdaError } from '../domain/errors.ts'
import { KINDS } from '../ports/reader.ts'
import { logisticSchema } from './logistic.ts'

const SCHEMA = z.strictObject({
  /** What it was fitted on. */
  of: z.string(),
  answers: logisticSchema,
  contradicts: logisticSchema,
  kinds: z.strictObject({
    /** Strings whose presence in the question is a feature, after the dimensions of its static vector. */
    cues: z.array(z.string().min(1)),
    bias: z.array(z.number()).length(KINDS.length),
    /** A row of dimensions + cues for each kind, in the order of the port. */
    weights: z.array(z.array(z.number())).length(KINDS.length),
  }),
})

export type BasicModel = Readonly<z.infer<typeof SCHEMA>>

/** @throws ZhengdaError model_corrupt */
export function readBasicModel(text: string): BasicModel {
  try {
    return SCHEMA.parse(JSON.parse(text))
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : 'it is no JSON'
    throw new ZhengdaError(
      'model_corrupt',
      `index/reader/basic.json is damaged: ${reason}; restore it from the repository or run \`npm run train-basic-reader\`.`,
      { cause },
    )
  }
}
