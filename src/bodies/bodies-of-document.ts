/** The public bodies of a document, spelled variants merged, each with its mentions, from its responsibilities. */
import type { BodyMention, DocumentFacts, NamedReference, Responsibility } from '../domain/facts.ts'
import { type Level, parseBody } from './parse-body.ts'
import { BODY_TABLE, type BodyTable } from './table.ts'

/** One body of a document. */
export interface DocumentBody {
  /** Same for spelled variants of one body: 青浦区邮政管理局, 青浦邮政管理局. */
  readonly key: string
  /** Row id of the table; null when the function is not known. */
  readonly function: string | null
  readonly levels: readonly Level[]
  readonly place: string | null
  /** The form that the document prints most often, the longer one of equals. */
  readonly name: string
  /** Every printed form, in source order. */
  readonly names: readonly string[]
  readonly mentions: readonly DocumentBodyMention[]
  /** Title and issuer of the document: a question's place that stands in it is the document's own. */
  readonly area: string
}

export interface DocumentBodyMention {
  /** Index in `facts.responsibilities`. */
  readonly responsibility: number
  readonly mention: BodyMention
}

/**
 * Distinct bodies in the order of their first mention.
 *
 * `area` is any text that names the document's own area (title, issuer); with it 嘉定区财政局 asks for its 区财政局. Where
 * the caller does not know it, the titles that the document's head names stand in (关于印发《嘉定区…方案》的通知).
 */
export function bodiesOfDocument(
  facts: Pick<DocumentFacts, 'responsibilities'> & Partial<Pick<DocumentFacts, 'references'>>,
  area = headTitles(facts.references ?? []),
  table: BodyTable = BODY_TABLE,
): DocumentBody[] {
  const groups = new Map<string, DocumentBodyMention[]>()
  facts.responsibilities.forEach((responsibility: Responsibility, index) => {
    for (const mention of responsibility.bodies) {
      const key = bodyKey(mention.name, table)
      const group = groups.get(key) ?? []
      group.push({ responsibility: index, mention })
      groups.set(key, group)
    }
  })
  return [...groups].map(([key, mentions]) => {
    const names = [...new Set(mentions.map(({ mention }) => mention.name))]
    const count = (name: string) => mentions.filter(({ mention }) => mention.name === name).length
    const name = [...names].sort((a, b) => count(b) - count(a) || b.length - a.length)[0]!
    const { function: id, levels, place } = parseBody(name, table)
    return { key, function: id, levels, place, name, names, mentions, area }
  })
}

const HEAD_LINES = 10

function headTitles(references: readonly NamedReference[]): string {
  const head = references.filter(({ kind, line }) => kind === 'title' && line <= HEAD_LINES)
  return head.map(({ name }) => name).join(' ')
}

/** Key under which spelled variants of one body meet. */
export function bodyKey(name: string, table: BodyTable = BODY_TABLE): string {
  const parsed = parseBody(name, table)
  if (parsed.function === null) return parsed.core
  return `${parsed.function}|${parsed.place ?? parsed.levels.join('+')}${parsed.party ? '|party' : ''}`
}
