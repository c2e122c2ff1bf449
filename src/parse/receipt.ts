/** Gives the coverage receipt: how much of a document the parser placed, and where its numbering has gaps. */
import type { CoverageReceipt, DocumentTree, Paragraph, Section } from '../domain/document.ts'
import { toChineseNumeral } from '../text/numerals.ts'
import type { Placed } from './outline.ts'

/** The receipt as far as parsing knows it; `countUnparsed` adds what the facts did not explain. */
export function receiptOf(
  source: string,
  sections: readonly Section[],
  paragraphs: readonly Paragraph[],
  placed: readonly Placed[],
): CoverageReceipt {
  const linesOf = (chosen: readonly Paragraph[]) => chosen.map((paragraph) => paragraph.line)
  const isPageNumber = (paragraph: Paragraph) => placed[paragraph.index]!.block.kind === 'page-number'
  const gapLines = pageNumbersInGaps(source, paragraphs)
  return {
    characters: source.length,
    insideLeaf: insideLeaf(source, sections, paragraphs),
    numberingGaps: numberingGaps(sections, placed),
    unparsedBrackets: [],
    figuresWithoutYear: 0,
    wrapperLines: linesOf(paragraphs.filter((one) => one.role === 'wrapper' && !isPageNumber(one))),
    pageNumberLines: [...linesOf(paragraphs.filter(isPageNumber)), ...gapLines].sort((a, b) => a - b),
    tocLines: linesOf(paragraphs.filter((paragraph) => paragraph.role === 'toc')),
  }
}

/** The tree with what fact extraction left unexplained entered into its receipt. */
export function countUnparsed(
  tree: DocumentTree,
  unparsed: Pick<CoverageReceipt, 'unparsedBrackets' | 'figuresWithoutYear'>,
): DocumentTree {
  return { ...tree, receipt: { ...tree.receipt, ...unparsed } }
}

/** Share of the non-blank characters that stand in a section without subsections. */
function insideLeaf(source: string, sections: readonly Section[], paragraphs: readonly Paragraph[]): number {
  const parents = new Set(sections.map((section) => section.parent))
  const weigh = (text: string) => text.replace(/\s/g, '').length
  let inside = 0
  for (const paragraph of paragraphs) {
    if (paragraph.section === null || parents.has(paragraph.section)) continue
    inside += weigh(source.slice(paragraph.span.start, paragraph.span.end))
  }
  const total = weigh(source)
  return total === 0 ? 0 : Math.round((1000 * inside) / total) / 1000
}

/** Numbers that neither follow the one before nor begin anew, run by run of the same kind. */
function numberingGaps(
  sections: readonly Section[],
  placed: readonly Placed[],
): CoverageReceipt['numberingGaps'] {
  const last = new Map<string, number>()
  const gaps: { line: number; expected: string; found: string }[] = []
  for (const entry of placed) {
    const number = entry.block.number
    if (!entry.heads || !number || number.style === 'box' || number.printed.includes('之')) continue
    const section = sections[entry.section!]!
    const run = `${number.style}${number.depth}`
    const before = last.get(run)
    if (number.value !== 1 && number.value !== (before ?? 0) + 1) {
      const due = (before ?? 0) + 1
      const expected = number.printed
        .replace(/[一二三四五六七八九十百千零〇]+/, toChineseNumeral(due))
        .replace(/[0-9０-９]+$|(?<=^[（(]?)[0-9０-９]+/, String(due))
      gaps.push({ line: section.line, expected, found: number.printed })
    }
    last.set(run, number.value)
  }
  return gaps
}

/** Lines that the gaps of joined paragraphs skip whole. */
function pageNumbersInGaps(source: string, paragraphs: readonly Paragraph[]): number[] {
  const lines: number[] = []
  for (const paragraph of paragraphs) {
    let line = paragraph.line
    let at = paragraph.span.start
    for (const gap of paragraph.gaps) {
      line += newlines(source, at, gap.start)
      const skipped = newlines(source, gap.start, gap.end)
      const held = source.slice(gap.start, gap.end).split('\n')
      held.forEach((text, offset) => {
        if (text.trim() !== '') lines.push(line + offset)
      })
      line += skipped
      at = gap.end
    }
  }
  return lines
}

function newlines(source: string, from: number, to: number): number {
  let count = 0
  for (let at = source.indexOf('\n', from); at >= 0 && at < to; at = source.indexOf('\n', at + 1)) count++
  return count
}
