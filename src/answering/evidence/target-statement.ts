/** What a target says, in folded text: its subject, its clause, its sentence, and whether it has them to itself. */
import type { Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import type { Span } from '../../domain/span.ts'
import { foldText } from '../../text/tokenize.ts'
import { foldedSpan } from './folded.ts'

export interface TargetStatement {
  /** Scope, condition, subject and value: what it says without its neighbours. */
  readonly subject: string
  /** The subject alone. */
  readonly matter: string
  readonly clause: string
  readonly sentence: string
  /** The clause, or the sentence, states no other target, so that all its words qualify this one. */
  readonly aloneInClause: boolean
  readonly aloneInSentence: boolean
}

const statements = new WeakMap<Target, TargetStatement>()

export function statementOf(document: ReadDocument, target: Target): TargetStatement {
  const known = statements.get(target)
  if (known) return known
  const fold = (span: Span) => foldedSpan(document, target.paragraph, span)
  const sentence = sentenceOf(document, target)
  const siblings = document.facts.targets.filter(
    (other) => other !== target && other.paragraph === target.paragraph,
  )
  const limits = [target.scope, target.condition].filter(
    (part) => part !== null && !target.subject.includes(part),
  )
  const statement = {
    subject: foldText(limits.join('') + target.subject) + fold(target.valueSpan),
    matter: foldText(target.subject),
    clause: fold(target.clause),
    sentence: fold(sentence),
    aloneInClause: siblings.every((other) => other.clause.start !== target.clause.start),
    aloneInSentence: siblings.every((other) => other.start < sentence.start || other.start >= sentence.end),
  }
  statements.set(target, statement)
  return statement
}

/** Span of the sentence that holds a target. */
export function sentenceOf(document: ReadDocument, target: Target): Span {
  const { sentences, body } = document.tree.paragraphs[target.paragraph]!
  return sentences.find(({ span }) => span.start <= target.start && target.start < span.end)?.span ?? body
}
