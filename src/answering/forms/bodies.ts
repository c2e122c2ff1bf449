/** Who is responsible: the bodies of a statement of responsibility, or whether the body asked about is among them. */
import { matchBody } from '../../bodies/match-body.ts'
import type { Responsibility } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { bodiesWords, bodyWords, headingWords } from '../compose/words.ts'
import { draftOf } from '../draft.ts'
import { asksForBodies } from '../evidence/asks-value.ts'
import { responsibilityFor, responsibilityIn } from '../evidence/facts-of.ts'
import { answerClause, quoteFact, quoteStatement } from '../evidence/quotes.ts'
import { bodiesOf } from '../understanding/document-bodies.ts'
import { bestOf, type Form, type Inquiry } from './form.ts'

export const bodies: Form = {
  name: 'bodies',
  say(inquiry) {
    const best = bestOf(inquiry)
    if (!best || !concernsBodies(inquiry)) return null
    const facts = inquiry.evidence.kept
      .map((each) => ({
        each,
        fact: responsibilityIn(each) ?? (each === best ? responsibilityFor(each) : null),
      }))
      .filter((found): found is { each: typeof best; fact: Responsibility } => found.fact !== null)
    const first = facts[0]
    if (!first) return null
    // Another list of bodies is said beside the likeliest one only where it answers as likely: both halves of a question.
    const least = inquiry.engine.thresholds.rival * best.reading.answers
    const distinct = facts
      .filter(({ each }) => each === first.each || each.reading.answers >= least)
      .filter(({ fact }, i, all) => all.findIndex((other) => other.fact === fact) === i)
    const { document } = first.each
    const membership = membershipOf(inquiry, document, first.fact)
    return draftOf({
      status: membership?.listed === false ? 'corrected' : 'answered',
      headline: [
        ...(membership ? [membership.said] : []),
        ...distinct.map(({ each, fact }) => saidOf(inquiry, each.document, fact)),
      ].join(inquiry.understanding.answerIn === 'zh' ? '' : ' '),
      caveats: caveatsOf(
        inquiry,
        document,
        distinct.map(({ fact }) => fact),
      ),
      quotes: [...distinct.map(({ fact }) => quoteFact(fact)), ...inquiry.evidence.kept.map(quoteStatement)],
    })
  },
}

/** Bodies are asked for, or one that is named may be meant. */
function concernsBodies({ understanding, engine }: Inquiry): boolean {
  const { kind, bodies } = understanding
  return asksForBodies(understanding, engine.thresholds) || (bodies.length > 0 && kind === 'yesno')
}

/** A bracket is said as a sentence; a sentence that names its bodies says it best itself. */
function saidOf(
  { engine, phrases, evidence }: Inquiry,
  document: ReadDocument,
  fact: Responsibility,
): string {
  const where = headingWords(document, fact.paragraph)
  const spoken = evidence.kept
    .slice(0, 1)
    .find((each) => fact.form === 'sentence' && responsibilityIn(each) === fact)
  return spoken && phrases.unofficial === ''
    ? phrases.stated(answerClause(spoken, evidence.focus!), where, '')
    : phrases.responsible(where, bodiesWords(engine.bodies, fact), fact.nonExhaustive)
}

function caveatsOf({ phrases }: Inquiry, document: ReadDocument, facts: readonly Responsibility[]): string[] {
  const caveats = facts.flatMap((fact) => [
    ...(fact.nonExhaustive ? [phrases.openList] : []),
    ...(fact.leadStated || fact.bodies.length < 2 ? [] : [phrases.noLead]),
    ...(fact.scopeKind === 'section' ? [phrases.sectionScope(headingWords(document, fact.paragraph))] : []),
  ])
  return [...new Set(caveats)]
}

/** Whether the first body that the question names is in the list; null where it names none. */
function membershipOf(
  { engine, understanding, phrases }: Inquiry,
  document: ReadDocument,
  fact: Responsibility,
) {
  const [asked] = understanding.bodies
  if (!asked || understanding.kind !== 'yesno') return null
  const where = headingWords(document, fact.paragraph)
  const body = matchBody(asked, bodiesOf(engine, document))
  const here = document.facts.responsibilities.indexOf(fact)
  const mention = body?.mentions.find(({ responsibility }) => responsibility === here)?.mention
  return mention
    ? { listed: true, said: phrases.bodyListed(bodyWords(engine.bodies, mention), where) }
    : { listed: false, said: phrases.bodyNotListed(asked.name, where) }
}
