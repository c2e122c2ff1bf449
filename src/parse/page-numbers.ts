/** Finds the lines that hold nothing but a page number: marked ones (— 3 —, 第3页), and bare ones that count up. */
import type { Line } from '../text/lines.ts'

const MARKED =
  /^(?:[-—–－·•]+\s*[0-9０-９]{1,4}\s*[-—–－·•]+|第\s*[0-9０-９]{1,4}\s*页(?:[\s，,、/]*共\s*[0-9０-９]{1,4}\s*页)?)$/
const BARE = /^[0-9０-９]{1,4}$/
const SHORTEST_RUN = 3

/** Line numbers of page numbers. Bare numbers count only where at least three of them rise one by one. */
export function pageNumberLines(lines: readonly Line[]): Set<number> {
  const found = new Set(lines.filter((line) => MARKED.test(line.text)).map((line) => line.number))
  let run: { line: number; value: number }[] = []
  const close = () => {
    if (run.length >= SHORTEST_RUN) for (const page of run) found.add(page.line)
    run = []
  }
  for (const line of lines) {
    if (!BARE.test(line.text)) continue
    const value = Number(line.text.normalize('NFKC'))
    const last = run.at(-1)
    if (last && value === last.value + 1) run.push({ line: line.number, value })
    else if (last === undefined || value <= 2 || run.length < SHORTEST_RUN) {
      close()
      run = [{ line: line.number, value }]
    }
  }
  close()
  return found
}
