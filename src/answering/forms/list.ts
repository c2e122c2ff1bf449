/** A list: how many items it has, and each of them, under the line that announces it. */
import { headingWords } from '../compose/words.ts'
import { draftOf } from '../draft.ts'
import { quoteStatement } from '../evidence/quotes.ts'
import type { Form } from './form.ts'

/** Number or mark of an item, and its closing stop. */
const FRAME =
  /^(?:\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、)]|[①-⑳]|——|--|[●•◆■▪]|[一二三四五六七八九十]是)\s*|[；;。，,]$/g
/** In characters: an item longer than this is named by its first clauses, of at least so many. */
const LONGEST_NAME = 40
const SHORTEST_NAME = 20

export const list: Form = {
  name: 'list',
  say({ evidence, phrases }) {
    const [best] = evidence.kept
    if (!best || !evidence.list) return null
    const { announcing, items } = evidence.list
    const names = items.map(({ text }) => nameOf(text.replace(FRAME, '')))
    const heading = headingWords(best.document, best.statement.paragraph)
    const kept = [...(announcing ? [announcing] : []), ...items]
    return draftOf({
      status: 'answered',
      headline: phrases.list(items.length, names, heading),
      quotes: kept.map((statement) => quoteStatement({ ...best, statement, answerSpans: [] })),
    })
  },
}

/** Whole clauses, and enough of them to tell one item from another. */
function nameOf(item: string): string {
  if (item.length <= LONGEST_NAME) return item
  const end = item.slice(SHORTEST_NAME).search(/[，,；;。：:]/)
  return end < 0 ? item : item.slice(0, SHORTEST_NAME + end)
}
