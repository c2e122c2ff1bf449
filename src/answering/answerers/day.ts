/** Answers on which day something is due: the surest sentence that names a day. */
import { CALIBRATION } from '../calibration.ts'
import { confidenceOf } from '../evidence/evidence.ts'
import type { Answerer } from '../inquiry.ts'
import { abstain } from './abstain.ts'
import { sentenceDraft } from './quotes.ts'
import { says } from './statement.ts'

const ASKS_DAY = /哪[一1]?[天日]|几月几[号日]|几号|具体(日期|时间)|(what|which|exact) (day|date)/
const NAMES_DAY = /\d{1,2}月\d{1,2}日|\d{1,2}日(前|以前|之前|止)|之日起?/

export const answerDay: Answerer = (inquiry) => {
  const { understanding, evidence, phrases } = inquiry
  if (!ASKS_DAY.test(understanding.folded) || understanding.kinds.includes('document')) return null
  const best = evidence.sentences[0]
  const stated = evidence.sentences.find(
    (sentence) =>
      says(sentence) &&
      NAMES_DAY.test(sentence.text) &&
      confidenceOf(sentence) >= confidenceOf(best!) - CALIBRATION.reach,
  )
  if (!stated) return abstain(inquiry, [phrases.noFigure])
  return sentenceDraft(inquiry, stated, JSON.stringify(stated.parts))
}
