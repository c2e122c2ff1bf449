/** Finds the contents list of a document: lines with dot leaders, or headings that are all repeated further on. */
import type { Line } from '../text/lines.ts'
import { headingNumberOf } from './numbering.ts'

const LEADER = /(?:[.．·・•…_—-]\s*){4,}\s*[（(]?\s*[0-9０-９]{1,4}\s*[)）]?$/
const TITLE = /^目\s*[录次]$/
const LONGEST_ENTRY = 90

/** Line numbers of the contents list, its title (目录) included; empty where there is none. */
export function contentsLines(lines: readonly Line[]): Set<number> {
  const found = new Set(lines.filter((line) => LEADER.test(line.text)).map((line) => line.number))
  const title = lines.findIndex((line) => TITLE.test(line.text))
  if (title >= 0) found.add(lines[title]!.number)
  const from = title >= 0 ? title + 1 : lines.findIndex((line) => isEntry(line))
  if (from < 0 || from >= lines.length) return found
  for (const line of repeatedHeadings(lines, from, title >= 0)) found.add(line.number)
  return found
}

/**
 * The run of heading-like lines from `from` up to the line that repeats the first of them. Without the title 目录 every
 * line of the run must be numbered, and there must be two at least.
 */
function repeatedHeadings(lines: readonly Line[], from: number, titled: boolean): Line[] {
  const first = keyOf(lines[from]!.text)
  const run: Line[] = []
  for (let i = from; i < lines.length; i++) {
    const line = lines[i]!
    if (i > from && keyOf(line.text) === first) return run.length >= 2 ? run : []
    if (!isEntry(line) && !(titled && isPlainEntry(line))) break
    run.push(line)
  }
  return []
}

function isEntry(line: Line): boolean {
  return line.width <= LONGEST_ENTRY && !/[。；]/.test(line.text) && headingNumberOf(line.text) !== null
}

function isPlainEntry(line: Line): boolean {
  return line.width <= LONGEST_ENTRY && !/[。；，：]/.test(line.text)
}

/** Entry without blanks, leaders, page number and width. */
function keyOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[.·・•…_—-]*\d*$/, '')
}
