/** Tells a question for a whole register (all tasks of a body, all targets of a year, all bans) from one for a statement. */
import type { BodyQuery } from '../../bodies/body-query.ts'
import words from '../../data/register-words.json' with { type: 'json' }
import type { Language } from '../../domain/answer.ts'
import { anyOf } from '../../text/any-of.ts'

export interface RegisterQuery {
  readonly of: 'tasks' | 'targets' | 'bans'
}

const REGISTERS = ['tasks', 'targets', 'bans'] as const

/**
 * A register is asked for when the question names no matter of its own: without bodies, years and the closed class of
 * words that frame questions, nothing is left but the register's name. Tasks need a body, whose matter they are.
 */
export function findRegister(
  folded: string,
  language: Language,
  bodies: readonly BodyQuery[],
): RegisterQuery | null {
  const rest = withoutNamed(folded, bodies)
  const { frame, ...names } = words[language]
  if (wordsLeft(rest, language, [...frame, ...Object.values(names).flat()]) > 0) return null
  const named = REGISTERS.find(
    (of) => of !== 'tasks' && names[of].some((name) => holds(rest, name, language)),
  )
  if (named) return { of: named }
  return bodies.length > 0 &&
    (language === 'zh' || names.tasks.some((name) => holds(rest, name, language)) || /\bdo\b/.test(rest))
    ? { of: 'tasks' }
    : null
}

/** Nothing but the frame of a question is left of it without bodies, years and figures: 那2030年呢?, And by 2030? */
export function isElliptical(folded: string, language: Language, bodies: readonly BodyQuery[]): boolean {
  return wordsLeft(withoutNamed(folded, bodies), language, words[language].frame) === 0
}

function withoutNamed(folded: string, bodies: readonly BodyQuery[]): string {
  return withoutSpans(folded, bodies).replace(/\d{4}年?|\d+/g, ' ')
}

const holds = (text: string, word: string, language: Language) =>
  language === 'zh' ? text.includes(word) : new RegExp(`\\b${word}\\b`).test(text)

function withoutSpans(
  text: string,
  spans: readonly { readonly start: number; readonly end: number }[],
): string {
  let rest = text
  for (const { start, end } of spans) rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end)
  return rest
}

/** Han characters, or words of English, that are none of the known ones. */
function wordsLeft(text: string, language: Language, known: readonly string[]): number {
  if (language === 'zh')
    return text.replace(new RegExp(anyOf(known), 'g'), '').match(/[\p{Script=Han}a-z]/gu)?.length ?? 0
  return (text.match(/[a-z']+|\p{Script=Han}+/gu) ?? []).filter((word) => !known.includes(word)).length
}
