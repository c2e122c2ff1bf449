/** What a page holds that is laid out by coordinates (PDF, OFD): runs of text and straight rules; y grows downwards. */

/** A stretch of text on one baseline, in one size. */
export interface Run {
  readonly text: string
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  readonly width: number
  /** Of the font: the width of a Chinese character. */
  readonly size: number
}

/** A straight line, horizontal (y1 = y2) or vertical (x1 = x2), its ends in order. */
export interface Rule {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

export interface PageContent {
  /** From 1. */
  readonly page: number
  readonly width: number
  readonly height: number
  readonly runs: readonly Run[]
  readonly rules: readonly Rule[]
}

/** Runs on one baseline, from left to right, with their text. */
export interface TextLine {
  readonly page: number
  readonly text: string
  readonly left: number
  readonly right: number
  readonly baseline: number
  readonly size: number
  /** Raised marks of notes that were taken out of the text. */
  readonly marks: readonly string[]
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
