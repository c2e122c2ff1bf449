/** Gives the reading of a docx package (Word, WPS): its text as Word shows it, with automatic numbers. */
import type { DocumentReading } from '../../ports/document-reader.ts'
import { createTally } from '../block.ts'
import { broken } from '../file-error.ts'
import { renderBlocks } from '../render-blocks.ts'
import { officeProperties } from '../zip/office-properties.ts'
import type { ZipFile } from '../zip/read-zip.ts'
import { relationsOf } from '../zip/relations.ts'
import { child, elements, parseXml, textOf, type XmlElement } from '../zip/xml.ts'
import { bodyBlocks } from './body.ts'
import type { DocxContext } from './context.ts'
import { numberingOf } from './numbering.ts'
import { stylesOf } from './styles.ts'

export function readDocx(zip: ZipFile): DocumentReading {
  const main =
    relationsOf(zip, '').find(({ type }) => type === 'officeDocument')?.target ?? 'word/document.xml'
  const bytes = zip.read(main)
  if (!bytes) throw broken(`the package has no main part (${main})`)
  const body = child(parseXml(bytes, main), 'body')
  if (!body) throw broken(`the main part ${main} has no body`)
  const warnings: string[] = []
  const tally = createTally()
  const relations = relationsOf(zip, main)
  const part = (type: string): XmlElement | null => {
    const target = relations.find((relation) => relation.type === type)?.target
    const content = target ? zip.read(target) : null
    return content ? parseXml(content, target!) : null
  }
  const styles = stylesOf(part('styles'))
  const context: DocxContext = {
    styles,
    numbering: numberingOf(part('numbering'), styles.listOf),
    notes: { footnote: notesOf(part('footnotes')), endnote: notesOf(part('endnotes')) },
    tally,
    noteCount: 0,
    warn: (sentence) => {
      if (!warnings.includes(sentence)) warnings.push(sentence)
    },
  }
  const blocks = bodyBlocks(body, context)
  for (const { type, target } of relations) {
    if (type !== 'header' && type !== 'footer' && type !== 'comments') continue
    const content = target ? zip.read(target) : null
    if (content) tally.leave(type === 'comments' ? 'comment' : type, textOf(parseXml(content, target!)))
  }
  if (zip.names.some((name) => /vbaProject\.bin$/i.test(name))) {
    warnings.push('The file holds macros, which are ignored.')
  }
  if (zip.names.some((name) => /\/embeddings\//i.test(name))) {
    warnings.push('The file embeds other files (spreadsheets, packages), which are not read.')
  }
  const missing = relations.filter(
    ({ type, target }) => type === 'image' && target && !zip.has(target),
  ).length
  if (missing > 0) warnings.push(`${missing} of its pictures are missing from the package.`)
  const { text, map, characters } = renderBlocks(blocks)
  return {
    kind: 'docx',
    text,
    map,
    metadata: { properties: officeProperties(zip) },
    warnings,
    coverage: tally.coverage(characters),
  }
}

/** Separators between text and notes are stored as notes of a type of their own. */
function notesOf(root: XmlElement | null): Map<string, XmlElement> {
  const notes = root
    ? elements(root).filter(({ attributes }) => !/separator/i.test(attributes.type ?? ''))
    : []
  return new Map(notes.map((note) => [note.attributes.id ?? '', note]))
}
