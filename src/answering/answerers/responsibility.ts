/** Answers who is responsible for a matter, and whether a named body is. */

import { findBodies } from '../../bodies/find-bodies.ts'
import { matchBody } from '../../bodies/match-body.ts'
import type { Responsibility } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains, type Span } from '../../domain/span.ts'
import { viewOf } from '../../text/view.ts'
import { CALIBRATION } from '../calibration.ts'
import { bodyWords, headingWords } from '../compose/words.ts'
import { type Draft, draftOf } from '../draft.ts'
import type { Engine } from '../engine.ts'
import { confidenceOf, type RankedSentence, sentenceSpan } from '../evidence/evidence.ts'
import { foldedSpan } from '../evidence/folded.ts'
import { coverageOf } from '../evidence/match.ts'
import type { Answerer, Inquiry } from '../inquiry.ts'
import type { Term } from '../question/understanding.ts'
import { abstain } from './abstain.ts'
import { afterResponsibility } from './follow-ups.ts'
import { quoteFact, quoteSentence, sentenceDraft } from './quotes.ts'
import { says } from './statement.ts'
import { tasksOfAskedBody } from './tasks.ts'

/** A matter may stand in more than one chapter, each with its own bodies; more than this many are too vague. */
const MOST_TOPICS = 3

interface Topic {
  readonly sentence: RankedSentence
  readonly document: ReadDocument
  readonly responsibility: Responsibility
}

export const answerResponsibility: Answerer = (inquiry) => {
  if (inquiry.understanding.kind !== 'responsibility') return null
  const topics = topicsOf(inquiry)
  if (topics.length === 0) return inquiry.understanding.bodies.length > 0 ? tasksOfAskedBody(inquiry) : null
  const asked = inquiry.understanding.bodies
  return asked.length > 0 ? membership(inquiry, topics) : responsibleBodies(inquiry, topics)
}

/** The responsibility that covers the best sentence, and those of sentences that say the same as well elsewhere. */
function topicsOf({ evidence, understanding }: Inquiry): Topic[] {
  const topics: Topic[] = []
  for (const sentence of evidence.sentences) {
    if (confidenceOf(sentence) < CALIBRATION.topic) continue
    // A much surer sentence for which nobody is named is the matter; its neighbours' bodies are not its own.
    if (
      topics.length === 0 &&
      confidenceOf(sentence) < confidenceOf(evidence.sentences[0]!) - CALIBRATION.nearby
    )
      break
    const best = topics[0]
    const close =
      best &&
      confidenceOf(sentence) >= CALIBRATION.sure &&
      confidenceOf(sentence) >= confidenceOf(best.sentence) - CALIBRATION.tie
    if (best && !close && !sharesWording(sentence.text, best.sentence.text)) continue
    const responsibility = coveringResponsibility(understanding.terms, sentence)
    if (!responsibility || topics.some((topic) => topic.responsibility === responsibility)) continue
    topics.push({ sentence, document: sentence.document, responsibility })
    if (topics.length === MOST_TOPICS) break
  }
  return topics
}

/** The same provision may stand in two chapters: a run of this many characters is no chance. */
const SHARED_RUN = 16

function sharesWording(a: string, b: string): boolean {
  for (let i = 0; i + SHARED_RUN <= a.length; i++) if (b.includes(a.slice(i, i + SHARED_RUN))) return true
  return false
}

/**
 * The responsibility that answers for a sentence: of those that the sentence itself states, the one that says most of
 * what is asked; else the narrowest whose scope holds the sentence.
 */
function coveringResponsibility(terms: readonly Term[], sentence: RankedSentence): Responsibility | null {
  const { document, paragraph } = sentence
  const span = sentenceSpan(sentence)
  const { responsibilities } = document.facts
  const stated = responsibilities
    .filter((responsibility) => responsibility.form === 'sentence' && contains(span, responsibility))
    .map((responsibility) => {
      const text = foldedSpan(document, paragraph, responsibility)
      return { responsibility, share: coverageOf(terms, [{ text, worth: 1 }]).share }
    })
    .sort((a, b) => b.share - a.share)
  if (stated[0] && stated[0].share > 0) return stated[0].responsibility
  const covering = responsibilities.filter(({ scope }) => contains(scope, span))
  const width = ({ scope }: { scope: Span }) => scope.end - scope.start
  return covering.sort((a, b) => width(a) - width(b))[0] ?? stated[0]?.responsibility ?? null
}

function responsibleBodies(inquiry: Inquiry, topics: readonly Topic[]): Draft {
  const { engine, phrases } = inquiry
  const lines = topics.map(({ document, responsibility }) =>
    responsibility.form === 'sentence'
      ? statedLine(inquiry, document, responsibility)
      : phrases.responsible(
          headingWords(document, responsibility.paragraph, engine.tables),
          wordsOf(engine, responsibility),
          responsibility.nonExhaustive,
        ),
  )
  return draftOf({
    status: 'answered',
    headline: lines.join(inquiry.understanding.answerIn === 'zh' ? '' : ' '),
    caveats: caveatsOf(inquiry, topics),
    quotes: topics.flatMap(({ sentence, responsibility }) => [
      quoteFact(responsibility),
      quoteSentence(sentence),
    ]),
    suggestions: afterResponsibility(inquiry, topics[0]!.document, topics[0]!.responsibility),
    reasons: topics.map(({ sentence }) => JSON.stringify(sentence.parts)),
  })
}

const wordsOf = (engine: Engine, { bodies }: Responsibility) => bodies.map((body) => bodyWords(engine, body))

/** A sentence that names its bodies says it best. */
function statedLine(
  { engine, phrases }: Inquiry,
  document: ReadDocument,
  responsibility: Responsibility,
): string {
  const { gaps } = document.tree.paragraphs[responsibility.paragraph]!
  const said = viewOf(document.source.text, responsibility, gaps).text.replace(/[。;,]$/, '')
  const names = wordsOf(engine, responsibility)
  return phrases.statedBodies(said, names, responsibility.nonExhaustive)
}

function caveatsOf({ engine, phrases }: Inquiry, topics: readonly Topic[]): string[] {
  const caveats = topics.flatMap(({ document, responsibility }) => [
    ...(responsibility.nonExhaustive ? [phrases.openList] : []),
    ...(responsibility.leadStated || responsibility.bodies.length < 2 ? [] : [phrases.noLead]),
    ...(responsibility.scopeKind === 'section'
      ? [phrases.sectionScope(headingWords(document, responsibility.paragraph, engine.tables))]
      : []),
  ])
  return [...new Set(caveats)]
}

/** Whether the bodies that the question names are in the list; the first topic decides. */
function membership(inquiry: Inquiry, topics: readonly Topic[]): Draft {
  const { engine, phrases, understanding } = inquiry
  const { document, responsibility, sentence } = topics[0]!
  const heading = headingWords(document, responsibility.paragraph, engine.tables)
  const known = engine.bodiesOf(document)
  const here = document.facts.responsibilities.indexOf(responsibility)
  const mentions = understanding.bodies.map((asked) => {
    const body = matchBody(asked, known)
    return { asked, mention: body?.mentions.find((m) => m.responsibility === here)?.mention }
  })
  const lines = mentions.map(({ asked, mention }) =>
    mention
      ? phrases.bodyListed(bodyWords(engine, mention), heading)
      : phrases.bodyNotListed(
          asked.name,
          heading,
          wordsOf(engine, responsibility),
          responsibility.nonExhaustive,
        ),
  )
  // Whoever says that a body is in charge of it has it wrong.
  const wrong = mentions.every(({ mention }) => !mention)
  const listed = phrases.responsible(heading, wordsOf(engine, responsibility), responsibility.nonExhaustive)
  return draftOf({
    status: wrong ? 'corrected' : 'answered',
    headline: [...lines, listed].join(' '),
    caveats: caveatsOf(inquiry, topics.slice(0, 1)),
    quotes: [quoteFact(responsibility), quoteSentence(sentence)],
    reasons: [JSON.stringify(sentence.parts)],
  })
}

/** How a sentence says who does something. */
const CHARGES = /由.{1,20}(承担|负责|组织|实施|管理|监督|办理|审核)|主管部门|牵头|负总责|责任主体|下列职责/
/** Confidence by which a sentence that names a body may lie behind the surest one. */
const BEHIND = 0.3

/** No statement of responsibility was found: a sentence on the matter may still say who does it; else it is refused. */
export const answerDoer: Answerer = (inquiry) => {
  const { engine, understanding, evidence } = inquiry
  if (understanding.kind !== 'responsibility') return null
  const best = evidence.sentences[0]
  const doer = evidence.sentences.find(
    (sentence) =>
      says(sentence) &&
      confidenceOf(sentence) >= confidenceOf(best!) - BEHIND &&
      (CHARGES.test(sentence.text) ||
        findBodies(sentence.text, 'zh', { table: engine.bodyTable }).length > 0),
  )
  if (!doer) return abstain(inquiry, [])
  return sentenceDraft(inquiry, doer, JSON.stringify(doer.parts))
}
