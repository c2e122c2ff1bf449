/** Answers what a body has to do: every responsibility that names it, complete and counted. */
import type { DocumentBody } from '../../bodies/bodies-of-document.ts'
import { matchBody } from '../../bodies/match-body.ts'
import { parseBody } from '../../bodies/parse-body.ts'
import type { BodyTable } from '../../bodies/table.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains } from '../../domain/span.ts'
import { bodyWords, headingWords } from '../compose/words.ts'
import { type Draft, draftOf, type QuoteSpan } from '../draft.ts'
import { foldedPart } from '../evidence/folded.ts'
import type { Answerer, Inquiry } from '../inquiry.ts'
import { abstain } from './abstain.ts'
import { quoteFact } from './quotes.ts'

/** With so few tasks, the sentence that shows what each is about is quoted beside the list of bodies. */
const FEW = 4

export const answerTasks: Answerer = (inquiry) =>
  inquiry.understanding.kind === 'tasks' ? tasksOfAskedBody(inquiry) : null

/** The tasks of the first body that the question names, or that the document does not mention it. */
export function tasksOfAskedBody(inquiry: Inquiry): Draft | null {
  const { engine, understanding, evidence, phrases } = inquiry
  const asked = understanding.bodies[0]
  if (!asked) return null
  for (const document of evidence.documents) {
    const body = matchBody(asked, engine.bodiesOf(document))
    if (body) return tasksOf(inquiry, document, body)
  }
  const title = evidence.documents[0]?.tree.metadata.title.value ?? ''
  return { ...abstain(inquiry, []), headline: phrases.bodyAbsent(asked.name, title), related: [] }
}

function tasksOf({ engine, phrases }: Inquiry, document: ReadDocument, body: DocumentBody): Draft {
  const named = [...new Set(body.mentions.map(({ responsibility }) => responsibility))].map(
    (index) => document.facts.responsibilities[index]!,
  )
  const first = body.mentions[0]!.mention
  const roles = new Map(body.mentions.map(({ responsibility, mention }) => [responsibility, mention.role]))
  const headings = named.map((responsibility) => ({
    ...headingWords(document, responsibility.paragraph, engine.tables),
    role: roles.get(document.facts.responsibilities.indexOf(responsibility)) ?? null,
  }))
  const quotes = named.flatMap((responsibility): QuoteSpan[] => {
    const matter = named.length <= FEW ? matterOf(document, body, responsibility, engine.bodyTable) : null
    return matter ? [quoteFact(responsibility), matter] : [quoteFact(responsibility)]
  })
  return draftOf({
    status: 'answered',
    headline: phrases.tasks(bodyWords(engine, first), headings),
    caveats: [
      ...(named.some(({ nonExhaustive }) => nonExhaustive) ? [phrases.openList] : []),
      ...(named.some(({ leadStated, bodies }) => leadStated || bodies.length < 2) ? [] : [phrases.noLead]),
    ],
    quotes,
    reasons: [`body ${body.key}: ${named.length} responsibilities`],
  })
}

/** The sentence in the responsibility's scope that names the body's own field (财政 for 财政局), else the first one. */
function matterOf(
  document: ReadDocument,
  body: DocumentBody,
  { scope }: { readonly scope: { readonly start: number; readonly end: number } },
  table: BodyTable,
): QuoteSpan | null {
  const stem = parseBody(body.mentions[0]!.mention.name, table).form?.stem ?? ''
  let first: QuoteSpan | null = null
  for (const paragraph of document.tree.paragraphs) {
    for (const sentence of paragraph.sentences) {
      if (sentence.kind === 'responsibility' || !contains(scope, sentence.span)) continue
      const quote = { document: document.source.id, paragraph: paragraph.index, span: sentence.span }
      first ??= quote
      if (stem !== '' && foldedPart(sentence, document, paragraph.index, sentence.span).includes(stem))
        return quote
    }
  }
  return first
}
