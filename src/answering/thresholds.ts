/** The only thresholds of answering, by reader; each is a calibrated probability (0–1). */
import table from '../data/thresholds.json' with { type: 'json' }
import type { Reader } from '../ports/reader.ts'

export interface Thresholds {
  /** Below it the best statement does not answer: the document is silent. */
  readonly answer: number
  /** Below it the likeliest statement is not even on the topic: the question is not one to these documents. */
  readonly topic: number
  /** From it on the likeliest of the candidates read first is believed, and the others are left unread. */
  readonly enough: number
  /** A further statement is quoted beside the best one from this share of its probability on. */
  readonly support: number
  /** A clause is said beside the likeliest one of its statement from this share of its probability on. */
  readonly clause: number
  /** A statement of another document rivals the best one from this share of its probability on. */
  readonly rival: number
  /** A list that is asked for is one of bodies from this probability of their kind on. */
  readonly listedBodies: number
  /** From it on the statement contradicts what the question presupposes. */
  readonly contradict: number
  /** The same, where the statement has another year or figure in the place of the one that is asserted. */
  readonly contradictOther: number
}

export function thresholdsOf({ kind }: Pick<Reader, 'kind'>): Thresholds {
  return table[kind]
}
