/** The thresholds of answering, fitted on labelled questions (`npm run evaluate` prints what they give). */
export const CALIBRATION = {
  /** Least confidence (coverage + half the cosine) for a target to be the answer. */
  target: 0.62,
  /** Least coverage for a target, however near its vector. */
  targetCoverage: 0.4,
  /** Least confidence for a sentence. */
  sentence: 0.55,
  /** Least confidence for a topic whose responsible bodies are asked. */
  topic: 0.5,
  /** Scores that lie closer than this are equal readings. */
  tie: 0.03,
  /** A missing term of at least this importance cannot be passed over. */
  decisiveTerm: 0.75,
} as const
