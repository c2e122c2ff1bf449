/** An English gloss of a Chinese noun phrase, put together from glossary terms, with the share that they cover. */
import words from '../data/rendering-words.json' with { type: 'json' }
import { remembered } from '../text/remembered.ts'
import { phrasesAt } from './phrases.ts'
import { defaultTables, type WordTables } from './tables.ts'

export interface EnglishRendering {
  readonly text: string
  /** Share (0–1) of Han characters that glossary terms cover; the others stand untranslated in `text`. */
  readonly coverage: number
  /** Glossary terms used, in the order of the text. */
  readonly terms: readonly { readonly zh: string; readonly en: string }[]
}

/** Words that join terms (和, 的, 、) and single characters that extend them (新, 市, 率). */
const JOINTS: Readonly<Record<string, string>> = words.joints
const AFFIXES: Readonly<Record<string, string>> = words.affixes

/** What a step costs: terms are cheapest, a character without a rendering dearest. */
const COST = { term: 1, joint: 2, affix: 10, unknown: 100, other: 0 }

type StepKind = keyof typeof COST

interface Step {
  readonly cost: number
  readonly from: number
  readonly kind: StepKind
  readonly word: string
}

const renderings = new WeakMap<WordTables, (phrase: string) => EnglishRendering>()
/** Phrases of the documents are rendered for one question after another. */
const MOST_PHRASES = 5000

/** The segmentation with the fewest untranslated characters, and among these with the fewest terms. */
export function renderEnglish(phrase: string, tables: WordTables = defaultTables()): EnglishRendering {
  const known = renderings.get(tables) ?? remembered(MOST_PHRASES, (text) => render(text, tables))
  renderings.set(tables, known)
  return known(phrase)
}

function render(phrase: string, tables: WordTables): EnglishRendering {
  const text = phrase.toLowerCase()
  const best: Step[] = [{ cost: 0, from: 0, kind: 'other', word: '' }]
  const offer = (from: number, to: number, kind: StepKind, word: string) => {
    const cost = best[from]!.cost + COST[kind]
    if (!best[to] || cost < best[to].cost) best[to] = { cost, from, kind, word }
  }
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!
    for (const length of [1, 2]) {
      const joint = JOINTS[text.slice(i, i + length)]
      if (joint !== undefined && i + length <= text.length) offer(i, i + length, 'joint', spaced(joint))
    }
    const affix = AFFIXES[character]
    if (affix !== undefined) offer(i, i + 1, 'affix', spaced(affix))
    if (isHan(character)) offer(i, i + 1, 'unknown', phrase[i]!)
    else if (JOINTS[character] === undefined) offer(i, i + 1, 'other', phrase[i]!)
    for (const { end, values } of phrasesAt(tables.glossary, text, i)) {
      offer(i, end, 'term', spaced(values[0]!.en[0]!))
    }
  }
  const glosses: string[] = []
  let covered = 0
  let afterUnknown = false
  const terms: { zh: string; en: string }[] = []
  for (let at = text.length; at > 0; at = best[at]!.from) {
    const { from, kind, word } = best[at]!
    // 月 in 奔月 is no month: a character beside an untranslated one belongs to the same unknown word.
    const torn: boolean = kind === 'affix' && (afterUnknown || best[from]!.kind === 'unknown')
    glosses.push(torn ? phrase.slice(from, at) : word)
    if (kind === 'term') terms.push({ zh: phrase.slice(from, at), en: word.trim() })
    afterUnknown = torn || kind === 'unknown'
    if (!afterUnknown) covered += hanCount(text, from, at)
  }
  const total = hanCount(text, 0, text.length)
  return {
    text: tidy(glosses.reverse().join('')),
    coverage: total === 0 ? 0 : covered / total,
    terms: terms.reverse(),
  }
}

/** Terms are set apart; characters without a rendering run together as they stood. */
function spaced(word: string): string {
  return word === '' ? ' ' : ` ${word} `
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,;)])/g, '')
    .replace(/(?<=\() /g, '')
    .replace(/" ([^"]*) "/g, '"$1"')
    .replace(/non- /g, 'non-')
    .trim()
}

function isHan(character: string): boolean {
  return character >= '\u3400' && character <= '\u9fff'
}

function hanCount(text: string, start: number, end: number): number {
  let count = 0
  for (let i = start; i < end; i++) if (isHan(text[i]!)) count++
  return count
}
