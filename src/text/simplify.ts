/** Traditional Chinese characters as simplified ones, one character to one, from OpenCC's table. */
import table from '../data/traditional-simplified.json' with { type: 'json' }

const SIMPLIFIED = new Map(
  [...table.traditional].map((character, i) => [character.charCodeAt(0), table.simplified.charCodeAt(i)]),
)

/** The text in simplified characters; every UTF-16 offset keeps its meaning. Characters outside the table stay. */
export function toSimplified(text: string): string {
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x3400) continue
    const simple = SIMPLIFIED.get(code)
    if (simple === undefined) continue
    out += text.slice(from, i) + String.fromCharCode(simple)
    from = i + 1
  }
  return from === 0 ? text : out + text.slice(from)
}
