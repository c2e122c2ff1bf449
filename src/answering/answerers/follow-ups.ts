/** Questions that may follow an answer, from the facts beside the one that it states: each has a fact that answers it. */
import type { Responsibility, Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains } from '../../domain/span.ts'
import { headingWords, targetWords } from '../compose/words.ts'
import { onlyDocument } from '../evidence/evidence.ts'
import { sentenceOf } from '../evidence/target-statement.ts'
import type { Inquiry } from '../inquiry.ts'

/** Fewer are no list. */
const LEAST_LISTED = 2

/** Who is responsible for it, its value for another year, and the targets beside it. */
export function afterTarget(inquiry: Inquiry, document: ReadDocument, target: Target): string[] {
  if (!onlyDocument(inquiry.evidence)) return []
  const { responsibilities, targets } = document.facts
  const { engine, phrases } = inquiry
  const subject = targetWords(document, target, engine.tables)
  const sentence = sentenceOf(document, target)
  const charged = responsibilities.some(({ scope }) => contains(scope, sentence))
  const otherYear = targets.find(
    ({ subject: same, year, kind }) =>
      same === target.subject && kind === target.kind && year !== null && year !== target.year,
  )?.year
  return [
    ...(charged ? [phrases.askResponsible(subject)] : []),
    ...(otherYear ? [phrases.askYear(subject, otherYear)] : []),
    targetsBeside(inquiry, document, target.paragraph),
  ].filter((question) => question !== null)
}

/** The targets under the heading for which the bodies are responsible. */
export function afterResponsibility(
  inquiry: Inquiry,
  document: ReadDocument,
  { paragraph }: Responsibility,
): string[] {
  const question = onlyDocument(inquiry.evidence) && targetsBeside(inquiry, document, paragraph)
  return question ? [question] : []
}

function targetsBeside({ engine, phrases }: Inquiry, document: ReadDocument, paragraph: number) {
  const { paragraphs } = document.tree
  const { section } = paragraphs[paragraph]!
  const beside = document.facts.targets.filter((target) => paragraphs[target.paragraph]!.section === section)
  // An article without a title is called by its first words, which nobody would ask by.
  const titled = section !== null && document.tree.sections[section]!.title !== ''
  if (!titled || beside.length < LEAST_LISTED) return null
  return phrases.askTargets(headingWords(document, paragraph, engine.tables))
}
