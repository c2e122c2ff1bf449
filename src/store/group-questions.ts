/**
 * Groups texts by meaning: leader clustering (Hartigan, Clustering Algorithms, 1975, ch. 3) by the cosine of their vectors. Each
 * text joins the nearest leader that is near enough, or leads a group itself; so the order, most frequent first, decides who leads.
 * One pass, no number of groups to guess, and every member is near the text that names its group.
 */

/** `vectors` are L2-normalised; a zero vector is near nothing. Gives for each text the index of its leader, its own where it leads. */
export function groupByMeaning(vectors: readonly Float32Array[], nearEnough: number): number[] {
  const leaders: number[] = []
  return vectors.map((vector, index) => {
    let best = -1
    let nearest = nearEnough
    for (const leader of leaders) {
      const cosine = dot(vector, vectors[leader]!)
      // Of equals, the earlier leader.
      if (best === -1 ? cosine >= nearest : cosine > nearest) {
        best = leader
        nearest = cosine
      }
    }
    if (best !== -1) return best
    leaders.push(index)
    return index
  })
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
