/** A reader from what judges statements by raw features, and the calibration that turns these into probabilities. */
import type { Span } from '../domain/span.ts'
import type { KindDistribution, Reader, ReaderQuestion, ReaderStatement, Reading } from '../ports/reader.ts'
import type { ReaderCalibration } from './calibration.ts'
import { type Features, probabilityOf } from './logistic.ts'

/** What a model makes of one statement, before calibration. */
export interface RawReading {
  readonly features: Features
  /** Answer spans, of tokens above the logit. */
  spans(threshold: number): Span[]
}

export interface ReadOptions {
  /** Readings that nobody waits for any more are not made. */
  readonly signal?: AbortSignal
}

export interface RawReader {
  /** Name and version of the model. */
  readonly id: string
  readonly kind: Reader['kind']
  kinds(question: ReaderQuestion, options?: ReadOptions): Promise<KindDistribution>
  /** One a statement, in order. */
  read(
    question: ReaderQuestion,
    statements: readonly ReaderStatement[],
    options?: ReadOptions,
  ): Promise<RawReading[]>
}

/** A reader whose readings can be given up. */
export interface AbortableReader extends Reader {
  kinds(question: ReaderQuestion, options?: ReadOptions): Promise<KindDistribution>
  read(
    question: ReaderQuestion,
    statements: readonly ReaderStatement[],
    options?: ReadOptions,
  ): Promise<Reading[]>
}

/** Spans are given whatever the probability: whether the statement is believed is the caller's matter. */
export function calibratedReader(raw: RawReader, calibration: ReaderCalibration): AbortableReader {
  return {
    id: `${raw.id}:${fingerprint(calibration)}`,
    kind: raw.kind,
    kinds: (question, options) => raw.kinds(question, options),
    read: async (question, statements, options) => {
      const readings = await raw.read(question, statements, options)
      return readings.map(({ features, spans }) => ({
        answers: probabilityOf(calibration.answers, features),
        contradicts: probabilityOf(calibration.contradicts, features),
        answerSpans: spans(calibration.span),
      }))
    },
  }
}

/** Answers depend on the weights, so they are part of the id. */
function fingerprint({ answers, contradicts, span }: ReaderCalibration): string {
  let hash = 0x811c9dc5
  for (const character of JSON.stringify([answers, contradicts, span])) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
