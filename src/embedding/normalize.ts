/**
 * The text as the static model reads it: NFKD, without combining marks, in simplified characters and lower case.
 *
 * Training and use share this function. All but the simplification also stands in tokenizer.json, so text for another
 * runtime of the model must be simplified first.
 */
import { toSimplified } from '../text/simplify.ts'

/** One code per character class; a run is a stretch of one class, and class 0 is dropped. */
export const OTHER = 0
export const HAN = 1
export const LATIN = 2
export const DIGIT = 3

export function normalizeForEmbedding(text: string): string {
  return toSimplified(text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')).toLowerCase()
}

/** Class of a UTF-16 unit of normalised text. */
export function classOf(unit: number): number {
  if (unit < 0x80) {
    if (unit >= 0x61 && unit <= 0x7a) return LATIN
    return unit >= 0x30 && unit <= 0x39 ? DIGIT : OTHER
  }
  return (unit >= 0x3400 && unit <= 0x9fff) || unit === 0x3007 ? HAN : OTHER
}
