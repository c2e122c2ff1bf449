/** Finds the words of a phrasing that come from nowhere: neither cited spans, nor the template's sentence, nor plain words. */
import comparators from '../data/comparators.json' with { type: 'json' }
import { NUMERAL_CLASS } from '../text/numerals.ts'
import { COMPARING, WORDS } from './phrasing-words.ts'
import type { Fault, Proof } from './proof.ts'

/** `text` is folded. */
export function inventedWords(text: string, proof: Proof): Fault[] {
  return proof.language === 'zh' ? chineseWords(text, proof) : englishWords(text, proof)
}

const LONGEST = 12
const PLAIN = new Set([
  ...WORDS.plain.zh,
  ...WORDS.numeralWords,
  ...Object.values(comparators.before).flat(),
  ...Object.values(comparators.after).flat(),
])
const HAN = /\p{Script=Han}/u
const NUMERALS = new Set(NUMERAL_CLASS)

/**
 * The text must be tiled by plain words and by stretches of the sources of two characters or more, in any way; the
 * first place that no tiling gets over is told. Figures and punctuation are other rules' matter.
 */
function chineseWords(text: string, { quotes, headline }: Proof): Fault[] {
  const sources = [...quotes, headline].join('\n')
  const reached = new Uint8Array(text.length + 1)
  reached[0] = 1
  let furthest = 0
  for (let at = 0; at < text.length; at++) {
    if (!reached[at]) continue
    furthest = at
    const character = text[at]!
    if (!HAN.test(character) || NUMERALS.has(character)) reached[at + 1] = 1
    for (let end = at + 1; end <= Math.min(text.length, at + LONGEST); end++) {
      const word = text.slice(at, end)
      if (PLAIN.has(word) || (word.length > 1 && sources.includes(word))) reached[end] = 1
    }
  }
  return reached[text.length] ? [] : [{ rule: 'word', text: text.slice(furthest, furthest + 4) }]
}

const PLAIN_ENGLISH = new Set(WORDS.plain.en)
/** Endings by which forms of one word differ. */
const ENDING = 3
const SHORTEST_STEM = 4

function englishWords(text: string, { quotes, headline }: Proof): Fault[] {
  const known = wordsOf([headline, ...quotes].join(' '))
  const stems = new Set(known.map(stemOf))
  const exact = new Set(known)
  return wordsOf(text.replace(COMPARING, ' '))
    .filter((word) => !PLAIN_ENGLISH.has(word) && !exact.has(word) && !stems.has(stemOf(word)))
    .filter((word) => !NUMBER_WORD.test(word))
    .map((text) => ({ rule: 'word', text }))
}

/** Read as figures by their own rule. */
const NUMBER_WORD =
  /^(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|trillion)$/

function wordsOf(text: string): string[] {
  return (text.match(/[A-Za-z]+/g) ?? []).map((word) => word.toLowerCase()).filter((word) => word.length > 1)
}

function stemOf(word: string): string {
  return word.slice(0, Math.max(SHORTEST_STEM, word.length - ENDING))
}
