/** Answers who is responsible for a matter, and whether a named body is. */

import { bodiesOfDocument } from '../../bodies/bodies-of-document.ts'
import { matchBody } from '../../bodies/match-body.ts'
import type { Responsibility } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains, type Span } from '../../domain/span.ts'
import { CALIBRATION } from '../calibration.ts'
import { bodyWords, headingWords } from '../compose/words.ts'
import type { Draft } from '../draft.ts'
import { confidenceOf, type RankedSentence } from '../evidence/evidence.ts'
import type { Answerer, Inquiry } from '../inquiry.ts'
import { abstain } from './abstain.ts'
import { quoteFact, quoteSentence } from './quotes.ts'

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
  if (topics.length === 0) return null
  const asked = inquiry.understanding.bodies
  return asked.length > 0 ? membership(inquiry, topics) : responsibleBodies(inquiry, topics)
}

/** The responsibility that covers the best sentence, and those of sentences that say the same as well elsewhere. */
function topicsOf({ evidence }: Inquiry): Topic[] {
  const topics: Topic[] = []
  for (const sentence of evidence.sentences) {
    if (confidenceOf(sentence) < CALIBRATION.topic) continue
    const best = topics[0]
    if (best && confidenceOf(sentence) < confidenceOf(best.sentence) - CALIBRATION.tie) continue
    const responsibility = coveringResponsibility(sentence)
    if (!responsibility || topics.some((topic) => topic.responsibility === responsibility)) continue
    topics.push({ sentence, document: sentence.document, responsibility })
    if (topics.length === MOST_TOPICS) break
  }
  return topics
}

/** The narrowest responsibility whose scope holds the sentence; a sentence that itself names the bodies comes first. */
export function coveringResponsibility({
  document,
  paragraph,
  sentence,
}: RankedSentence): Responsibility | null {
  const { span } = document.tree.paragraphs[paragraph]!.sentences[sentence]!
  const covering = document.facts.responsibilities.filter(
    (responsibility) => contains(responsibility.scope, span) || contains(span, responsibility),
  )
  const width = ({ scope }: { scope: Span }) => scope.end - scope.start
  return covering.sort((a, b) => width(a) - width(b))[0] ?? null
}

function responsibleBodies(inquiry: Inquiry, topics: readonly Topic[]): Draft {
  const { engine, phrases } = inquiry
  const lines = topics.map(({ document, responsibility }) =>
    phrases.responsible(
      headingWords(document, responsibility.paragraph, engine.tables),
      responsibility.bodies.map(bodyWords),
      responsibility.nonExhaustive,
    ),
  )
  return {
    status: 'answered',
    headline: lines.join(inquiry.understanding.language === 'zh' ? '' : ' '),
    caveats: caveatsOf(inquiry, topics),
    quotes: topics.flatMap(({ sentence, responsibility }) => [
      quoteFact(responsibility),
      quoteSentence(sentence),
    ]),
    related: [],
    suggestions: [],
    reasons: topics.map(({ sentence }) => JSON.stringify(sentence.parts)),
  }
}

function caveatsOf({ engine, phrases }: Inquiry, topics: readonly Topic[]): string[] {
  const caveats = topics.flatMap(({ document, responsibility }) => [
    ...(responsibility.nonExhaustive ? [phrases.openList] : []),
    ...(responsibility.leadStated ? [] : [phrases.noLead]),
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
  const known = bodiesOfDocument(document.facts)
  const here = document.facts.responsibilities.indexOf(responsibility)
  const lines = understanding.bodies.map((asked) => {
    const body = matchBody(asked, known)
    const mention = body?.mentions.find((m) => m.responsibility === here)?.mention
    return mention
      ? phrases.bodyListed(bodyWords(mention), heading)
      : phrases.bodyNotListed(
          asked.name,
          heading,
          responsibility.bodies.map(bodyWords),
          responsibility.nonExhaustive,
        )
  })
  const listed = phrases.responsible(
    heading,
    responsibility.bodies.map(bodyWords),
    responsibility.nonExhaustive,
  )
  return {
    status: 'answered',
    headline: [
      ...lines,
      ...(understanding.kind === 'responsibility' && lines.length > 0 ? [listed] : []),
    ].join(' '),
    caveats: caveatsOf(inquiry, topics.slice(0, 1)),
    quotes: [quoteFact(responsibility), quoteSentence(sentence)],
    related: [],
    suggestions: [],
    reasons: [JSON.stringify(sentence.parts)],
  }
}

/** Who is responsible was asked, and the text names nobody for it. */
export const refuseResponsibility: Answerer = (inquiry) =>
  inquiry.understanding.kind === 'responsibility' ? abstain(inquiry, []) : null
