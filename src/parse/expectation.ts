/** Tells which heading numbers are due: those that follow the last one of their style, and a new beginning. */
import type { HeadingNumber } from './numbering.ts'

export class Expectation {
  private readonly last = new Map<string, number>()

  /**
   * Whether a number is credible. At the start of a paragraph (`strict` false) only a doubtful one must be due: 11.121人才…
   * is item 11 after item 10, and else a figure. Inside a paragraph or at a line break every number must be due, with one
   * number missing at most.
   */
  accepts(number: HeadingNumber, strict: boolean): boolean {
    const last = this.last.get(keyOf(number))
    if (number.doubtful) {
      return !strict && number.style !== 'decimal' && number.value === (last ?? Number.NaN) + 1
    }
    if (!strict || number.style === 'box' || number.style === 'part') return true
    return number.value === 1 || (last !== undefined && number.value > last && number.value <= last + 2)
  }

  /** Whether the number is the next of its run, or 1. */
  isNext(number: HeadingNumber): boolean {
    if (number.doubtful) return false
    return number.value === 1 || number.value === (this.last.get(keyOf(number)) ?? Number.NaN) + 1
  }

  /** Whether a number of this style has been read. */
  has(number: HeadingNumber): boolean {
    return this.last.has(keyOf(number))
  }

  note(number: HeadingNumber): void {
    this.last.set(keyOf(number), number.value)
  }

  /** The expectation once `number` has been read. */
  after(number: HeadingNumber): Expectation {
    const next = new Expectation()
    for (const [key, value] of this.last) next.last.set(key, value)
    next.note(number)
    return next
  }
}

function keyOf(number: HeadingNumber): string {
  return number.style === 'decimal' ? `decimal${number.depth}` : number.style
}
