/** Scores answers against gold questions: status, figures, citations, and that nothing is stated without a quotation. */

import { readQuestion } from '../answering/question-schema.ts'
import type { Answer, AnswerStatus } from '../domain/answer.ts'
import { ZhengdaError } from '../domain/errors.ts'
import type { AskOptions, Services } from '../ports/services.ts'
import { type GoldQuestion, inScope } from './gold-questions.ts'

export interface ScoredAnswer {
  readonly gold: GoldQuestion
  readonly status: AnswerStatus | 'error'
  readonly headline: string
  /** What is wrong; empty when the answer is right. */
  readonly faults: readonly string[]
  readonly citesGold: boolean
  /** A quotation that does not slice back, or a figure of the headline that no quotation holds. */
  readonly ungrounded: boolean
  readonly milliseconds: number
}

const ANSWERS: readonly string[] = ['answered', 'partial', 'corrected']
const ABSTENTIONS: readonly string[] = ['not_found', 'out_of_scope', 'rejected']

/** Kinds of question for which near-equal figures and bodies may stand in the headline. */
const BROAD = ['list', 'measure', 'document', 'yesno']

export async function scoreAnswers(
  services: Services,
  questions: readonly GoldQuestion[],
  options: AskOptions = {},
): Promise<ScoredAnswer[]> {
  const scored: ScoredAnswer[] = []
  for (const gold of questions) {
    const start = performance.now()
    const answer = await ask(services, gold, options)
    scored.push(score(services, gold, answer, performance.now() - start))
  }
  return scored
}

async function ask(services: Services, gold: GoldQuestion, options: AskOptions): Promise<Answer | null> {
  try {
    const history = gold.turns.slice(0, -1)
    return await services.ask(
      readQuestion({ question: gold.turns.at(-1)!, history, corpus: gold.document }),
      options,
    )
  } catch (error) {
    if (error instanceof ZhengdaError && error.code === 'question_invalid') return null
    throw error
  }
}

function score(
  services: Services,
  gold: GoldQuestion,
  answer: Answer | null,
  milliseconds: number,
): ScoredAnswer {
  const ungrounded = answer ? ungroundedIn(services, gold, answer) : []
  const lines = new Set(answer?.citations.map((citation) => citation.line))
  const citesGold = gold.all_lines
    ? gold.gold_lines.every((line) => lines.has(line))
    : gold.gold_lines.length === 0 || gold.gold_lines.some((line) => lines.has(line))
  return {
    gold,
    status: answer?.status ?? 'error',
    headline: answer?.headline ?? '',
    faults: [...ungrounded, ...faultsOf(gold, answer, citesGold)],
    citesGold: citesGold && lines.size > 0,
    ungrounded: ungrounded.length > 0,
    milliseconds,
  }
}

function faultsOf(gold: GoldQuestion, answer: Answer | null, citesGold: boolean): string[] {
  const status = answer?.status ?? 'error'
  const headline = answer?.headline ?? ''
  const held = (wanted: readonly string[], text: string) => wanted.filter((each) => holds(text, each))
  switch (gold.expect) {
    case 'abstain': {
      const said = held(gold.must_not, headline)
      return [
        ...(ABSTENTIONS.includes(status) || status === 'clarify'
          ? []
          : [`${status}, where the text does not say it`]),
        ...(said.length > 0 ? [`says ${said.join(', ')}`] : []),
      ]
    }
    case 'clarify':
      return status === 'clarify' || ABSTENTIONS.includes(status)
        ? []
        : [`${status}, where it should ask back`]
    case 'error':
      return ['error', 'rejected', 'clarify'].includes(status) ? [] : [`${status}, where it should refuse`]
    default: {
      const missing = gold.must.filter((each) => !holds(answer?.answer ?? '', each))
      const wrong =
        gold.all_lines || BROAD.includes(gold.type) ? [] : held([...gold.must_not, ...gold.traps], headline)
      return [
        ...(ANSWERS.includes(status) ? [] : [`${status}, where the text answers`]),
        ...(gold.expect === 'correct' && status !== 'corrected' ? ['does not correct the premise'] : []),
        ...(missing.length > 0 ? [`lacks ${missing.join(' | ')}`] : []),
        ...(citesGold
          ? []
          : [
              `cites lines ${answer?.citations.map(({ line }) => line).join(', ') || 'none'}, not ${gold.gold_lines.join(', ')}`,
            ]),
        ...(wrong.length > 0 ? [`headline says ${wrong.join(' | ')}`] : []),
      ]
    }
  }
}

function ungroundedIn({ library }: Services, gold: GoldQuestion, answer: Answer): string[] {
  const broken = answer.citations.filter(
    ({ document, start, end, quote }) => library.get(document)?.source.text.slice(start, end) !== quote,
  )
  const evidence = fold([...answer.citations.map(({ quote }) => quote), ...gold.turns].join(' '))
  const figures = ANSWERS.includes(answer.status) ? (fold(answer.headline).match(/\d+(?:\.\d+)?/g) ?? []) : []
  return [
    ...broken.map(({ n }) => `quotation ${n} does not slice back`),
    ...figures.filter((figure) => !evidence.includes(figure)).map((figure) => `no quotation holds ${figure}`),
  ]
}

/** Width, white space, case and thousands separators make no difference; a figure is not a part of a longer one. */
function holds(text: string, wanted: string): boolean {
  const [whole, part] = [fold(text), fold(wanted)]
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    const longerBefore = /^\d/.test(part) && /[\d.]$/.test(whole.slice(0, at))
    const longerAfter = /\d$/.test(part) && /^(?:\d|\.\d)/.test(whole.slice(at + part.length))
    if (!longerBefore && !longerAfter) return true
  }
  return false
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(\d)[,，](?=\d{3})/g, '$1')
    .replace(/\s+/g, '')
    .toLowerCase()
}

/** Rows of the table, in the order in which they are printed: shares of right answers, and rates over those in scope. */
export function summarizeAnswers(scored: readonly ScoredAnswer[]): { name: string; value: string }[] {
  const right = ({ faults }: ScoredAnswer) => faults.length === 0
  const within = scored.filter(({ gold }) => inScope(gold))
  const groups = (key: (gold: GoldQuestion) => string) =>
    [...new Set(scored.map(({ gold }) => key(gold)))].sort()
  const rows = [
    ...groups((gold) => `${gold.lang === 'zh' ? '' : ' '}${gold.lang} ${gold.expect}`).map((name) => ({
      name: name.trim(),
      value: share(
        scored.filter(({ gold }) => `${gold.lang} ${gold.expect}` === name.trim()),
        right,
      ),
    })),
    ...groups((gold) => gold.type).map((type) => ({
      name: `  type ${type}`,
      value: share(
        scored.filter(({ gold }) => gold.type === type),
        right,
      ),
    })),
  ]
  const times = scored.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const quantile = (q: number) =>
    (times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0).toFixed(1)
  return [
    ...rows,
    {
      name: 'in scope, zh',
      value: share(
        within.filter(({ gold }) => gold.lang === 'zh'),
        right,
      ),
    },
    {
      name: 'in scope, en',
      value: share(
        within.filter(({ gold }) => gold.lang === 'en'),
        right,
      ),
    },
    {
      name: 'abstentions',
      value: share(
        scored.filter(({ gold }) => gold.expect === 'abstain'),
        right,
      ),
    },
    { name: 'citation hit, in scope', value: share(within, ({ citesGold }) => citesGold) },
    { name: 'false refusal, in scope', value: share(within, ({ status }) => ABSTENTIONS.includes(status)) },
    { name: 'ungrounded quote or figure', value: share(scored, ({ ungrounded }) => ungrounded) },
    { name: 'milliseconds p50 / p95', value: `${quantile(0.5)} / ${quantile(0.95)}` },
    { name: 'ALL', value: share(scored, right) },
  ]
}

function share<T>(list: readonly T[], test: (item: T) => boolean): string {
  const count = list.filter(test).length
  return list.length === 0 ? '-' : `${((100 * count) / list.length).toFixed(1)}% (${count}/${list.length})`
}
