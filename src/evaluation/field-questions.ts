/** Everyday questions to many documents with their gold, from files as in ../shared/field/q. */
import { z } from 'zod'

const schema = z.object({
  id: z.string(),
  doc: z.string(),
  lang: z.enum(['zh', 'en']),
  type: z.string(),
  turns: z.array(z.string()).min(1),
  expect: z.enum(['answer', 'correct', 'abstain', 'clarify']),
  /** 1-based line of each evidence. */
  line: z.array(z.int()),
  /** Verbatim stretches that answer together. */
  evidence: z.array(z.string()),
  /** Verbatim stretches that a right answer must state. */
  answer: z.array(z.string()),
  style: z.string(),
  /** What a yes/no question is answered by: yes, no, conditional. */
  verdict: z.string().nullish(),
})

export type FieldQuestion = z.infer<typeof schema>

/** One JSON object a line. */
export function readFieldQuestions(jsonl: string): FieldQuestion[] {
  return jsonl
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)))
}
