/** The document's own body that a question means, from the body named in the question and the document's bodies. */
import type { DocumentBody } from './bodies-of-document.ts'
import type { BodyQuery } from './body-query.ts'

/**
 * The document's body that fits best, or null when the document has none: a body of another function, level or place
 * is never lent. Where several fit (市 and 区 of one function) a named level decides, then the number of mentions.
 */
export function matchBody(query: BodyQuery, documentBodies: readonly DocumentBody[]): DocumentBody | null {
  if (query.key !== null) return documentBodies.find(({ key }) => key === query.key) ?? null
  const fitting = documentBodies.filter((body) => fits(query, body))
  fitting.sort((a, b) => rank(query, b) - rank(query, a))
  return fitting[0] ?? null
}

function fits(query: BodyQuery, body: DocumentBody): boolean {
  if (query.function === null || body.function !== query.function) return false
  if (query.place !== null && query.place !== body.place) {
    // The document's own district is the only place that its unplaced bodies may stand for.
    if (body.place !== null || !body.area.includes(query.place)) return false
  }
  const levels = query.levels
  if (levels.length === 0 || body.levels.length === 0) return true
  return levels.some((level) => body.levels.includes(level))
}

function rank(query: BodyQuery, body: DocumentBody): number {
  const printed = body.names.some((name) => name === query.name) ? 4 : 0
  const inside = body.names.some((name) => name.includes(query.name)) ? 2 : 0
  const unplaced = body.place === null || body.place === query.place ? 1 : 0
  return printed + inside + unplaced + body.mentions.length / (body.mentions.length + 1)
}
