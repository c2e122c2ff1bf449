/** From a question to a proven answer: the one place that knows the order of answering. */
import type { Answer, Question } from '../domain/answer.ts'
import { abstain } from './answerers/abstain.ts'
import { answerContact } from './answerers/contact.ts'
import { answerDay } from './answerers/day.ts'
import { answerDocumentFact } from './answerers/document-fact.ts'
import { listSections } from './answerers/list-sections.ts'
import { listTargets } from './answerers/list-targets.ts'
import { correctPremise } from './answerers/premise.ts'
import { answerReference } from './answerers/reference.ts'
import { answerResponsibility, refuseResponsibility } from './answerers/responsibility.ts'
import { outOfScope, refuseOutOfScope } from './answerers/scope.ts'
import { answerSection } from './answerers/section.ts'
import { answerStatement } from './answerers/statement.ts'
import { answerTarget, refuseTarget } from './answerers/target.ts'
import { answerTasks } from './answerers/tasks.ts'
import { type ComposedAnswer, composeAnswer } from './compose/compose-answer.ts'
import { phrasesOf } from './compose/phrases.ts'
import type { Draft } from './draft.ts'
import type { Engine } from './engine.ts'
import { gatherEvidence } from './evidence/gather-evidence.ts'
import type { Answerer, Inquiry } from './inquiry.ts'
import { findPersonalData } from './personal-data.ts'
import { cleanQuestion } from './question/clean-question.ts'
import { understandConversation } from './question/follow-up.ts'
import type { Understanding } from './question/understanding.ts'

/** Tried in this order; the first that answers, answers. */
const ANSWERERS: readonly { readonly name: string; readonly answer: Answerer }[] = [
  { name: 'document fact', answer: answerDocumentFact },
  { name: 'numbered part', answer: answerSection },
  { name: 'out of scope', answer: refuseOutOfScope },
  { name: 'contact', answer: answerContact },
  { name: 'tasks of a body', answer: answerTasks },
  { name: 'list of targets', answer: listTargets },
  { name: 'parts of a chapter', answer: listSections },
  { name: 'premise', answer: correctPremise },
  { name: 'day', answer: answerDay },
  { name: 'target', answer: answerTarget },
  { name: 'no such target', answer: refuseTarget },
  { name: 'responsibility', answer: answerResponsibility },
  { name: 'no such responsibility', answer: refuseResponsibility },
  { name: 'reference', answer: answerReference },
  { name: 'statement', answer: answerStatement },
]

export interface AnsweredQuestion {
  readonly answer: ComposedAnswer
  readonly timings: Answer['timings']
  /** Output of each stage, for `explain`. */
  readonly stages: readonly { readonly name: string; readonly output: unknown }[]
}

export async function answerQuestion(engine: Engine, question: Question): Promise<AnsweredQuestion> {
  const start = performance.now()
  const cleaned = cleanQuestion(question.question)
  const understanding = understandConversation(engine, cleaned, question.history, question.lang)
  const understood = performance.now()
  const refusal = guard(cleaned, understanding)
  if (refusal) return finished(engine, understanding, refusal, { understand: understood - start }, [])
  const evidence = await gatherEvidence(engine, understanding, question.corpus)
  const gathered = performance.now()
  const inquiry: Inquiry = { engine, understanding, evidence, phrases: phrasesOf(understanding.language) }
  const { name, draft } = firstAnswer(inquiry)
  const timings = {
    understand: understood - start,
    retrieve: gathered - understood,
    answer: performance.now() - gathered,
  }
  return finished(engine, understanding, draft, timings, [
    { name: 'understanding', output: understanding },
    { name: 'candidates', output: evidence.candidates },
    { name: 'sentences', output: evidence.sentences.slice(0, 10).map(brief) },
    {
      name: 'targets',
      output: evidence.targets
        .slice(0, 10)
        .map((ranked) => ({ ...brief(ranked), quote: ranked.target.quote, subject: ranked.target.subject })),
    },
    { name: `answerer: ${name}`, output: draft },
  ])
}

function firstAnswer(inquiry: Inquiry): { name: string; draft: Draft } {
  for (const { name, answer } of ANSWERERS) {
    const draft = answer(inquiry)
    if (draft) return { name, draft }
  }
  const nothing = inquiry.evidence.sentences.length === 0
  return { name: 'nothing found', draft: nothing ? outOfScope(inquiry) : abstain(inquiry, []) }
}

/** What may not or cannot be processed. */
function guard(question: string, { language, terms, bodies, kinds }: Understanding): Draft | null {
  const phrases = phrasesOf(language)
  const empty = { caveats: [], quotes: [], related: [], suggestions: [] }
  if (findPersonalData(question).length > 0)
    return { ...empty, status: 'rejected', headline: phrases.rejectedPersonal, reasons: ['personal data'] }
  if (!/[\p{Letter}\p{Number}]/u.test(question))
    return { ...empty, status: 'clarify', headline: phrases.tooShort, reasons: ['no word'] }
  if (terms.length === 0 && bodies.length === 0 && kinds.length === 0) {
    return { ...empty, status: 'clarify', headline: phrases.tooShort, reasons: ['no content word'] }
  }
  return null
}

function finished(
  engine: Engine,
  understanding: Understanding,
  draft: Draft,
  timings: Answer['timings'],
  stages: AnsweredQuestion['stages'],
): AnsweredQuestion {
  return { answer: composeAnswer(engine.library, understanding, draft), timings, stages }
}

function brief({
  paragraph,
  score,
  coverage,
  dense,
  missing,
  parts,
}: {
  paragraph: number
  score: number
  coverage: number
  dense: number
  missing: readonly { surface: string }[]
  parts: unknown
}) {
  return { paragraph, score, coverage, dense, missing: missing.map(({ surface }) => surface), parts }
}
