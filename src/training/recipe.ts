/** The recipe of the shipped model, by stage: shape, schedule and mixture. Figures: index/embedder/README.md. */
import type { MixtureEntry } from './batches.ts'

export interface Recipe {
  readonly seed: number
  readonly dimensions: number
  readonly batch: number
  readonly steps: number
  readonly temperature: number
  readonly rate: number
  /** Share of the steps over which the rate rises; it then falls by a cosine to `finalRate` of its peak. */
  readonly warmUp: number
  readonly finalRate: number
  /** Matryoshka: every step trains all dimensions, and with this chance one of the prefixes as well. */
  readonly prefixes: readonly number[]
  readonly prefixChance: number
  readonly maximumTokens: number
  readonly mixture: readonly MixtureEntry[]
}

const english = { side: 'question', to: 'english' } as const

const FIRST: Recipe = {
  seed: 20_261_122,
  dimensions: 384,
  batch: 512,
  steps: 20_000,
  temperature: 0.06,
  rate: 0.02,
  warmUp: 0.05,
  finalRate: 0.01,
  prefixes: [128, 256],
  prefixChance: 0.3,
  maximumTokens: 512,
  mixture: [
    { source: 'parallel', kind: 'pairs', weight: 8 },
    { source: 'parallel-short', kind: 'pairs', weight: 0.8 },
    { source: 'parallel-terms', kind: 'pairs', weight: 0.3 },
    { source: 'parallel-law', kind: 'pairs', weight: 0.03 },
    { source: 'lexicon', kind: 'pairs', weight: 1.5 },
    { source: 'law-questions', kind: 'pairs', weight: 0.5 },
    { source: 'law-answers', kind: 'pairs', weight: 0.2 },
    { source: 'services', kind: 'pairs', weight: 0.1 },
    { source: 'city-faq', kind: 'pairs', weight: 0.6 },
    { source: 'terms', kind: 'pairs', weight: 0.5 },
    { source: 'reading', kind: 'pairs', weight: 0.6 },
    { source: 'english-policy', kind: 'pairs', weight: 0.4 },
    { source: 'english-faq', kind: 'pairs', weight: 0.03 },
    { source: 'policy-sentences', kind: 'cloze', weight: 1 },
    { source: 'policy-headings', kind: 'pairs', weight: 0.3 },
    { source: 'news-sentences', kind: 'cloze', weight: 0.8 },
    { source: 'news-headlines', kind: 'pairs', weight: 0.5 },
    { source: 'law-headings', kind: 'pairs', weight: 0.8 },
    { source: 'law-sentences', kind: 'cloze', weight: 0.7 },
    { source: 'policy-sentences', kind: 'cloze', weight: 1, translate: english },
    { source: 'policy-headings', kind: 'pairs', weight: 0.3, translate: english },
    { source: 'news-sentences', kind: 'cloze', weight: 0.6, translate: english },
    { source: 'news-headlines', kind: 'pairs', weight: 0.4, translate: english },
    { source: 'reading', kind: 'pairs', weight: 0.5, translate: english },
    { source: 'law-questions', kind: 'pairs', weight: 0.3, translate: english },
    { source: 'city-faq', kind: 'pairs', weight: 0.2, translate: english },
    {
      source: 'english-policy',
      kind: 'pairs',
      weight: 0.2,
      translate: { side: 'question', to: 'chinese' },
    },
    {
      source: 'reading',
      kind: 'pairs',
      weight: 0.4,
      translate: { side: 'passage', to: 'english' },
    },
  ],
}

/** Sources that weigh otherwise in the second stage: more questions and translations, less law. */
const SECOND_WEIGHTS: Readonly<Record<string, number>> = {
  parallel: 10,
  'city-faq': 1,
  reading: 0.8,
  'law-headings': 0.4,
  'law-sentences': 0.4,
}

/** Each stage starts from the table of the one before. The second has more negatives and small steps. */
export const STAGES: readonly Recipe[] = [
  FIRST,
  {
    ...FIRST,
    seed: FIRST.seed + 1,
    batch: 1_024,
    steps: 5_000,
    rate: 0.006,
    mixture: FIRST.mixture.map((entry) => ({
      ...entry,
      weight: (!entry.translate && SECOND_WEIGHTS[entry.source]) || entry.weight,
    })),
  },
]
