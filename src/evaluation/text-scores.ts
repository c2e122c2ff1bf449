/** Compares two texts by their characters, white space and widths left out: F1 of characters, and of pairs of them in order. */

export interface TextScores {
  /** F1 (0–1) of the multisets of characters. */
  readonly characters: number
  /** F1 of the multisets of neighbouring pairs: falls where text is out of order. */
  readonly pairs: number
}

export function textScores(text: string, reference: string): TextScores {
  const a = fold(text)
  const b = fold(reference)
  return { characters: overlap([...a], [...b]), pairs: overlap(pairsOf(a), pairsOf(b)) }
}

/** Bars between cells are ours and not the original's. */
function fold(text: string): string {
  return text.normalize('NFKC').replace(/ \| /g, '').replace(/\s/g, '')
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2))
}

function overlap(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0
  const counts = new Map<string, number>()
  for (const each of b) counts.set(each, (counts.get(each) ?? 0) + 1)
  let shared = 0
  for (const each of a) {
    const left = counts.get(each) ?? 0
    if (left === 0) continue
    counts.set(each, left - 1)
    shared++
  }
  return (2 * shared) / (a.length + b.length)
}
