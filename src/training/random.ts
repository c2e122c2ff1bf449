/** Seeded random numbers, so that a run can be repeated and resumed at any step. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** Integer in [0, n). */
  below(n: number): number
  /** Normal with mean 0 and deviation 1. */
  normal(): number
}

/** Mulberry32 (Ettinger, 2017) over a 32-bit seed mixed from the parts. */
export function seededRandom(...parts: readonly number[]): Random {
  let state = 0x9e3779b9
  for (const part of parts) {
    state = Math.imul(state ^ part, 0x85ebca6b)
    state ^= state >>> 13
  }
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    below: (n) => Math.floor(next() * n),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}
