/** A conversation as one question: what a follow-up leaves unsaid is carried over from the questions before it. */
import type { Language } from '../../domain/answer.ts'
import type { Engine } from '../engine.ts'
import { cleanQuestion } from './clean-question.ts'
import { understandAlone } from './understand.ts'
import type { Term, Understanding } from './understanding.ts'

/** Turns further back than this have no say. */
const MEMORY = 6
/** A follow-up has at most so many content words of its own, unless it points back. */
const FEW_TERMS = 1
const FEW_TERMS_POINTING = 3
/** What was said before weighs less than what is said now. */
const CARRIED = 0.4

/**
 * The last question, completed by the history (oldest first) as far as it leans on it; `follows`: taken as leaning on it,
 * whatever its wording.
 */
export function understandConversation(
  engine: Engine,
  question: string,
  history: readonly string[],
  lang: Language | undefined,
  follows = false,
): Understanding {
  const turns = [...history.slice(-MEMORY).map(cleanQuestion), question].filter((turn) => turn !== '')
  if (turns.length === 0) return understandAlone(engine, '', lang)
  return turns
    .map((turn) => understandAlone(engine, turn, lang))
    .reduce((before, now, i) =>
      leansOn(before, now) || (follows && i === turns.length - 1) ? merge(before, now) : now,
    )
}

function leansOn(before: Understanding, now: Understanding): boolean {
  if (before.terms.length === 0 && before.bodies.length === 0) return false
  const own = now.terms.length
  if (own === 0) return now.bodies.length === 0 || now.pointsBack
  return (
    own <= (now.pointsBack ? FEW_TERMS_POINTING : FEW_TERMS) && (now.pointsBack || now.kinds.length === 0)
  )
}

function merge(before: Understanding, now: Understanding): Understanding {
  const kind = mergedKind(before, now)
  return {
    ...now,
    text:
      now.language === 'zh' ? `${now.text}（接“${before.text}”）` : `${now.text} (after “${before.text}”)`,
    folded: `${before.folded} ${now.folded}`,
    kind,
    kinds: now.kinds.length > 0 ? now.kinds : before.kinds,
    years: now.years.length > 0 ? now.years : before.years,
    asked: now.asked.length > 0 ? now.asked : kind === before.kind ? before.asked : [],
    bodies: now.bodies.length > 0 ? now.bodies : kind === 'tasks' ? before.bodies : [],
    sides: [
      ...before.sides.filter((side) => !now.sides.some(({ contrast }) => contrast === side.contrast)),
      ...now.sides,
    ],
    terms: mergeTerms(before.terms, now.terms),
    places: [...before.places, ...now.places],
    followsUp: true,
  }
}

/** 那2030年呢 and 嘉定新城呢 ask the same kind again; 水务局也管这个吗 asks for the matter just spoken of. */
function mergedKind(before: Understanding, now: Understanding): Understanding['kind'] {
  if (now.kind === 'tasks' && now.pointsBack && before.kind !== 'tasks') return 'responsibility'
  return now.kinds.length === 0 ? before.kind : now.kind
}

function mergeTerms(before: readonly Term[], now: readonly Term[]): Term[] {
  const own = new Set(now.map(({ surface }) => surface))
  return [
    ...before
      .filter(({ surface }) => !own.has(surface))
      .map((term) => ({ ...term, weight: term.weight * CARRIED })),
    ...now,
  ]
}
