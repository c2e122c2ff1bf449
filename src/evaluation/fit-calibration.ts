/** Fits a reader's calibration on kept readings, with tables that are made on documents left out of the fit. */
import type { ReaderCalibration } from '../reading/calibration.ts'
import { type Logistic, probabilityOf } from '../reading/logistic.ts'
import { type Choice, fitChoice } from './fit-choice.ts'
import { fitLogistic, type Row } from './fit-logistic.ts'
import { measureReader } from './reader-measures.ts'
import { calibrate, type KeptQuestion, SPAN_LEVELS } from './reader-readings.ts'

const L2 = 2e-3
const CHOICE_L2 = 1e-3
const BINS = 10

export interface FittedCalibration {
  readonly calibration: ReaderCalibration
  /** The same readings as probabilities, each document's by a fit without it. */
  readonly heldOut: ReturnType<typeof calibrate>
}

export function fitCalibration(
  kept: readonly KeptQuestion[],
  of: string,
  names: readonly string[],
): FittedCalibration {
  const fitBoth = (part: readonly KeptQuestion[]) => ({
    answers: fitChoice(choicesOf(part), names, CHOICE_L2),
    contradicts: fitLogistic(contradictRows(part), names, L2),
  })
  const empty = { of, span: 0, reliability: [], contradictsReliability: [], curve: [] }
  const all = { ...empty, ...fitBoth(kept) }
  const span = bestSpanLevel(kept, all)
  const documents = [...new Set(kept.map(({ question }) => question.doc))]
  const folds = documents.map((document) => {
    const [inside, outside] = split(kept, ({ question }) => question.doc === document)
    return { inside, weights: { ...empty, span, ...fitBoth(outside) } }
  })
  const heldOut = folds.flatMap(({ inside, weights }) => calibrate(inside, weights))
  const points = (
    rows: (part: readonly KeptQuestion[]) => Row[],
    model: (weights: { answers: Logistic; contradicts: Logistic }) => Logistic,
  ) =>
    folds.flatMap(({ inside, weights }) =>
      rows(inside).map(({ features, label }) => ({
        probability: probabilityOf(model(weights), features),
        label,
      })),
    )
  return {
    heldOut,
    calibration: {
      ...all,
      span,
      reliability: reliability(points(answerRows, ({ answers }) => answers)),
      contradictsReliability: reliability(points(contradictRows, ({ contradicts }) => contradicts)),
      curve: curve(heldOut),
    },
  }
}

function answerRows(kept: readonly KeptQuestion[]): Row[] {
  return kept.flatMap(({ readings }) =>
    readings.map(({ features, gold }) => ({ features, label: gold ? (1 as const) : (0 as const) })),
  )
}

/** Questions whose evidence is not among the candidates teach no choice. */
function choicesOf(kept: readonly KeptQuestion[]): Choice[] {
  return kept
    .filter(({ question, readings }) => question.expect === 'abstain' || readings.some(({ gold }) => gold))
    .map(({ readings }) => readings)
}

/** A statement contradicts when it speaks to the premise and the premise is wrong. */
function contradictRows(kept: readonly KeptQuestion[]): Row[] {
  return kept.flatMap(({ question, readings }) =>
    readings.map(({ features, gold }) => ({
      features,
      label: gold && question.contradicted ? (1 as const) : (0 as const),
    })),
  )
}

/** Where spans that hold the answer and spans that hold nothing else are best balanced (harmonic mean). */
function bestSpanLevel(kept: readonly KeptQuestion[], weights: ReaderCalibration): number {
  const scored = SPAN_LEVELS.map((span) => {
    const { spans, spanPrecision } = measureReader(calibrate(kept, { ...weights, span }))
    return { span, score: (2 * spans * spanPrecision) / (spans + spanPrecision) || 0 }
  })
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).span
}

function reliability(points: readonly { readonly probability: number; readonly label: number }[]) {
  return Array.from({ length: BINS }, (_, bin) => {
    const [from, to] = [bin / BINS, (bin + 1) / BINS]
    const inside = points.filter(
      ({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === bin,
    )
    const mean = (value: (point: (typeof inside)[number]) => number) =>
      inside.length === 0 ? 0 : round(inside.reduce((sum, point) => sum + value(point), 0) / inside.length)
    return {
      from,
      to,
      readings: inside.length,
      mean: mean(({ probability }) => probability),
      right: mean(({ label }) => label),
    }
  })
}

function curve(read: FittedCalibration['heldOut']) {
  const best = read.map(({ question, candidates }) => ({
    silent: question.expect === 'abstain',
    ...candidates.reduce((most, each) => (each.answers > most.answers ? each : most)),
  }))
  const [silent, answerable] = split(best, (each) => each.silent)
  const share = (part: readonly unknown[], whole: readonly unknown[]) => round(part.length / whole.length)
  return Array.from({ length: 19 }, (_, i) => (i + 1) / 20).map((threshold) => {
    const [reached, below] = split(answerable, ({ answers }) => answers >= threshold)
    const [right, wrong] = split(reached, ({ gold }) => gold)
    return {
      threshold,
      answered: share(right, answerable),
      wrong: share(wrong, answerable),
      refused: share(below, answerable),
      abstained: share(
        silent.filter(({ answers }) => answers < threshold),
        silent,
      ),
    }
  })
}

function split<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}

const round = (x: number) => Math.round(x * 1000) / 1000
