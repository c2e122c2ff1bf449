/** What the basic reader knows of a question and a statement: shared words, vectors, agreement, and what kinds call for. */
import { KINDS, type KindDistribution, type ReaderStatement } from '../ports/reader.ts'
import { agreement, slotsOf } from './agreement.ts'
import type { Features } from './logistic.ts'
import type { Slots } from './slots.ts'

export interface BasicQuestion {
  readonly text: string
  readonly english: boolean
  readonly slots: Slots
  readonly kinds: KindDistribution
  readonly vector: Float32Array
}

const LIST = /、|；|（[一二三四五六七八九十]+）/g
const MODAL = /应当|应该|必须|不得|禁止|严禁|可以|需/
const CONDITION = /的，|除外|符合|条件|情形|以下|以上/
const DEFINITION = /是指|所称|指的是|，指/
const CLOCK = /年|月|日|期限|之前|以内/

/** Presence of what a kind of question asks for, 0 or 1. */
function cuesOf(text: string, slots: Slots): Record<string, number> {
  return {
    figure: Number(slots.figures.some(({ unit }) => unit !== null)),
    time: Number(slots.years.size > 0 || CLOCK.test(text)),
    body: Number(slots.bodySpans.length > 0),
    list: Math.min(1, (text.match(LIST)?.length ?? 0) / 4),
    modal: Number(MODAL.test(text)),
    condition: Number(CONDITION.test(text)),
    definition: Number(DEFINITION.test(text)),
  }
}

export function basicFeatures(
  question: BasicQuestion,
  { context, text, bm25, cosine }: ReaderStatement,
  textVector: Float32Array,
): Features {
  const slots = slotsOf(text)
  const cues = cuesOf(text, slots)
  const own = textVector.reduce((sum, x, d) => sum + x * question.vector[d]!, 0)
  const english = Number(question.english)
  const words = Math.log1p(bm25)
  const features: Record<string, number> = {
    words,
    cosine,
    own,
    english,
    'english words': english * words,
    'english cosine': english * cosine,
    'english own': english * own,
    shared: sharedPairs(question.text, text),
    length: Math.log1p(text.length) / 5,
    'question length': Math.log1p(question.text.length) / 5,
    heading: Number(text.length < 24),
    ...agreement(question.slots, slots, slotsOf(context)),
  }
  for (const kind of KINDS) {
    for (const cue in cues) features[`${kind} ${cue}`] = question.kinds[kind] * cues[cue]!
  }
  return features
}

/** Share of the question's pairs of Han characters that the statement has. */
function sharedPairs(question: string, text: string): number {
  const pairs = new Set([...question.matchAll(/(?=([\u4e00-\u9fff]{2}))/g)].map((match) => match[1]!))
  let shared = 0
  for (const pair of pairs) if (text.includes(pair)) shared++
  return pairs.size === 0 ? 0 : shared / pairs.size
}
