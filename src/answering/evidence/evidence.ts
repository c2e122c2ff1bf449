/** What was found for a question: ranked sentences and targets, each with the parts of its score. */
import type { Candidate } from '../../domain/candidate.ts'
import type { Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import type { Span } from '../../domain/span.ts'
import type { Term } from '../question/understanding.ts'

export interface Ranked {
  readonly document: ReadDocument
  /** Index of the paragraph in the tree. */
  readonly paragraph: number
  /** Sum of the weighted parts; higher is better. */
  readonly score: number
  /** Share (0–1) of the question's terms found in the statement itself, its sentence and its headings. */
  readonly coverage: number
  /** Cosine of question and statement. */
  readonly dense: number
  /** Terms of the question that were found nowhere near. */
  readonly missing: readonly Term[]
  readonly parts: Readonly<Record<string, number>>
}

/** Sum of the parts of a score, in their order. */
export function sumOf(parts: Readonly<Record<string, number>>): number {
  let sum = 0
  for (const name in parts) sum += parts[name]!
  return sum
}

/** How surely a statement speaks of what is asked (−1–2), comparable across questions, unlike `score`. */
export function confidenceOf({ coverage, dense }: Ranked): number {
  return coverage + dense
}

export interface RankedSentence extends Ranked {
  /** Index in the paragraph's sentences. */
  readonly sentence: number
  readonly text: string
}

/** Where a ranked sentence stands in its source. */
export function sentenceSpan({ document, paragraph, sentence }: RankedSentence): Span {
  return document.tree.paragraphs[paragraph]!.sentences[sentence]!.span
}

export interface RankedTarget extends Ranked {
  readonly target: Target
  /** Index of the paragraph that holds the announced item for which it is stated; null where it speaks for itself. */
  readonly item: number | null
  /** Whether its unit is one that the question asks for; null when the question names none. */
  readonly unitFits: boolean | null
  /** Whether its year is one that the question names; null when either names none. */
  readonly yearFits: boolean | null
  /** False when the question names a part or place (嘉定新城, 青岛) that the statement does not speak of. */
  readonly placeFits: boolean
  /** True when it is for another class than the one asked for (硕士 for 本科). */
  readonly otherClass: boolean
}

export interface Evidence {
  /** Documents that may answer. */
  readonly documents: readonly ReadDocument[]
  readonly candidates: readonly Candidate[]
  readonly sentences: readonly RankedSentence[]
  readonly targets: readonly RankedTarget[]
}

/** The document, when there is only one that may answer. */
export function onlyDocument({ documents }: Evidence): ReadDocument | null {
  return documents.length === 1 ? documents[0]! : null
}
