/** Gives the gap report: questions that were not answered or disliked, grouped by meaning, with what the desk decided about them. */
import thresholds from '../data/question-groups.json' with { type: 'json' }
import type { Embedder } from '../ports/embedder.ts'
import type { Decision, OpenQuestion, QuestionStore } from '../ports/question-store.ts'
import { groupByMeaning } from './group-questions.ts'

/** `open`: nothing was decided, or it was asked again after it had been linked. */
export type GapState = 'open' | 'sent' | 'linked' | 'not_covered'

/** Questions of one meaning. */
export interface Gap {
  /** Names the group in addresses: a hash of its leading question. */
  readonly id: string
  /** The wording that is asked most. */
  readonly question: string
  readonly corpus: string | null
  readonly wordings: readonly OpenQuestion[]
  readonly unanswered: number
  readonly disliked: number
  readonly first: string
  readonly last: string
  readonly reasons: readonly string[]
  readonly state: GapState
  /** The latest decision about one of its wordings. */
  readonly decision: Decision | null
}

export interface GapReport {
  /** From `since` (ISO 8601) on, the most frequent first. */
  read(since: string): Promise<readonly Gap[]>
}

/** Wordings that are grouped: a trained encoder takes some 15 ms for each new one. */
export const MOST_WORDINGS = 1000
/** Vectors that are remembered, by text. */
const MOST_VECTORS = 5000

/** Without an embedder, only questions that read the same are one group. */
export function createGapReport(store: QuestionStore, embedder: Embedder | null): GapReport {
  const known = new Map<string, Float32Array>()

  async function vectorsOf(texts: readonly string[]): Promise<Float32Array[]> {
    if (!embedder) return texts.map(() => new Float32Array(1))
    const missing = [...new Set(texts)].filter((text) => !known.has(text))
    const vectors = await embedder.embed(missing, 'query')
    if (known.size + missing.length > MOST_VECTORS) known.clear()
    const now = new Map(missing.map((text, i) => [text, vectors[i]!]))
    for (const [text, vector] of now) known.set(text, vector)
    return Promise.all(
      texts.map(
        async (text) => known.get(text) ?? now.get(text) ?? (await embedder.embed([text], 'query'))[0]!,
      ),
    )
  }

  return {
    async read(since) {
      const [open, decisions] = await Promise.all([
        store.openQuestions(since, MOST_WORDINGS),
        store.decisions(),
      ])
      // What people decided about leads, so that a new wording of it is known as such.
      const decided = decisions.slice(0, MOST_WORDINGS)
      const texts = [...decided, ...open].map(({ question }) => question)
      const leaders = joinEqual(
        [...decided, ...open],
        groupByMeaning(await vectorsOf(texts), nearEnough(embedder)),
      )
      const groups = new Map<number, OpenQuestion[]>()
      for (const [i, question] of open.entries()) {
        const leader = leaders[decided.length + i]!
        groups.set(leader, [...(groups.get(leader) ?? []), question])
      }
      const decisionsOf = new Map<number, Decision[]>()
      for (const [i, decision] of decided.entries()) {
        decisionsOf.set(leaders[i]!, [...(decisionsOf.get(leaders[i]!) ?? []), decision])
      }
      return [...groups]
        .map(([leader, wordings]) => gapOf(wordings, decisionsOf.get(leader) ?? []))
        .sort((a, b) => timesOf(b) - timesOf(a) || (a.last < b.last ? 1 : -1))
    },
  }
}

/** Each embedder has its own scale of cosines. */
export function nearEnough(embedder: Embedder | null): number {
  const own = thresholds.embedders.find(({ id }) => embedder?.id.startsWith(id))
  return own?.cosine ?? thresholds.other
}

export function timesOf({ unanswered, disliked }: Pick<Gap, 'unanswered' | 'disliked'>): number {
  return unanswered + disliked
}

/** The same words are the same question, even where no vector says so; within different documents they are two. */
function joinEqual(
  questions: readonly { readonly question: string; readonly corpus: string | null }[],
  leaders: readonly number[],
): number[] {
  const first = new Map<string, number>()
  return leaders.map((leader, i) => {
    const { corpus } = questions[i]!
    const name = questions[leader]!.question.trim()
    const key = `${corpus ?? ''}\n${name}`
    const known = first.get(key) ?? i
    first.set(key, known)
    return known
  })
}

function gapOf(wordings: readonly OpenQuestion[], decisions: readonly Decision[]): Gap {
  const { question, corpus } = wordings[0]!
  const decision = [...decisions].sort((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null
  const last = wordings.reduce((latest, each) => (each.last > latest ? each.last : latest), '')
  return {
    id: hashOf(`${corpus ?? ''}\n${question}`),
    question,
    corpus,
    wordings,
    unanswered: wordings.reduce((sum, each) => sum + each.unanswered, 0),
    disliked: wordings.reduce((sum, each) => sum + each.disliked, 0),
    first: wordings.reduce((earliest, each) => (each.first < earliest ? each.first : earliest), last),
    last,
    reasons: wordings.flatMap(({ reasons }) => reasons),
    state: stateOf(decision, last),
    decision,
  }
}

function stateOf(decision: Decision | null, last: string): GapState {
  if (decision === null || decision.decision === 'reopened') return 'open'
  return decision.decision === 'linked' && last > decision.at ? 'open' : decision.decision
}

/** 53 bits of a string hash (cyrb53); names a group, and guards nothing. */
function hashOf(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 2_654_435_761)
    b = Math.imul(b ^ text.charCodeAt(i), 1_597_334_677)
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909)
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909)
  return (4_294_967_296 * (2_097_151 & b) + (a >>> 0)).toString(36)
}
