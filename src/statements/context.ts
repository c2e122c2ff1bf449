/** Gives the context of statements, from the headings above them, the lines that announce them and the sentences before. */
import type { Paragraph, Section } from '../domain/document.ts'

/** Characters that a heading path, an announcing line or a sentence before may take: the ends say most. */
const LONGEST = { headings: 48, before: 40 }

export interface Contexts {
  /** Context of the next statement of `paragraph`; `before` is the statement before it in the paragraph, or empty. */
  of(paragraph: Paragraph, before: string): string
  /** Tells that a statement with this text was passed. */
  passed(paragraph: Paragraph, text: string): void
}

/** The statements must be passed in the order of the text. */
export function createContexts(sections: readonly Section[]): Contexts {
  /** Section (or none) → the latest line of it that announces what follows (主要任务包括:). */
  const announcing = new Map<number | null, string>()
  /** The heading row of the table that the last paragraph belonged to. */
  let table: { readonly section: number | null; readonly heading: string; readonly next: number } | null =
    null
  return {
    of(paragraph, before) {
      const path = pathOf(sections, sectionAbove(paragraph, sections))
      const lead = before || announcedBy(announcing, sections, paragraph) || ''
      const columns = table && continues(table, paragraph) ? table.heading : ''
      return [end(path, LONGEST.headings), columns || end(lead, LONGEST.before)].filter(Boolean).join(' ')
    },
    passed(paragraph, text) {
      if (paragraph.role === 'table') {
        table =
          table && continues(table, paragraph)
            ? { ...table, next: paragraph.index + 1 }
            : { section: paragraph.section, heading: text.slice(0, 80), next: paragraph.index + 1 }
      } else table = null
      // The addressees of a notice (各区人民政府:) announce nothing.
      if (paragraph.role === 'head') return
      if (/[:：]$/.test(text)) announcing.set(paragraph.section, text)
      else if (paragraph.role === 'heading') announcing.delete(paragraph.section)
    },
  }
}

const continues = (table: { readonly section: number | null; readonly next: number }, paragraph: Paragraph) =>
  paragraph.role === 'table' && paragraph.section === table.section && paragraph.index === table.next

/** A heading is not its own context. */
function sectionAbove({ role, section }: Paragraph, sections: readonly Section[]): number | null {
  return role === 'heading' && section !== null ? sections[section]!.parent : section
}

function pathOf(sections: readonly Section[], section: number | null): string {
  const titles: string[] = []
  for (let at = section; at !== null; at = sections[at]!.parent) {
    const { number, title } = sections[at]!
    titles.unshift(number.startsWith('第') ? `${number} ${title}`.trim() : title)
  }
  return titles.filter(Boolean).join(' ')
}

function announcedBy(
  announcing: ReadonlyMap<number | null, string>,
  sections: readonly Section[],
  { section }: Paragraph,
): string | undefined {
  if (section === null) return announcing.get(null)
  for (let at: number | null = section; at !== null; at = sections[at]!.parent) {
    const line = announcing.get(at)
    if (line !== undefined) return line
  }
  return undefined
}

const end = (text: string, length: number) => (text.length > length ? text.slice(-length) : text)
