/** Answers what a term means with the sentence by which the document defines it. */

import { draftOf } from '../draft.ts'
import { announces } from '../evidence/announcements.ts'
import { findDefinition } from '../evidence/definitions.ts'
import type { Answerer } from '../inquiry.ts'
import { itemsAfter } from './items.ts'
import { printedText, quoteParagraph } from './quotes.ts'

export const answerDefinition: Answerer = ({ understanding, evidence, phrases }) => {
  if (!understanding.kinds.includes('definition') || understanding.terms.length === 0) return null
  const definition = findDefinition(evidence.documents, understanding.terms)
  if (!definition) return null
  const { document, paragraph: index } = definition
  const paragraph = document.tree.paragraphs[index]!
  const { span } = paragraph.sentences[definition.sentence]!
  const items = announces(document, paragraph) ? itemsAfter(document, paragraph) : []
  return draftOf({
    status: 'answered',
    headline: phrases.stated(printedText(document, index, span)),
    quotes: [
      items.length > 0
        ? quoteParagraph(document, paragraph)
        : { document: document.source.id, paragraph: index, span },
      ...items,
    ],
    reasons: [`defines ${definition.term}`],
  })
}
