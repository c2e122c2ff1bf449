/** From a question to a proven answer: the one place that knows the order of answering. */
import type { Answer, Question } from '../domain/answer.ts'
import type { AskOptions } from '../ports/services.ts'
import { type ComposedAnswer, composeAnswer } from './compose/compose-answer.ts'
import { phrasesOf } from './compose/phrases-of.ts'
import { type Draft, draftOf } from './draft.ts'
import type { Engine } from './engine.ts'
import { findCandidates } from './evidence/find-candidates.ts'
import { readCandidates } from './evidence/read-candidates.ts'
import { selectEvidence } from './evidence/select-evidence.ts'
import { standardEvidence } from './evidence/standard-evidence.ts'
import { bodies } from './forms/bodies.ts'
import { clarify } from './forms/clarify.ts'
import { correction } from './forms/correction.ts'
import { documentFact } from './forms/document-fact.ts'
import { figure } from './forms/figure.ts'
import type { Form, Inquiry } from './forms/form.ts'
import { list } from './forms/list.ts'
import { part } from './forms/part.ts'
import { register } from './forms/register.ts'
import { abstention, silent } from './forms/silent.ts'
import { statement } from './forms/statement.ts'
import { yesNo } from './forms/yes-no.ts'
import { caveatsOf, outOfForce, scopeOf } from './in-force.ts'
import { findPersonalData } from './personal-data.ts'
import { understand } from './understanding/understand.ts'
import type { Understanding } from './understanding/understanding.ts'

/** The first that finds its fact in the evidence says it. */
const FORMS: readonly Form[] = [
  register,
  part,
  silent,
  clarify,
  correction,
  documentFact,
  bodies,
  list,
  yesNo,
  figure,
  statement,
]

export interface AnsweredQuestion {
  readonly answer: ComposedAnswer
  readonly timings: Answer['timings']
  /** Output of each stage, for `explain`. */
  readonly stages: readonly { readonly name: string; readonly output: unknown }[]
}

/** Never throws for what a person may type: each refusal is a status. Timings are milliseconds. */
export async function answerQuestion(
  engine: Engine,
  question: Question & { readonly asOf: string },
  onStage: AskOptions['onStage'] = () => {},
): Promise<AnsweredQuestion> {
  const scope = scopeOf(engine.library, question)
  const { documents } = scope
  const started = performance.now()
  const understanding = await understand(engine, question)
  const understood = performance.now()
  const refused = refusal(understanding, question.history)
  if (refused) {
    const answer = composeAnswer(engine, understanding, refused)
    return { answer, timings: { understand: understood - started }, stages: [] }
  }
  onStage('searching')
  const standard = await standardEvidence(engine, understanding, documents)
  const candidates = standard ? [] : await findCandidates(engine, understanding, scope)
  const retrieved = performance.now()
  onStage('reading')
  const read = standard?.read ?? (await readCandidates(engine, understanding, candidates))
  const finished = performance.now()
  onStage('checking')
  const evidence = await selectEvidence(engine, understanding, read, standard !== null)
  const selected = performance.now()
  const phrases = phrasesOf(understanding.answerIn)
  const { form, draft } = say({
    engine,
    understanding,
    evidence,
    phrases,
    asOf: question.asOf,
    ...(documents && { documents }),
  })
  const { entry } = standard ?? {}
  const old = outOfForce(engine.library, draft.quotes, question.asOf)
  const answer = composeAnswer(engine, understanding, {
    ...draft,
    caveats: [
      ...caveatsOf(old, understanding.answerIn),
      ...(entry ? [phrases.reviewedBy(entry.by, entry.reviewed)] : []),
      ...draft.caveats,
    ],
  })
  return {
    answer: {
      ...answer,
      ...(old.length > 0 && { outOfForce: old }),
      ...(entry && { reviewed: { by: entry.by, date: entry.reviewed } }),
    },
    timings: {
      understand: understood - started,
      retrieve: retrieved - understood,
      read: finished - retrieved,
      select: selected - finished,
      answer: performance.now() - selected,
    },
    stages: [
      { name: 'understanding', output: understanding },
      { name: 'candidates', output: candidates },
      {
        name: 'readings',
        output: read.map(({ statement: { context, text }, reading, document }) => ({
          ...reading,
          document: document.source.id,
          context,
          text,
        })),
      },
      {
        name: 'evidence',
        output: {
          kept: evidence.kept.map(({ statement: { text } }) => text),
          focus: evidence.focus,
          mismatch: evidence.mismatch,
          contradicted: evidence.contradicted,
        },
      },
      { name: `form: ${form}`, output: draft },
    ],
  }
}

function say(inquiry: Inquiry): { form: string; draft: Draft } {
  for (const { name, say } of FORMS) {
    const draft = say(inquiry)
    if (draft) return { form: name, draft }
  }
  return { form: 'none', draft: abstention(inquiry) }
}

/** What may not or cannot be processed. */
function refusal({ answerIn, text }: Understanding, history: readonly string[]): Draft | null {
  const phrases = phrasesOf(answerIn)
  if ([...history, text].some((turn) => findPersonalData(turn).length > 0))
    return draftOf({ status: 'rejected', headline: phrases.rejectedPersonal })
  if (!/[\p{Letter}\p{Number}]/u.test(text)) return draftOf({ status: 'clarify', headline: phrases.tooShort })
  return null
}
