/**
 * Aligns two lists of texts by what they share, in order: first the texts that stand once in both (patience diff, Bram
 * Cohen 2010), then a longest common subsequence between those.
 */

/** Indices in the old and in the new list of one and the same text. */
export type Pair = readonly [number, number]

/** Cells of the table for a stretch without anchors; a larger one counts as rewritten. */
const MOST_CELLS = 1_000_000

export function alignTexts(a: readonly string[], b: readonly string[]): readonly Pair[] {
  const pairs: Pair[] = []
  let [i, j] = [0, 0]
  for (const [toI, toJ] of [...anchorsOf(a, b), [a.length, b.length] as const]) {
    pairs.push(...commonIn(a.slice(i, toI), b.slice(j, toJ)).map(([x, y]) => [i + x, j + y] as const))
    if (toI < a.length && toJ < b.length) pairs.push([toI, toJ])
    ;[i, j] = [toI + 1, toJ + 1]
  }
  return pairs
}

/** Texts that stand once in both lists: the longest run of them that is in order in both. */
function anchorsOf(a: readonly string[], b: readonly string[]): readonly Pair[] {
  const places = oncePlaces(b)
  const candidates = [...oncePlaces(a)].flatMap(([text, i]): Pair[] => {
    const j = places.get(text)
    return j === undefined ? [] : [[i, j]]
  })
  // Patience sorting: each pile remembers the top of the one before it.
  const tops: number[] = []
  const before: number[] = []
  for (const [c, [, j]] of candidates.entries()) {
    let [low, high] = [0, tops.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (candidates[tops[middle]!]![1] < j) low = middle + 1
      else high = middle
    }
    before.push(low > 0 ? tops[low - 1]! : -1)
    tops[low] = c
  }
  const run: Pair[] = []
  for (let c = tops.at(-1) ?? -1; c >= 0; c = before[c]!) run.push(candidates[c]!)
  return run.reverse()
}

function oncePlaces(texts: readonly string[]): Map<string, number> {
  const places = new Map<string, number>()
  const twice = new Set<string>()
  for (const [i, text] of texts.entries()) {
    if (places.has(text)) twice.add(text)
    places.set(text, i)
  }
  for (const text of twice) places.delete(text)
  return places
}

function commonIn(a: readonly string[], b: readonly string[]): readonly Pair[] {
  return bestPairs(a.length, b.length, (i, j) => (a[i] === b[j] ? 1 : 0))
}

/** The pairs, in order in both lists, whose scores sum to the most; none where the table would be too large. */
export function bestPairs(
  rows: number,
  columns: number,
  score: (i: number, j: number) => number,
): readonly Pair[] {
  if (rows === 0 || columns === 0 || rows * columns > MOST_CELLS) return []
  const width = columns + 1
  const sums = new Float32Array((rows + 1) * width)
  const own = new Float32Array(rows * columns)
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const s = score(i, j)
      own[i * columns + j] = s
      const paired = s > 0 ? s + sums[(i + 1) * width + j + 1]! : 0
      sums[i * width + j] = Math.max(paired, sums[(i + 1) * width + j]!, sums[i * width + j + 1]!)
    }
  }
  const pairs: Pair[] = []
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    const s = own[i * columns + j]!
    const best = sums[i * width + j]!
    if (s > 0 && Math.fround(s + sums[(i + 1) * width + j + 1]!) === best) pairs.push([i++, j++])
    else if (sums[(i + 1) * width + j]! === best) i++
    else j++
  }
  return pairs
}
