/** From a question to a proven answer: the one place that knows the order of answering. */
import type { Answer, Question } from '../domain/answer.ts'
import { abstain } from './answerers/abstain.ts'
import { answerContact } from './answerers/contact.ts'
import { answerDay } from './answerers/day.ts'
import { answerDefinition } from './answerers/definition.ts'
import { answerDocumentFact } from './answerers/document-fact.ts'
import { listSections } from './answerers/list-sections.ts'
import { listTargets } from './answerers/list-targets.ts'
import { correctPremise } from './answerers/premise.ts'
import { answerReference } from './answerers/reference.ts'
import { answerDoer, answerResponsibility } from './answerers/responsibility.ts'
import { outOfScope, refuseOutOfScope } from './answerers/scope.ts'
import { answerSection } from './answerers/section.ts'
import { answerStatement } from './answerers/statement.ts'
import { answerTarget, refuseTarget } from './answerers/target.ts'
import { answerTasks } from './answerers/tasks.ts'
import { type ComposedAnswer, composeAnswer } from './compose/compose-answer.ts'
import { phrasesOf } from './compose/phrases-of.ts'
import { type Draft, draftOf } from './draft.ts'
import type { Engine } from './engine.ts'
import type { Ranked } from './evidence/evidence.ts'
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
  { name: 'definition', answer: answerDefinition },
  { name: 'tasks of a body', answer: answerTasks },
  { name: 'list of targets', answer: listTargets },
  { name: 'parts of a chapter', answer: listSections },
  { name: 'premise', answer: correctPremise },
  { name: 'day', answer: answerDay },
  { name: 'target', answer: answerTarget },
  { name: 'no such target', answer: refuseTarget },
  { name: 'responsibility', answer: answerResponsibility },
  { name: 'doer', answer: answerDoer },
  { name: 'reference', answer: answerReference },
  { name: 'statement', answer: answerStatement },
]

export interface AnsweredQuestion {
  readonly answer: ComposedAnswer
  readonly timings: Answer['timings']
  /** Output of each stage, for `explain`. */
  readonly stages: readonly { readonly name: string; readonly output: unknown }[]
}

/** Never throws for what a person may type: each refusal is a status. Timings are milliseconds. */
export async function answerQuestion(engine: Engine, question: Question): Promise<AnsweredQuestion> {
  const alone = await answerAs(engine, question, false)
  // A question that stands alone and finds nothing may still go on from the one before it (提前几天去续).
  const mayFollow = question.history.length > 0 && alone.answer.status === 'not_found'
  if (!mayFollow) return alone
  const following = await answerAs(engine, question, true)
  return following.answer.status === 'answered' ? following : alone
}

async function answerAs(engine: Engine, question: Question, follows: boolean): Promise<AnsweredQuestion> {
  const start = performance.now()
  const cleaned = cleanQuestion(question.question)
  const understanding = understandConversation(engine, cleaned, question.history, question.lang, follows)
  const understood = performance.now()
  const refusal = guard(cleaned, understanding)
  if (refusal)
    return {
      answer: composeAnswer(engine.library, understanding, refusal, engine.tables),
      timings: { understand: understood - start },
      stages: [],
    }
  const evidence = await gatherEvidence(engine, understanding, question.corpus)
  const gathered = performance.now()
  const inquiry: Inquiry = { engine, understanding, evidence, phrases: phrasesOf(understanding.answerIn) }
  const { name, draft } = firstAnswer(inquiry)
  const timings = {
    understand: understood - start,
    retrieve: gathered - understood,
    answer: performance.now() - gathered,
  }
  const stages = [
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
  ]
  return { answer: composeAnswer(engine.library, understanding, draft, engine.tables), timings, stages }
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
function guard(question: string, { answerIn, terms, bodies, kinds }: Understanding): Draft | null {
  const phrases = phrasesOf(answerIn)
  if (findPersonalData(question).length > 0)
    return draftOf({ status: 'rejected', headline: phrases.rejectedPersonal, reasons: ['personal data'] })
  const unclear = !/[\p{Letter}\p{Number}]/u.test(question)
    ? 'no word'
    : terms.length === 0 && bodies.length === 0 && kinds.length === 0
      ? 'no content word'
      : null
  if (unclear) return draftOf({ status: 'clarify', headline: phrases.tooShort, reasons: [unclear] })
  return null
}

function brief({ paragraph, score, coverage, dense, missing, parts }: Ranked) {
  return { paragraph, score, coverage, dense, missing: missing.map(({ surface }) => surface), parts }
}
