/** The thresholds of answering, fitted on labelled questions (`npm run evaluate` prints what they give). */
export const CALIBRATION = {
  /** Least coverage + cosine (+ agreement on contrasts) for a target to be the answer. */
  target: 0.62,
  /** Least coverage for a target, however near its vector. */
  targetCoverage: 0.2,
  /** Least coverage + cosine for a sentence to speak of what is asked. */
  sentence: 0.47,
  /** The same where a wrong answer names a body. */
  topic: 0.47,
  /** Coverage + cosine that lie closer than this are equal readings. */
  tie: 0.08,
} as const
