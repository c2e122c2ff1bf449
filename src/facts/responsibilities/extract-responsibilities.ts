/** Every statement of who is responsible, with the stretch of text that it covers, from a document's tree. */
import { BODY_TABLE, type BodyTable } from '../../bodies/table.ts'
import type { Paragraph } from '../../domain/document.ts'
import type { BodyMention, Responsibility } from '../../domain/facts.ts'
import type { Span } from '../../domain/span.ts'
import { trimSpan } from '../../text/lines.ts'
import { type TextView, toSource } from '../../text/view.ts'
import { type Reader, tightSpan } from '../reader.ts'
import { conventionIn, type RoleSpan, readBracket } from './bracket.ts'
import { type BracketRange, findBrackets } from './find-brackets.ts'
import { readSentence } from './sentence-forms.ts'

/** In source order; a bracket covers the text since the bracket before it in its section. */
export function extractResponsibilities(reader: Reader, table: BodyTable = BODY_TABLE): Responsibility[] {
  const found: Responsibility[] = []
  const firstLeads = { following: false }
  /** End of the last bracket, and how many there were, by section. */
  const covered = new Map<number, number>()
  for (const paragraph of reader.tree.paragraphs) {
    if (paragraph.role !== 'body' && paragraph.role !== 'heading') continue
    const view = reader.view(paragraph, paragraph.span)
    const brackets = findBrackets(view.text, table)
    found.push(...readBrackets(reader, paragraph, view, brackets, table, firstLeads, covered))
    if (paragraph.role === 'body' || paragraph.body.end > paragraph.body.start) {
      found.push(...readSentences(reader, paragraph, brackets, view, table))
    }
    if (conventionIn(view.text) === 'following') firstLeads.following = true
  }
  return found.sort((a, b) => a.start - b.start)
}

function readBrackets(
  reader: Reader,
  paragraph: Paragraph,
  view: TextView,
  brackets: readonly BracketRange[],
  table: BodyTable,
  firstLeads: { following: boolean },
  covered: Map<number, number>,
): Responsibility[] {
  return brackets.flatMap((bracket): Responsibility[] => {
    const reading = readBracket(view.text, bracket.from, bracket.to, table, bracket.loose)
    if (!reading) return []
    if (reading.convention === 'following') firstLeads.following = true
    const span = toSource(view, bracket.start, bracket.end)
    const firstIsLead = !reading.leadStated && (firstLeads.following || reading.convention === 'here')
    const bodies = reading.bodies.map((body, i) =>
      firstIsLead && i === 0 ? { ...body, role: 'lead' as const } : body,
    )
    const scope = bracketScope(reader, paragraph, span, brackets.length > 1, covered)
    return [
      {
        ...reader.locate(paragraph, span),
        bodies: mentions(reader, view, bodies),
        nonExhaustive: reading.open,
        ...scope,
        form: 'bracket',
        leadStated: reading.leadStated,
      },
    ]
  })
}

/** The text since the bracket before it in the same section, or since the section's beginning. */
function bracketScope(
  reader: Reader,
  paragraph: Paragraph,
  bracket: Span,
  several: boolean,
  covered: Map<number, number>,
): Pick<Responsibility, 'scope' | 'scopeKind'> {
  const section = paragraph.section === null ? null : reader.tree.sections[paragraph.section]
  if (section && bracket.end <= section.heading.end) {
    // A bracket in the heading speaks for all that stands under it.
    return { scope: section.span, scopeKind: 'section' }
  }
  const key = section?.index ?? -1
  const before = covered.get(key)
  covered.set(key, bracket.end)
  const own = paragraph.span.start
  if (several) {
    const start = Math.max(before ?? own, own)
    return { scope: trimSpan(reader.source, { start, end: bracket.start }), scopeKind: 'sentences' }
  }
  const whole = section && before === undefined && !sharesSection(reader, paragraph)
  const start = whole ? section.span.start : (before ?? section?.heading.end ?? own)
  return {
    scope: trimSpan(reader.source, { start, end: bracket.start }),
    scopeKind: whole ? 'section' : 'paragraph',
  }
}

/** True when a later paragraph of the section has a text of its own: the bracket ends its paragraph, not the section. */
function sharesSection(reader: Reader, paragraph: Paragraph): boolean {
  return reader.tree.paragraphs.some(
    (other) =>
      other.index > paragraph.index &&
      other.section === paragraph.section &&
      other.body.end > other.body.start,
  )
}

function readSentences(
  reader: Reader,
  paragraph: Paragraph,
  brackets: readonly BracketRange[],
  whole: TextView,
  table: BodyTable,
): Responsibility[] {
  const taken = brackets.map((bracket) => toSource(whole, bracket.start, bracket.end))
  const found: Responsibility[] = []
  for (const sentence of paragraph.sentences) {
    if (taken.some((span) => span.start < sentence.span.end && sentence.span.start < span.end)) {
      if (sentence.kind === 'responsibility') continue
    }
    const view = reader.view(paragraph, sentence.span)
    for (const reading of readSentence(view.text, 0, view.text.length, table)) {
      const span = tightSpan(view, reading.start, reading.end)
      if (taken.some((bracket) => bracket.start < span.end && span.start < bracket.end)) continue
      found.push({
        ...reader.locate(paragraph, span),
        bodies: mentions(reader, view, reading.bodies),
        nonExhaustive: reading.open,
        scope: span,
        scopeKind: 'sentences',
        form: 'sentence',
        leadStated: reading.leadStated,
      })
    }
  }
  return found
}

function mentions(reader: Reader, view: TextView, bodies: readonly RoleSpan[]): BodyMention[] {
  return bodies.map(({ start, end, role }) => ({
    name: reader.printed(view, start, end),
    role,
    ...toSource(view, start, end),
  }))
}
