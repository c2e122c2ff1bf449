/** Calibration of the readers: how their outputs become probabilities, read from index/reader/calibration.json. */
import { z } from 'zod'
import { ZhengdaError } from '../domain/errors.ts'
import { logisticSchema } from './logistic.ts'

/** Rows of a reliability table: of the readings with a probability in [from, to), how many, and how many were right. */
const binSchema = z.strictObject({
  from: z.number(),
  to: z.number(),
  readings: z.int(),
  mean: z.number(),
  right: z.number(),
})

/** A point of the curve that a threshold is read off: shares of the questions. */
const pointSchema = z.strictObject({
  threshold: z.number(),
  /** Of the answerable: the best reading reaches the threshold and is right; is wrong; is below it. */
  answered: z.number(),
  wrong: z.number(),
  refused: z.number(),
  /** Of the unanswerable: no reading reaches it. */
  abstained: z.number(),
})

export const readerCalibrationSchema = z.strictObject({
  /** What it was fitted on: model, documents, questions. */
  of: z.string(),
  answers: logisticSchema,
  contradicts: logisticSchema,
  /** Logit from which a token is of the answer. */
  span: z.number(),
  reliability: z.array(binSchema).default([]),
  contradictsReliability: z.array(binSchema).default([]),
  curve: z.array(pointSchema).default([]),
})

/** By reader: the trained one with its own cosine, with the static embedder's (large libraries), and the basic one. */
export const calibrationSchema = z.strictObject({
  trained: readerCalibrationSchema.optional(),
  'trained-static': readerCalibrationSchema.optional(),
  basic: readerCalibrationSchema.optional(),
})

export type ReaderCalibration = Readonly<z.infer<typeof readerCalibrationSchema>>
export type Calibration = Readonly<z.infer<typeof calibrationSchema>>
export type CalibrationName = keyof Calibration

/** What holds until a calibration is fitted: sums that rank well, centred by the prototype's scores. */
export const UNCALIBRATED: Readonly<Record<CalibrationName, ReaderCalibration>> = {
  trained: uncalibrated({ logit: 0.8, cosine: 16 }, -14),
  'trained-static': uncalibrated({ logit: 0.9, cosine: 3, words: 0.3 }, -2.5),
  basic: uncalibrated({ logit: 1 }, 0),
}

function uncalibrated(weights: Record<string, number>, bias: number): ReaderCalibration {
  return {
    of: 'no data',
    answers: { bias, weights },
    contradicts: { bias: 0, weights: { contradicts: 1 } },
    span: 0,
    reliability: [],
    contradictsReliability: [],
    curve: [],
  }
}

/** @throws ZhengdaError model_corrupt */
export function readCalibration(text: string): Calibration {
  try {
    return calibrationSchema.parse(JSON.parse(text))
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : 'it is no JSON'
    throw new ZhengdaError(
      'model_corrupt',
      `index/reader/calibration.json is damaged: ${reason}; restore it from the repository or run \`npm run calibrate-reader\`.`,
      { cause },
    )
  }
}
