/** How well retrieval finds the paragraphs that answer, from a file of questions with the source lines of their answers. */
import { z } from 'zod'
import type { Language } from '../domain/answer.ts'
import type { Candidate } from '../domain/candidate.ts'
import type { Library } from '../domain/library.ts'

const questionSchema = z.object({
  id: z.string(),
  lang: z.enum(['zh', 'en']),
  expect: z.string(),
  turns: z.array(z.string()),
  gold_lines: z.array(z.number()),
  document: z.string().optional(),
})

/** A question whose answer stands in known lines of one document. */
export interface JudgedQuestion {
  readonly id: string
  readonly language: Language
  readonly question: string
  readonly document: string
  /** 1-based source lines, any of which answers. */
  readonly lines: readonly number[]
}

/** Shares of questions (0–1): a gold paragraph ranks first, is among the first five; mean reciprocal rank within ten. */
export interface RetrievalMeasures {
  readonly questions: number
  readonly hit1: number
  readonly hit5: number
  readonly mrr10: number
}

/** Rank (from 1) of the first gold paragraph of each question; null when it is not among the first ten. */
export type Ranks = ReadonlyMap<string, number | null>

/**
 * The questions of a JSONL file that retrieval alone can be judged by: answerable, a single turn, and with an answer
 * in an indexed paragraph (facts of the document's head are read from its metadata). Throws on a malformed line.
 */
export function judgedQuestions(jsonl: string, library: Library, document: string): JudgedQuestion[] {
  return jsonl
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => questionSchema.parse(JSON.parse(line)))
    .filter(({ expect, turns }) => (expect === 'answer' || expect === 'correct') && turns.length === 1)
    .map((entry) => ({
      id: entry.id,
      language: entry.lang,
      question: entry.turns[0]!,
      document: entry.document ?? document,
      lines: entry.gold_lines,
    }))
    .filter((entry) => entry.lines.some((line) => bodyAt(library, entry.document, line)))
}

/** Runs the questions one after another and gives the rank of each one's first gold paragraph. */
export async function rankQuestions(
  library: Library,
  questions: readonly JudgedQuestion[],
  search: (question: string, language: Language, k: number) => Promise<readonly Candidate[]>,
): Promise<Ranks> {
  const ranks = new Map<string, number | null>()
  for (const { id, question, language, document, lines } of questions) {
    const candidates = await search(question, language, 10)
    const rank = candidates.findIndex((candidate) => {
      const paragraph = library.get(candidate.document)?.tree.paragraphs[candidate.paragraph]
      if (!paragraph || candidate.document !== document) return false
      return lines.some((line) => paragraph.line <= line && line <= paragraph.lastLine)
    })
    ranks.set(id, rank < 0 ? null : rank + 1)
  }
  return ranks
}

export function measureRanks(ranks: Iterable<number | null>): RetrievalMeasures {
  const all = [...ranks]
  const mean = (gain: (rank: number) => number) =>
    all.length ? all.reduce<number>((sum, rank) => sum + (rank === null ? 0 : gain(rank)), 0) / all.length : 0
  return {
    questions: all.length,
    hit1: mean((rank) => (rank === 1 ? 1 : 0)),
    hit5: mean((rank) => (rank <= 5 ? 1 : 0)),
    mrr10: mean((rank) => 1 / rank),
  }
}

function bodyAt(library: Library, document: string, line: number): boolean {
  const paragraphs = library.get(document)?.tree.paragraphs ?? []
  return paragraphs.some(
    (paragraph) => paragraph.role === 'body' && paragraph.line <= line && line <= paragraph.lastLine,
  )
}
