/** Gives the report of `npm run evaluate`: answers, retrieval and ablations over gold questions. */
import type { Channels, Services } from '../ports/services.ts'
import { type GoldQuestion, inScope } from './gold-questions.ts'
import { type ScoredAnswer, scoreAnswers, summarizeAnswers } from './score-answers.ts'
import { type RetrievalScore, scoreRetrieval } from './score-retrieval.ts'

export interface Evaluation {
  readonly answers: readonly ScoredAnswer[]
  /** Retrieval by channels and language. */
  readonly retrieval: readonly {
    readonly channels: Channels
    readonly lang: 'zh' | 'en'
    readonly score: RetrievalScore
  }[]
  /** Right answers where only these channels take part. */
  readonly ablations: readonly {
    readonly channels: Channels
    readonly zh: number
    readonly en: number
    readonly all: number
  }[]
}

const CHANNELS: readonly Channels[] = ['bm25', 'dense', 'hybrid']

export async function evaluate(services: Services, questions: readonly GoldQuestion[]): Promise<Evaluation> {
  const answers = await scoreAnswers(services, questions)
  const retrieval = []
  const ablations = []
  for (const channels of CHANNELS) {
    for (const lang of ['zh', 'en'] as const) {
      const part = questions.filter((question) => question.lang === lang)
      retrieval.push({ channels, lang, score: await scoreRetrieval(services, part, channels) })
    }
    const scored = channels === 'hybrid' ? answers : await scoreAnswers(services, questions, { channels })
    const right = scored.filter(({ faults }) => faults.length === 0)
    const share = (test: (gold: GoldQuestion) => boolean) =>
      right.filter(({ gold }) => test(gold)).length / (questions.filter(test).length || 1)
    ablations.push({
      channels,
      zh: share((gold) => inScope(gold) && gold.lang === 'zh'),
      en: share((gold) => inScope(gold) && gold.lang === 'en'),
      all: share(() => true),
    })
  }
  return { answers, retrieval, ablations }
}

/** The report as lines of text; `verbose` adds each wrong answer with its faults. */
export function printEvaluation({ answers, retrieval, ablations }: Evaluation, verbose: boolean): string {
  const lines: string[] = []
  if (verbose) {
    for (const { gold, faults, status, headline } of answers.filter((each) => each.faults.length > 0)) {
      lines.push(`✗ ${gold.id} ${gold.turns.join(' → ').slice(0, 120)}`)
      lines.push(`    ${faults.join('; ')}`, `    ${status}: ${headline.slice(0, 200)}`)
    }
  }
  for (const { name, value } of summarizeAnswers(answers)) lines.push(`${name.padEnd(30)}${value}`)
  lines.push('', 'retrieval of paragraphs         hit@1   hit@5   MRR@10')
  for (const { channels, lang, score } of retrieval) {
    const { hit1, hit5, mrr10, questions } = score
    const figures = [hit1, hit5, mrr10].map((figure) => figure.toFixed(3).padEnd(8)).join('')
    lines.push(`${`${lang} ${channels} (${questions})`.padEnd(32)}${figures}`.trimEnd())
  }
  lines.push('', 'right answers with              zh      en      all (in scope; all questions)')
  for (const { channels, zh, en, all } of ablations) {
    lines.push(
      `${channels.padEnd(32)}${[zh, en, all].map((figure) => figure.toFixed(3).padEnd(8)).join('')}`.trimEnd(),
    )
  }
  return lines.join('\n')
}
