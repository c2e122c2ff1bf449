/** Finds the text of a page that a script writes: a field, a template or a string of the page holds it as HTML. */

/** What an element holds that shows nothing of it. */
export interface Stored {
  readonly name: 'script' | 'textarea' | 'input'
  readonly type: string
  readonly text: string
}

const LEAST_HAN = 150
const LONG_STRING = /"(?:[^"\\]|\\.){200,}"|'(?:[^'\\]|\\.){200,}'/g

/** The longest of them; null where the page holds none. */
export function storedText(stored: readonly Stored[]): string | null {
  const prose = stored.flatMap(textsOf).filter((text) => hanOf(text) >= LEAST_HAN && text.includes('。'))
  return prose.sort((a, b) => hanOf(b) - hanOf(a))[0] ?? null
}

function textsOf({ name, type, text }: Stored): string[] {
  if (name !== 'script' || /template|html/i.test(type)) return [text]
  return (text.match(LONG_STRING) ?? []).map(unquoted)
}

/** A string of JavaScript; one that cannot be read is none. */
function unquoted(literal: string): string {
  const inner = literal
    .slice(1, -1)
    .replace(/\\'/g, "'")
    .replace(/(?<!\\)"/g, '\\"')
    .replace(/[\n\r\t]/g, ' ')
  try {
    return String(JSON.parse(`"${inner}"`))
  } catch {
    return ''
  }
}

function hanOf(text: string): number {
  return text.match(/[\u3400-\u9fff]/g)?.length ?? 0
}
