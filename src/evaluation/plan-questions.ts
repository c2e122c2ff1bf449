/** A plan as a retrieval set: its non-empty lines are the passages, judged questions are the queries. */
import { readFileSync } from 'node:fs'
import type { RetrievalSet } from './retrieval-sets.ts'

interface PlanQuestion {
  readonly lang: 'zh' | 'en'
  readonly expect: string
  readonly turns: readonly string[]
  readonly gold_lines: readonly number[]
}

/** One set a language, of the single-turn questions that the plan answers. */
export function readPlanQuestions(questions: string, plan: string): RetrievalSet[] {
  const lines = readFileSync(plan, 'utf8').replaceAll('\r\n', '\n').split('\n')
  const numbers = lines.flatMap((line, i) => (line.trim() ? [i + 1] : []))
  const position = new Map(numbers.map((number, i) => [number, i]))
  const asked = readFileSync(questions, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line) as PlanQuestion)
    .filter(({ expect, turns }) => (expect === 'answer' || expect === 'correct') && turns.length === 1)
    .filter(({ gold_lines }) => gold_lines.length > 0)
  return (['zh', 'en'] as const).map((language) => ({
    name: `plan, ${language}`,
    passages: numbers.map((number) => lines[number - 1]!),
    queries: asked
      .filter(({ lang }) => lang === language)
      .map(({ turns, gold_lines }) => ({
        text: turns[0]!,
        judgements: new Map(gold_lines.map((line) => [position.get(line)!, 1])),
      })),
  }))
}
