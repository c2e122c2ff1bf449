/** NFKC of a text with the way back: every unit of the folded text knows the stretch of the text that it came from. */
export interface FoldedText {
  readonly text: string
  /** UTF-16 offset in the text as given at which the source of folded unit i starts. */
  readonly starts: readonly number[]
  /** Offset at which it ends. */
  readonly ends: readonly number[]
}

/** A character with what may melt into it: marks, half-width voice marks, Hangul vowels and finals. */
const CLUSTER = /[\s\S][\p{M}\uff9e\uff9f\u1160-\u11ff\u200d]*/gu
const PLAIN = /^[\0-\x7e\u3001-\u3029\u4e00-\u9fff]*$/

export function foldText(text: string): FoldedText {
  if (PLAIN.test(text)) {
    const offsets = Array.from({ length: text.length + 1 }, (_, i) => i)
    return { text, starts: offsets.slice(0, -1), ends: offsets.slice(1) }
  }
  const whole = text.normalize('NFKC')
  const folded = foldClusters(text.match(CLUSTER)!)
  // Characters that melt together across clusters, which our texts do not have: all of it comes from all of it.
  return folded.text === whole ? folded : foldClusters([text])
}

function foldClusters(clusters: readonly string[]): FoldedText {
  const parts: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const cluster of clusters) {
    const part = cluster.length === 1 && cluster < '\x7f' ? cluster : cluster.normalize('NFKC')
    for (let unit = 0; unit < part.length; unit++) {
      starts.push(part.length === cluster.length ? at + unit : at)
      ends.push(part.length === cluster.length ? at + unit + 1 : at + cluster.length)
    }
    parts.push(part)
    at += cluster.length
  }
  return { text: parts.join(''), starts, ends }
}
