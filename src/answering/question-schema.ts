/** Gives a clean question from what a caller sent: the one set of rules for HTTP, pages and shell. */
import { z } from 'zod'
import { ZhengdaError } from '../domain/errors.ts'
import { cleanQuestion } from './understanding/clean-question.ts'

/** Most characters (Unicode code points) of one question. */
export const MAX_QUESTION_CHARACTERS = 2000
/** Most earlier questions of a conversation. */
export const MAX_HISTORY_TURNS = 20

const LONE_SURROGATE = /\p{Surrogate}/u
/** Control characters come with pasted text and are taken out; half a character cannot be asked or given back. */
const cleanText = z
  .string()
  .refine(
    (text) => !LONE_SURROGATE.test(text),
    'holds half a character (a lone surrogate); send whole characters',
  )
  .transform(cleanQuestion)

const notTooLong = (text: string) =>
  text.length <= MAX_QUESTION_CHARACTERS || [...text].length <= MAX_QUESTION_CHARACTERS

const questionText = cleanText
  .refine((text) => text !== '', 'is empty; type a question such as 到2025年建成多少座加氢站?')
  .refine(notTooLong, `has more than ${MAX_QUESTION_CHARACTERS} characters; ask one thing at a time`)

/** `POST /api/ask`'s body, cleaned; unknown keys are ignored. Empty earlier questions are left out. */
export const QUESTION = z
  .object({
    question: questionText.meta({
      description: 'The question, Chinese or English, 1–2000 characters.',
      example: '到2025年,全区建成多少个加氢站?',
      minLength: 1,
      maxLength: MAX_QUESTION_CHARACTERS,
    }),
    history: z
      .array(cleanText.refine(notTooLong, `has more than ${MAX_QUESTION_CHARACTERS} characters`))
      .max(MAX_HISTORY_TURNS, `holds more than ${MAX_HISTORY_TURNS} earlier questions; send the latest ones`)
      .default([])
      .transform((turns) => turns.filter((turn) => turn !== ''))
      .meta({ description: 'The earlier questions of this conversation, oldest first.' }),
    corpus: z.string().max(255).optional().meta({ description: 'Document id to stay within.' }),
    lang: z
      .enum(['zh', 'en'], 'must be zh or en')
      .optional()
      .meta({ description: 'Language of the answer; the language of the question when absent.' }),
    asOf: z.iso
      .date('must be a day as YYYY-MM-DD')
      .optional()
      .meta({ description: 'Day on which the versions asked about are in force; today when absent.' }),
  })
  .transform(({ question, history, corpus, lang, asOf }) => ({
    question,
    history,
    ...(corpus === undefined ? {} : { corpus }),
    ...(lang === undefined ? {} : { lang }),
    ...(asOf === undefined ? {} : { asOf }),
  }))

/**
 * Reads a question that did not come through HTTP validation.
 * @throws ZhengdaError `question_invalid`, saying which part breaks which rule.
 */
export function readQuestion(input: z.input<typeof QUESTION>): z.output<typeof QUESTION> {
  const read = QUESTION.safeParse(input)
  if (read.success) return read.data
  throw new ZhengdaError(
    'question_invalid',
    read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '),
  )
}
