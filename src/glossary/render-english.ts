/** An English gloss of a Chinese noun phrase, put together from glossary terms, with the share that they cover. */
import { phrasesAt } from './phrases.ts'
import { defaultTables, type WordTables } from './tables.ts'

export interface EnglishRendering {
  readonly text: string
  /** Share (0–1) of Han characters that glossary terms cover; the others stand untranslated in `text`. */
  readonly coverage: number
}

/** Words that join terms; they cost nothing and cover themselves. */
const JOINTS: Readonly<Record<string, string>> = {
  的: '',
  之: '',
  和: 'and',
  与: 'and',
  及: 'and',
  以及: 'and',
  或: 'or',
  或者: 'or',
  '、': ',',
  '，': ',',
  ',': ',',
  '（': '(',
  '）': ')',
  '(': '(',
  ')': ')',
}

interface Step {
  readonly cost: number
  readonly covered: number
  readonly from: number
  readonly word: string
}

/** The segmentation with the fewest untranslated characters, and among these with the fewest terms. */
export function renderEnglish(phrase: string, tables: WordTables = defaultTables): EnglishRendering {
  const text = phrase.toLowerCase()
  const best: Step[] = [{ cost: 0, covered: 0, from: 0, word: '' }]
  const offer = (from: number, to: number, cost: number, covered: number, word: string) => {
    const total = best[from]!.cost + cost
    if (!best[to] || total < best[to].cost)
      best[to] = { cost: total, covered: best[from]!.covered + covered, from, word }
  }
  for (let i = 0; i < text.length; i++) {
    offer(i, i + 1, isHan(text[i]!) ? 100 : 0, 0, phrase[i]!)
    for (const length of [1, 2]) {
      const joint = JOINTS[text.slice(i, i + length)]
      if (joint !== undefined && i + length <= text.length)
        offer(i, i + length, 2, hanCount(text, i, i + length), joint)
    }
    for (const { end, values } of phrasesAt(tables.glossary, text, i)) {
      offer(i, end, 1, hanCount(text, i, end), ` ${values[0]!.en[0]!} `)
    }
  }
  const words: string[] = []
  for (let at = text.length; at > 0; at = best[at]!.from) {
    const { word, from } = best[at]!
    // A joint word is set apart; single characters outside the tables run together as they stood.
    words.push(/^(?:and|or)$/.test(word) && at - from > 0 && isHan(text[from]!) ? ` ${word} ` : word)
  }
  const total = hanCount(text, 0, text.length)
  return {
    text: words
      .reverse()
      .join('')
      .replace(/\s+/g, ' ')
      .replace(/ ([,)])/g, '$1')
      .replace(/,(?=\S)/g, ', ')
      .replace(/\( /g, '(')
      .trim(),
    coverage: total === 0 ? 0 : best[text.length]!.covered / total,
  }
}

function isHan(character: string): boolean {
  return character >= '\u3400' && character <= '\u9fff'
}

function hanCount(text: string, start: number, end: number): number {
  let count = 0
  for (let i = start; i < end; i++) if (isHan(text[i]!)) count++
  return count
}
