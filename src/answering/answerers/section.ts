/** Answers what a numbered part of a document says: 第三十条, 第二章, 专栏2, Article 12. */
import type { Paragraph, Section } from '../../domain/document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains } from '../../domain/span.ts'
import { parseChineseNumeral } from '../../text/numerals.ts'
import { foldText } from '../../text/tokenize.ts'
import { headingWords } from '../compose/words.ts'
import { draftOf } from '../draft.ts'
import { onlyDocument } from '../evidence/evidence.ts'
import type { Answerer } from '../inquiry.ts'
import { quoteParagraph } from './quotes.ts'

const NUMBERED = /第(\d+)(条|章|节|编)|专栏\s*(\d+)|\b(article|chapter|section|box)\s+(\d+)\b/
const ENGLISH: Readonly<Record<string, string>> = { article: '条', chapter: '章', section: '节', box: '专栏' }
/** A part with more paragraphs is answered by its headings. */
const MOST_PARAGRAPHS = 4
/** A headline longer than this leaves the text to the quotations. */
const HEADLINE_LENGTH = 200

export const answerSection: Answerer = ({ engine, understanding, evidence, phrases }) => {
  const match = NUMBERED.exec(understanding.folded)
  const document = onlyDocument(evidence)
  if (!match || !document || understanding.terms.length > 2) return null
  const number = Number(match[1] ?? match[3] ?? match[5])
  const kind = match[2] ?? (match[3] ? '专栏' : ENGLISH[match[4]!]!)
  const section = document.tree.sections.find((candidate) => isNumbered(candidate, number, kind))
  if (!section) return null
  const paragraphs = paragraphsOf(document, section)
  const parts = document.tree.sections.filter(({ parent }) => parent === section.index)
  const shown = paragraphs.slice(0, MOST_PARAGRAPHS)
  const text = shown.map(({ body }) => document.source.text.slice(body.start, body.end)).join('')
  const heading = { locator: section.locator, title: section.title, titleEn: null }
  const headings = parts.map((part) => ({
    locator: part.locator,
    title: part.title || part.number,
    titleEn: null,
  }))
  const brief = parts.length === 0 && text.length <= HEADLINE_LENGTH
  return draftOf({
    status: 'answered',
    headline: brief && text !== '' ? phrases.stated(text) : phrases.contains(heading, headings),
    quotes: shown.map((paragraph) => quoteParagraph(document, paragraph)),
    reasons: [
      `${headingWords(document, shown[0]?.index ?? 0, engine.tables).locator}: ${paragraphs.length} paragraphs`,
    ],
  })
}

function isNumbered(section: Section, number: number, kind: string): boolean {
  const printed = foldText(section.number || section.title)
  if (kind === '专栏') return section.kind === 'box' && new RegExp(`专栏\\s*${number}(?!\\d)`).test(printed)
  const match = /第([\d零〇一二三四五六七八九十百]+)(条|章|节|编)/.exec(section.number)
  return (
    match !== null && match[2] === kind && (parseChineseNumeral(match[1]!) ?? Number(match[1])) === number
  )
}

function paragraphsOf({ tree }: ReadDocument, section: Section): Paragraph[] {
  return tree.paragraphs.filter(({ role, span }) => role === 'body' && contains(section.span, span))
}
