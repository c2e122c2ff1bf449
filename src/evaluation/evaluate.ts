/** Gives the figures of `npm run evaluate`: answers to everything visible, what harms, latency, and ablations. */
import { ABLATIONS, type AskOptions, type Channels, type Services } from '../ports/services.ts'
import type { FieldQuestion } from './field-questions.ts'
import { type GoldQuestion, inScope } from './gold-questions.ts'
import { type ScoredAnswer, scoreAnswers, summarizeAnswers } from './score-answers.ts'
import {
  answers,
  inScope as inScopeOfField,
  type ScoredField,
  scoreField,
  summarizeField,
} from './score-field.ts'

/** One set of questions with the services that serve its documents. */
export type EvaluationSet =
  | { readonly name: string; readonly services: Services; readonly gold: readonly GoldQuestion[] }
  | { readonly name: string; readonly services: Services; readonly field: readonly FieldQuestion[] }

export interface Row {
  readonly name: string
  readonly value: string
}

export interface EvaluatedSet {
  readonly name: string
  readonly rows: readonly Row[]
  /** Shares (0–1) that expectations are stated for. */
  readonly figures: Readonly<Record<string, number>>
  /** A line or more for each wrong answer. */
  readonly wrong: readonly string[]
}

const percent = (right: number, of: number) => `${((100 * right) / (of || 1)).toFixed(1)}% (${right}/${of})`

export async function evaluateSet(set: EvaluationSet, options: AskOptions = {}): Promise<EvaluatedSet> {
  return 'gold' in set
    ? ofGold(set.name, await scoreAnswers(set.services, set.gold, options))
    : ofField(set.name, await scoreField(set.services, set.field, options))
}

function ofGold(name: string, scored: readonly ScoredAnswer[]): EvaluatedSet {
  const right = ({ faults }: ScoredAnswer) => faults.length === 0
  const share = (part: readonly ScoredAnswer[], test: (each: ScoredAnswer) => boolean) =>
    part.filter(test).length / (part.length || 1)
  const asked = (lang: 'zh' | 'en') => scored.filter(({ gold }) => inScope(gold) && gold.lang === lang)
  return {
    name,
    rows: summarizeAnswers(scored),
    figures: {
      right: share(scored, right),
      zh: share(asked('zh'), right),
      en: share(asked('en'), right),
      ungrounded: share(scored, ({ ungrounded }) => ungrounded),
    },
    wrong: scored
      .filter((each) => !right(each))
      .map(
        ({ gold, faults, status, headline }) =>
          `✗ ${gold.id} ${gold.turns.join(' → ').slice(0, 120)}\n    ${faults.join('; ')}\n    ${status}: ${headline.slice(0, 200)}`,
      ),
  }
}

function ofField(name: string, scored: readonly ScoredField[]): EvaluatedSet {
  const measures = summarizeField(scored)
  const ms = scored.map((each) => each.ms).sort((a, b) => a - b)
  const at = (share: number) => (ms[Math.floor(ms.length * share)] ?? 0).toFixed(0)
  const share = (test: (each: ScoredField) => boolean, hold: (each: ScoredField) => boolean) => {
    const part = scored.filter(test)
    return part.filter(hold).length / (part.length || 1)
  }
  const right = ({ faults }: ScoredField) => faults.length === 0
  return {
    name,
    rows: [
      ...measures.map((measure) => ({ name: measure.name, value: percent(measure.right, measure.of) })),
      { name: 'milliseconds p50 / p95', value: `${at(0.5)} / ${at(0.95)}` },
    ],
    figures: {
      right: share(() => true, right),
      zh: share(({ question }) => question.lang === 'zh', right),
      en: share(({ question }) => question.lang === 'en', right),
      refused: share(inScopeOfField, (each) => !answers(each)),
      wrong: share(inScopeOfField, (each) => answers(each) && !each.hit),
      corrected: share(({ question }) => question.expect === 'correct', right),
      abstained: share(({ question }) => question.expect === 'abstain', right),
      ungrounded: share(
        () => true,
        ({ faults }) => faults.some((fault) => fault.startsWith('ungrounded')),
      ),
    },
    wrong: scored
      .filter((each) => !right(each))
      .map(
        ({ question, faults, answer }) =>
          `✗ ${question.id} ${question.turns.join(' → ').slice(0, 120)}\n    ${faults.join('; ')}\n    ${answer.status}: ${answer.headline.slice(0, 200)}`,
      ),
  }
}

const CHANNELS: readonly Channels[] = ['bm25', 'dense']

/** What each channel, table and step adds: the same sets without it. */
export async function* ablate(
  sets: readonly EvaluationSet[],
): AsyncGenerator<{ name: string; sets: EvaluatedSet[] }> {
  const runs: { name: string; options: AskOptions }[] = [
    { name: 'everything', options: {} },
    ...CHANNELS.map((channels) => ({ name: `candidates by ${channels} alone`, options: { channels } })),
    ...ABLATIONS.map((without) => ({ name: `without ${without}`, options: { without } })),
  ]
  for (const { name, options } of runs) {
    const evaluated: EvaluatedSet[] = []
    for (const set of sets) evaluated.push(await evaluateSet(set, options))
    yield { name, sets: evaluated }
  }
}
