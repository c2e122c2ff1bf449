/** Gives the understanding of a question in its conversation. */
import { findBodies } from '../../bodies/find-bodies.ts'
import type { Question } from '../../domain/answer.ts'
import { KINDS, type Kind, type KindDistribution } from '../../ports/reader.ts'
import { toSimplified } from '../../text/simplify.ts'
import { foldText } from '../../text/tokenize.ts'
import type { Engine } from '../engine.ts'
import { cleanQuestion } from './clean-question.ts'
import { documentBodies } from './document-bodies.ts'
import { findClaims, findYears } from './figures.ts'
import { detectLanguage } from './language.ts'
import { findParts } from './parts.ts'
import { findPlaces } from './places.ts'
import { findRegister, isElliptical } from './registers.ts'
import type { Understanding } from './understanding.ts'

/** Turns that are read with the question, as in the reader's training. */
const MEMORY = 2

export async function understand(engine: Engine, question: Question): Promise<Understanding> {
  const text = cleanQuestion(question.question)
  const earlier = question.history.map(cleanQuestion).filter((turn) => turn !== '')
  const turns = [...earlier.slice(-MEMORY), text].map(asRead)
  const folded = foldText(text)
  const language = detectLanguage(folded)
  const { without } = engine
  const bodies =
    without === 'bodies'
      ? []
      : findBodies(folded, language, {
          table: engine.bodies,
          documentBodies: documentBodies(engine, question.corpus),
        })
  const years = findYears(folded)
  // A year alone asks again what was asked before, of that year.
  const again = turns.length > 1 && years.length > 0 && isElliptical(folded, language, bodies)
  const kinds = await engine.reader.kinds({ turns: again ? turns.slice(0, -1) : turns })
  return {
    language,
    answerIn: question.lang ?? language,
    text,
    turns,
    kinds,
    kind: likeliest(kinds),
    years,
    claims: findClaims(folded, years),
    bodies,
    places: without === 'places' ? [] : findPlaces(folded, bodies),
    parts: findParts(folded),
    register: without === 'registers' ? null : findRegister(folded, language, bodies),
  }
}

/** Capitals throughout are a way of typing, not names. */
function asRead(turn: string): string {
  const simplified = toSimplified(turn.normalize('NFKC'))
  return /\p{Ll}/u.test(simplified) ? simplified : simplified.toLowerCase()
}

function likeliest(kinds: KindDistribution): Kind {
  return KINDS.reduce((best, kind) => (kinds[kind] > kinds[best] ? kind : best))
}
