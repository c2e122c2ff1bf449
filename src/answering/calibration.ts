/** The thresholds of answering, fitted on labelled questions (`npm run evaluate` prints what they give). */
export const CALIBRATION = {
  /** Least coverage + cosine (+ agreement on contrasts) for a target to be the answer. */
  target: 0.65,
  /** The same where the target's unit is the one asked for. */
  targetInUnit: 0.55,
  /** Coverage + cosine from which a target is the one meant, whatever unit the wording suggests. */
  surelyThis: 1.5,
  /** Least coverage for a target, however near its vector. */
  targetCoverage: 0.2,
  /** Least coverage for a state (全覆盖) to answer for a figure. */
  stateCoverage: 0.7,
  /** Importance from which a term tells one case from another. */
  telling: 0.25,
  /** Importance of terms found nowhere from which the matter itself is missing. */
  lostWeight: 0.6,
  /** Least coverage for a target in a sentence that surely speaks of what is asked. */
  targetInSentence: 0.35,
  /** Least coverage + cosine for a sentence to speak of what is asked. */
  sentence: 0.52,
  /** The same where a wrong answer names a body. */
  topic: 0.52,
  /** Least share of a question's terms for a heading to be what it asks for. */
  heading: 0.7,
  /** Coverage + cosine by which a statement of responsibility may lie behind the surest sentence. */
  nearby: 0.1,
  /** Coverage + cosine by which a sentence that names a day may lie behind the surest one. */
  reach: 0.25,
  /** Coverage + cosine from which a second reading is shown beside the first. */
  sure: 0.8,
  /** Coverage + cosine from which a sentence gives a verdict (yes, no) on what is asked. */
  verdict: 0.65,
  /** Coverage + cosine that lie closer than this are equal readings. */
  tie: 0.03,
} as const
