/** Gives a heading path in short (二 › (一) › 1) with the words of its innermost heading, from the printed headings. */

export interface ShortPath {
  readonly numbers: string
  /** Words of the innermost heading; empty where it has none. */
  readonly heading: string
}

const NUMBER = /^(?:第[^\s]{1,6}[编章节条]|[(（]?[\d一二三四五六七八九十百]+[)）]?)/

/** `path` are headings as printed, outermost first; `locator` stands in where there is none. */
export function shortPath(path: readonly string[], locator: string): ShortPath {
  const last = path.at(-1)
  if (last === undefined) return { numbers: locator, heading: '' }
  const number = NUMBER.exec(last)?.[0]
  return {
    numbers: path.map((heading) => NUMBER.exec(heading)?.[0] ?? heading.slice(0, 12)).join(' › '),
    heading: number === undefined ? '' : last.slice(number.length).replace(/^[、.．\s]+/, ''),
  }
}
