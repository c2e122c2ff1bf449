/** Gives gold questions from a JSONL file: what is asked, and what a right answer cites, holds and leaves out. */
import { z } from 'zod'
import { ZhengdaError } from '../domain/errors.ts'

const GOLD_QUESTION = z.object({
  id: z.string(),
  lang: z.enum(['zh', 'en']),
  type: z.string(),
  expect: z.enum(['answer', 'correct', 'abstain', 'clarify', 'error']),
  /** The last turn is asked, the others are its history. */
  turns: z.array(z.string()).min(1),
  gold_lines: z.array(z.int()),
  all_lines: z.boolean(),
  must: z.array(z.string()),
  must_not: z.array(z.string()),
  traps: z.array(z.string()),
  /** Document to which the question is put; the only one when absent. */
  document: z.string().optional(),
})

export type GoldQuestion = z.output<typeof GOLD_QUESTION>

/** @throws ZhengdaError `table_invalid`, naming the line. */
export function readGoldQuestions(jsonl: string): GoldQuestion[] {
  return jsonl
    .split('\n')
    .map((text, i) => ({ text: text.trim(), line: i + 1 }))
    .filter(({ text }) => text !== '')
    .map(({ text, line }) => {
      try {
        return GOLD_QUESTION.parse(JSON.parse(text))
      } catch (cause) {
        throw new ZhengdaError('table_invalid', `gold questions, line ${line}: ${(cause as Error).message}`, {
          cause,
        })
      }
    })
}

export function inScope(question: GoldQuestion): boolean {
  return question.expect === 'answer' || question.expect === 'correct'
}
