/** Reads `<id>.questions.jsonl`: the standard questions that hold, and what is wrong with the others. */
import { z } from 'zod'
import type { StandardQuestion } from '../domain/standard-question.ts'
import { checkStandardQuestion } from './check-standard-question.ts'
import { questionKey } from './question-key.ts'

export const standardQuestionSchema = z.strictObject({
  question: z
    .string()
    .trim()
    .min(2, 'must be a question')
    .max(300, 'must have at most 300 characters')
    .regex(/^[^\r\n]*$/, 'must be one line'),
  line: z.int('must be a line number').min(1, 'must be a line number, counted from 1'),
  by: z.string().trim().min(1, 'must say who linked it'),
  reviewed: z.iso.date('must be a date YYYY-MM-DD'),
})

export interface StandardQuestionFault {
  /** 1-based line of the file. */
  readonly at: number
  readonly message: string
}

export interface StandardQuestions {
  readonly questions: readonly StandardQuestion[]
  readonly faults: readonly StandardQuestionFault[]
}

/** An entry that is wrong is left out, so that one stale line does not silence the others. */
export function readStandardQuestions(jsonl: string, source: string): StandardQuestions {
  const questions: StandardQuestion[] = []
  const faults: StandardQuestionFault[] = []
  const seen = new Map<string, number>()
  for (const [i, text] of jsonl.split(/\r?\n/).entries()) {
    if (text.trim() === '') continue
    const read = readEntry(text)
    const wrong = typeof read === 'string' ? [read] : checkStandardQuestion(read, source)
    const key = typeof read === 'string' ? '' : questionKey(read.question).same
    const earlier = seen.get(key)
    if (earlier !== undefined) wrong.push(`the question stands in line ${earlier} of the file already`)
    faults.push(...wrong.map((message) => ({ at: i + 1, message })))
    if (typeof read === 'string' || wrong.length > 0) continue
    seen.set(key, i + 1)
    questions.push(read)
  }
  return { questions, faults }
}

/** The entry of one line, or what is wrong with its shape. */
export function readEntry(text: string): StandardQuestion | string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return `is no JSON: ${(error as Error).message}`
  }
  const read = standardQuestionSchema.safeParse(json)
  if (read.success) return read.data
  return read.error.issues
    .map(({ path, message }) => `${path.join('.') || 'the entry'}: ${message}`)
    .join('; ')
}
