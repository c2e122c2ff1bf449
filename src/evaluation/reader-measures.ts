/** Measures of reading: the right statement first, answerable against silent, contradictions, answer spans. */
import type { ReaderFieldQuestion } from './reader-field.ts'

export interface ReadCandidate {
  readonly gold: boolean
  readonly text: string
  readonly answers: number
  readonly contradicts: number
  /** Parts of the text that are the answer. */
  readonly spans: readonly string[]
}

export interface ReadQuestion {
  readonly question: ReaderFieldQuestion
  readonly candidates: readonly ReadCandidate[]
}

export interface ReaderMeasures {
  readonly answerable: number
  readonly silent: number
  /** Shares of the answerable questions: the evidence is among the candidates, first, within the first three. */
  readonly recall: number
  readonly at1: number
  readonly at3: number
  /** Area under the curve of the best reading, answerable against silent. */
  readonly auc: number
  /** Of the first reading's `contradicts`: questions whose premise is denied against others that suppose something. */
  readonly contradiction: number
  /** Share of right first statements whose spans hold every part of the answer that stands in them. */
  readonly spans: number
  /** Share of the spans' characters in those statements that are of the answer. */
  readonly spanPrecision: number
}

export function measureReader(read: readonly ReadQuestion[]): ReaderMeasures {
  const ordered = read.map(({ question, candidates }) => ({
    question,
    order: [...candidates].sort((a, b) => b.answers - a.answers),
  }))
  const answerable = ordered.filter(({ question }) => question.expect !== 'abstain')
  const silent = ordered.filter(({ question }) => question.expect === 'abstain')
  const share = (test: (order: readonly ReadCandidate[]) => boolean) =>
    answerable.filter(({ order }) => test(order)).length / answerable.length
  const best = ({ order }: { readonly order: readonly ReadCandidate[] }) => order[0]?.answers ?? -1
  const supposing = answerable.filter(({ question, order }) => question.supposes && order.length > 0)
  const denied = supposing.filter(({ question }) => question.contradicted)
  const held = answerable
    .filter(({ order }) => order[0]?.gold)
    .map(({ question, order }) => spanScores(question, order[0]!))
    .filter((scores) => scores !== null)
  const marked = held.reduce((sum, { marked }) => sum + marked, 0)
  return {
    answerable: answerable.length,
    silent: silent.length,
    recall: share((order) => order.some(({ gold }) => gold)),
    at1: share((order) => order[0]?.gold ?? false),
    at3: share((order) => order.slice(0, 3).some(({ gold }) => gold)),
    auc: areaUnderCurve(answerable.map(best), silent.map(best)),
    contradiction: areaUnderCurve(
      denied.map(({ order }) => order[0]!.contradicts),
      supposing.filter((each) => !denied.includes(each)).map(({ order }) => order[0]!.contradicts),
    ),
    spans: marked === 0 ? Number.NaN : held.filter(({ holds }) => holds).length / held.length,
    spanPrecision: held.reduce((sum, { right }) => sum + right, 0) / marked,
  }
}

/** Share of pairs in which the positive scores higher; ties count half. NaN where a side is empty or a score NaN. */
export function areaUnderCurve(positive: readonly number[], negative: readonly number[]): number {
  const scores = [
    ...positive.map((score) => ({ score, label: 1 })),
    ...negative.map((score) => ({ score, label: 0 })),
  ].sort((a, b) => a.score - b.score)
  if (scores.some(({ score }) => Number.isNaN(score))) return Number.NaN
  let ranks = 0
  for (let i = 0; i < scores.length; ) {
    let j = i
    while (j < scores.length && scores[j]!.score === scores[i]!.score) j++
    for (let k = i; k < j; k++) ranks += scores[k]!.label * ((i + j + 1) / 2)
    i = j
  }
  const n = positive.length
  return (ranks - (n * (n + 1)) / 2) / (n * negative.length)
}

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .toLowerCase()

/** Null where no part of the answer stands in the statement. */
function spanScores({ answer }: ReaderFieldQuestion, { text, spans }: ReadCandidate) {
  const parts = answer.map(fold).filter((part) => part && fold(text).includes(part))
  if (parts.length === 0) return null
  const said = spans.map(fold)
  const joined = said.join('')
  const holds = parts.every((part) => joined.includes(part))
  const marked = joined.length
  const right = said.reduce(
    (sum, span) =>
      sum +
      Math.min(
        span.length,
        parts.reduce((most, part) => most + commonLength(span, part), 0),
      ),
    0,
  )
  return { holds, marked, right }
}

/** Characters that the two share in one stretch. */
function commonLength(a: string, b: string): number {
  if (a.includes(b)) return b.length
  if (b.includes(a)) return a.length
  let most = 0
  for (let i = 0; i < a.length; i++) {
    while (i + most < a.length && b.includes(a.slice(i, i + most + 1))) most++
  }
  return most
}
