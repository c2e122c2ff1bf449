/** What a numbered part of a document says, where no statement answers something more particular. */
import type { Paragraph, Section } from '../../domain/document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains } from '../../domain/span.ts'
import { draftOf, type QuoteSpan } from '../draft.ts'
import { onlyDocument } from '../only-document.ts'
import { sectionOf } from '../understanding/parts.ts'
import { bestOf, type Form } from './form.ts'

/** A part with more paragraphs is answered by its headings. */
const MOST_PARAGRAPHS = 4
/** A headline longer than this leaves the text to the quotations. */
const HEADLINE_LENGTH = 200

export const part: Form = {
  name: 'part',
  say(inquiry) {
    const { engine, understanding, phrases, documents } = inquiry
    const document = onlyDocument(engine.library, documents)
    const asked = understanding.parts[0]
    if (!asked || !document || bestOf(inquiry)) return null
    const section = sectionOf(asked, document.tree.sections)
    if (!section) return null
    const shown = paragraphsOf(document, section).slice(0, MOST_PARAGRAPHS)
    const parts = document.tree.sections.filter(({ parent }) => parent === section.index)
    const text = shown.map(({ body }) => document.source.text.slice(body.start, body.end)).join('')
    const where = { locator: section.locator, title: /\d/.test(section.title) ? '' : section.title }
    const brief = parts.length === 0 && text !== '' && text.length <= HEADLINE_LENGTH
    return draftOf({
      status: 'answered',
      headline: brief
        ? phrases.stated(text.replace(/[。；]$/, ''), where, '')
        : phrases.contains(
            where,
            parts.map(({ locator, title, number }) => ({ locator, title: title || number })),
          ),
      quotes: shown.map(
        ({ index, span }): QuoteSpan => ({ document: document.source.id, paragraph: index, span }),
      ),
    })
  },
}

function paragraphsOf({ tree }: ReadDocument, section: Section): Paragraph[] {
  return tree.paragraphs.filter(({ role, span }) => role === 'body' && contains(section.span, span))
}
