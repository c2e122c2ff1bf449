/** Gives text without the characters that carry nothing to read: controls, marks of order and width, halves of pairs. */
import radicals from '../data/cjk-radicals.json' with { type: 'json' }

const INVISIBLE =
  /[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\uffff]|\p{Cs}/gu
/** Signs of the symbol fonts (Symbol, Wingdings), which lie in the private area: what bullets look like. */
const SYMBOLS: Readonly<Record<string, string>> = {
  '\uf0b7': '•',
  '\uf06c': '●',
  '\uf06e': '■',
  '\uf0a7': '▪',
  '\uf075': '◆',
  '\uf0d8': '➢',
  '\uf0fc': '✓',
  '\uf0a8': '□',
  '\uf0fe': '☑',
  '\uf0a3': '□',
  '\uf052': '☑',
  '\uf0e0': '→',
}
/** Ideographs that some PDF writers store as the radical that looks the same (⼈ for 人). */
const RADICAL = /[\u2e80-\u2fdf]/g
const RADICALS: Readonly<Record<string, string>> = radicals.characters

/** Line breaks and tabs stay. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u00a0\u2002-\u200a\u202f\u205f]/g, ' ')
    .replace(/[\uf020-\uf0ff]/g, (sign) => SYMBOLS[sign] ?? sign)
    .replace(RADICAL, (sign) => RADICALS[sign] ?? sign)
    .replace(INVISIBLE, '')
}

const HAN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。、；：？！“”‘’（）《》〈〉【】〔〕—…·]/

/** Joins the lines of one paragraph: nothing between Chinese, a space between words of other scripts. */
export function joinLines(before: string, after: string): string {
  const last = before.trimEnd().at(-1) ?? ''
  const first = after.trimStart().at(0) ?? ''
  if (last === '' || first === '') return before.trimEnd() + after.trimStart()
  const glue = HAN.test(last) || HAN.test(first) || /[\d%.]/.test(first) !== /[A-Za-z]/.test(last) ? '' : ' '
  return before.trimEnd() + glue + after.trimStart()
}
