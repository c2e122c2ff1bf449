/** Whole registers: every task of a body, every target (of a year), every ban; a count and every item. */
import type { BodyQuery } from '../../bodies/body-query.ts'
import { matchBody } from '../../bodies/match-body.ts'
import type { Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains } from '../../domain/span.ts'
import { statementsOf } from '../../statements/statements-of.ts'
import { bodyWords, headingWords, targetWords } from '../compose/words.ts'
import { type Draft, draftOf, type QuoteSpan } from '../draft.ts'
import { quoteFact } from '../evidence/quotes.ts'
import { bodiesOf } from '../understanding/document-bodies.ts'
import type { Form, Inquiry } from './form.ts'
import { abstention } from './silent.ts'

/** Items that the first sentence names; the quotations hold all of them. */
const MOST_NAMED = 20
/** With so few tasks the statement that each is about is quoted beside the list of bodies. */
const FEW = 4

export const register: Form = {
  name: 'register',
  say(inquiry) {
    switch (inquiry.understanding.register?.of) {
      case 'tasks':
        return tasks(inquiry)
      case 'targets':
        return targets(inquiry)
      case 'bans':
        return bans(inquiry)
      default:
        return null
    }
  },
}

/** The documents that the question may be about. */
function documentsOf({ engine: { library }, documents }: Inquiry): readonly ReadDocument[] {
  if (!documents) return [...library.values()]
  return [...documents].map((id) => library.get(id)).filter((read) => read !== undefined)
}

function tasks(inquiry: Inquiry): Draft {
  const { engine, understanding, phrases } = inquiry
  const asked = understanding.bodies[0]!
  const documents = documentsOf(inquiry)
  const found = documents.flatMap((document) => tasksIn(inquiry, document, asked))
  const [first] = found
  if (!first) {
    const title = documents[0]?.tree.metadata.title.value ?? ''
    return { ...abstention(inquiry, phrases.bodyAbsent(asked.name, title)), related: [] }
  }
  const facts = found.map(({ fact }) => fact)
  const several = found.some(({ document }) => document !== first.document)
  return draftOf({
    status: 'answered',
    headline: phrases.tasks(
      bodyWords(engine.bodies, first.mention),
      found.map(({ document, fact, mention }) => ({
        ...headingWords(document, fact.paragraph),
        role: mention.role,
        of: several ? quotableTitle(document) : '',
      })),
    ),
    caveats: [
      ...(facts.some(({ nonExhaustive }) => nonExhaustive) ? [phrases.openList] : []),
      ...(facts.some(({ leadStated, bodies }) => leadStated || bodies.length < 2) ? [] : [phrases.noLead]),
    ],
    quotes: found.flatMap(({ document, fact }) => [
      quoteFact(fact),
      ...(found.length <= FEW ? matterOf(document, fact.scope, fact) : []),
    ]),
  })
}

/** A figure of a title would stand in the headline without a quotation that holds it. */
function quotableTitle({ tree }: ReadDocument): string {
  const { value } = tree.metadata.title
  return /\d/.test(value) ? '' : value
}

/** The responsibilities of one document that name the body, each once. */
function tasksIn({ engine }: Inquiry, document: ReadDocument, asked: BodyQuery) {
  const mentions = matchBody(asked, bodiesOf(engine, document))?.mentions ?? []
  const roles = new Map(mentions.map(({ responsibility, mention }) => [responsibility, mention]))
  return [...roles].map(([index, mention]) => ({
    document,
    mention,
    fact: document.facts.responsibilities[index]!,
  }))
}

/** The first statement of a responsibility's scope: what the task is about. */
function matterOf(
  document: ReadDocument,
  scope: { readonly start: number; readonly end: number },
  fact: { readonly start: number; readonly end: number },
): QuoteSpan[] {
  const first = statementsOf(document).find(
    ({ kind, span }) => kind === 'sentence' && contains(scope, span) && !contains(fact, span),
  )
  return first ? [{ document: first.document, paragraph: first.paragraph, span: first.span }] : []
}

function targets(inquiry: Inquiry): Draft | null {
  const { understanding, phrases } = inquiry
  const { years } = understanding
  const found = documentsOf(inquiry).flatMap((document) =>
    document.facts.targets
      .filter(
        ({ purpose, year, kind }) =>
          kind === 'quantity' &&
          purpose === 'goal' &&
          (years.length === 0 || (year !== null && years.includes(year))),
      )
      .map((target) => ({ document, target })),
  )
  if (found.length === 0) return null
  return draftOf({
    status: 'answered',
    headline: phrases.targets(
      found.length,
      found
        .slice(0, MOST_NAMED)
        .map(({ document, target }) => phrases.targetItem(targetWords(document, target))),
    ),
    caveats: found.length > MOST_NAMED ? [phrases.more(MOST_NAMED, found.length)] : [],
    quotes: found.flatMap(({ document, target }) => holderOf(document, target)),
  })
}

/** The statement in which a target stands, and the place of a year that it takes from elsewhere. */
function holderOf(document: ReadDocument, { valueSpan, deadlineSpan }: Target): QuoteSpan[] {
  const statements = statementsOf(document)
  const holding = (span: { readonly start: number; readonly end: number } | null) =>
    span ? statements.find((each) => contains(each.span, span)) : undefined
  return [...new Set([holding(valueSpan), holding(deadlineSpan)])]
    .filter((each) => each !== undefined)
    .map(({ paragraph, span }) => ({ document: document.source.id, paragraph, span }))
}

function bans(inquiry: Inquiry): Draft | null {
  const { phrases } = inquiry
  const found = documentsOf(inquiry).flatMap(({ facts }) =>
    facts.obligations.filter(({ modality }) => modality === 'ban'),
  )
  if (found.length === 0) return null
  return draftOf({
    status: 'answered',
    headline: phrases.bans(
      found.length,
      found
        .slice(0, MOST_NAMED)
        .map(({ marker, action }) => (action.includes(marker) ? action : marker + action)),
    ),
    caveats: found.length > MOST_NAMED ? [phrases.more(MOST_NAMED, found.length)] : [],
    quotes: found.map(quoteFact),
  })
}
