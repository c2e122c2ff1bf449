/** Gives the citable paragraphs of a document, with locators and sentences, from its placed blocks. */
import type { Paragraph, ParagraphRole, Section, Sentence } from '../domain/document.ts'
import type { TableRow } from '../domain/document-map.ts'
import type { Span } from '../domain/span.ts'
import { trimSpan } from '../text/lines.ts'
import { toChineseNumeral } from '../text/numerals.ts'
import { type Block, offsetIn } from './block.ts'
import type { Outline, Placed } from './outline.ts'
import { runInTitle } from './run-in.ts'
import { sentencesOf } from './sentences.ts'
import type { TableRows } from './table-rows.ts'

const UNPLACED: Partial<Record<ParagraphRole, string>> = {
  head: '文首',
  toc: '目录',
  signature: '落款',
  wrapper: '',
  body: '引言',
  table: '引言',
}
/** Roles whose text is neither matched nor cited as plan text, and is not cut into sentences. */
const SILENT: ReadonlySet<ParagraphRole> = new Set<ParagraphRole>(['toc', 'wrapper'])

export function paragraphsOf(source: string, { sections, placed }: Outline, rows: TableRows): Paragraph[] {
  const locators = locatorsOf(sections, placed)
  return placed.map((entry, index): Paragraph => {
    const { block } = entry
    const role: ParagraphRole = entry.heads && entry.bodyStart >= block.text.length ? 'heading' : entry.role
    const bodyFrom =
      entry.bodyStart >= block.text.length ? block.span.end : offsetIn(block, entry.bodyStart, 'start')
    const body = trimSpan(source, { start: bodyFrom, end: block.span.end })
    const titled = role === 'body' && !entry.heads ? runInTitle(block.text) : null
    return {
      index,
      section: SILENT.has(role) || role === 'head' || role === 'signature' ? null : entry.section,
      role,
      span: block.span,
      body,
      gaps: block.gaps,
      line: block.line,
      lastLine: block.lastLine,
      locator: locators[index]!,
      sentences:
        SILENT.has(role) || role === 'heading'
          ? []
          : sentencesIn(source, body, block, role === 'table' ? rows.get(block.line) : undefined),
      ...(titled
        ? {
            title: { start: offsetIn(block, titled.start, 'start'), end: offsetIn(block, titled.end, 'end') },
          }
        : {}),
    }
  })
}

/** A cell is a text of its own: no sentence runs over its edge. */
function sentencesIn(source: string, body: Span, block: Block, row: TableRow | undefined): Sentence[] {
  if (!row) return sentencesOf(source, body, block.gaps)
  return row.cells.flatMap(({ span }) =>
    span.start >= block.span.start && span.end <= block.span.end ? sentencesOf(source, span, []) : [],
  )
}

/**
 * Locators: a heading has its section's; the only paragraph of a section too; several are counted (八(一)第2段). Articles
 * are cited as statutes are: 第七条第二款, 第二十三条第一项, 第二十二条第一项第2目.
 */
function locatorsOf(sections: readonly Section[], placed: readonly Placed[]): string[] {
  const counts = countTexts(placed)
  const at = new Map<string, number>()
  let clause = 0
  let item = ''
  return placed.map((entry) => {
    const section = isLocated(entry) && entry.section !== null ? sections[entry.section]! : null
    if (entry.heads) {
      clause = entry.bodyStart < entry.block.text.length ? 1 : 0
      item = ''
    } else if (section?.kind === 'article') {
      if (entry.item?.style === 'hanParen' || entry.item?.style === 'han')
        item = `第${toChineseNumeral(entry.item.value)}项`
      else if (!entry.item) {
        clause++
        item = ''
      }
    }
    if (section === null) {
      const base = UNPLACED[entry.role] ?? ''
      return base && counted(base, counts.get(base) ?? 1, at)
    }
    if (section.kind !== 'article') {
      if (entry.heads && entry.bodyStart >= entry.block.text.length) return section.locator
      return counted(section.locator, counts.get(String(section.index)) ?? 1, at)
    }
    const clauses = counts.get(`款${section.index}`) ?? 1
    const inClause = clauses > 1 && clause > 0 ? `第${toChineseNumeral(clause)}款` : ''
    const below =
      entry.item && entry.item.style !== 'hanParen' && entry.item.style !== 'han'
        ? `第${entry.item.value}目`
        : ''
    return section.locator + inClause + item + below
  })
}

function isLocated(entry: Placed): boolean {
  return entry.role === 'body' || entry.role === 'table'
}

/** How many texts share a locator: paragraphs of a section, 款 of an article, blocks of the head. */
function countTexts(placed: readonly Placed[]): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const entry of placed) {
    if (!isLocated(entry) || entry.section === null) add(UNPLACED[entry.role] ?? '')
    else if (!entry.heads || entry.bodyStart < entry.block.text.length) {
      add(String(entry.section))
      if (!entry.item) add(`款${entry.section}`)
    }
  }
  return counts
}

function counted(base: string, of: number, at: Map<string, number>): string {
  if (of <= 1) return base
  const count = (at.get(base) ?? 0) + 1
  at.set(base, count)
  return `${base}第${count}段`
}
