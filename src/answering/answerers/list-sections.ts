/** Lists the parts of a chapter whose heading is what the question asks for: 主要任务有哪些, which kinds of software. */
import type { Section } from '../../domain/document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import type { Span } from '../../domain/span.ts'
import { foldText } from '../../text/tokenize.ts'
import { CALIBRATION } from '../calibration.ts'
import { glossOf } from '../compose/words.ts'
import { draftOf, type QuoteSpan } from '../draft.ts'
import { coverageOf } from '../evidence/match.ts'
import type { Answerer } from '../inquiry.ts'
import { findAskedCount } from '../question/figures.ts'
import { quoteSentence } from './quotes.ts'
import { says } from './statement.ts'

const LISTS = new Set(['list', 'count'])

export const listSections: Answerer = ({ engine, understanding, evidence, phrases }) => {
  if (!LISTS.has(understanding.kind) || understanding.terms.length === 0) return null
  const found = evidence.documents
    .flatMap((document) =>
      document.tree.sections.map((section) => ({
        document,
        section,
        share: coverageOf(understanding.terms, [{ text: foldText(section.title), worth: 1 }]).share,
      })),
    )
    .filter(({ share }) => share >= CALIBRATION.heading)
    .map((entry) => ({ ...entry, parts: partsOf(entry.document, entry.section) }))
    .filter(({ parts }) => parts.length > 1)
    .sort((a, b) => b.share - a.share || b.section.level - a.section.level)
  const count = findAskedCount(understanding.folded, understanding.language)
  const counted = found.find(({ parts }) => parts.length === count)
  const best = counted ?? found[0]
  const stated = evidence.sentences[0]
  // A heading with as many parts as are asked for (which six kinds) is meant, whatever a sentence says.
  if (!best || (!counted && stated && stated.coverage > best.share + CALIBRATION.tie)) return null
  const words = (section: { locator: string; title: string }) => ({
    locator: section.locator,
    title: section.title,
    titleEn: glossOf(section.title, engine.tables),
  })
  return draftOf({
    status: 'answered',
    headline: phrases.contains(
      words({ ...best.section, title: best.section.title || best.section.number }),
      best.parts.map(words),
    ),
    caveats: [phrases.sectionCount(best.parts.length)],
    // The heading may be the chapter of what a sentence lists: both are shown.
    quotes: [
      ...best.parts.flatMap((part) => headingQuote(best.document, part)),
      ...(stated && says(stated) ? [quoteSentence(stated)] : []),
    ],
    reasons: [`heading ${best.section.locator} holds ${best.share.toFixed(2)} of the question`],
  })
}

/** Sections below a heading, or the titled paragraphs under it (突出协同增效。坚持…). */
function partsOf(document: ReadDocument, section: Section): Part[] {
  const { tree, source } = document
  const below = tree.sections
    .filter(({ parent }) => parent === section.index)
    .map(({ locator, title, number, heading }) => ({ locator, title: title || number, heading }))
  if (below.length > 0) return below
  return tree.paragraphs.flatMap((paragraph) =>
    paragraph.section === section.index && paragraph.title
      ? [
          {
            locator: paragraph.locator,
            title: source.text.slice(paragraph.title.start, paragraph.title.end).replace(/[。.]$/, ''),
            heading: paragraph.title,
          },
        ]
      : [],
  )
}

interface Part {
  readonly locator: string
  readonly title: string
  readonly heading: Span
}

function headingQuote(document: ReadDocument, { heading }: Part): QuoteSpan[] {
  const paragraph = document.tree.paragraphs.find(
    ({ span }) => span.start <= heading.start && heading.start < span.end,
  )
  return paragraph ? [{ document: document.source.id, paragraph: paragraph.index, span: heading }] : []
}
