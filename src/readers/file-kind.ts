/** Tells the kind of a file by what it holds: signatures, parts of a package, streams of a compound file; never by name. */
import type { FileKind } from '../ports/document-reader.ts'
import { broken, fileError } from './file-error.ts'
import { looksLikeHtml } from './html/looks-like-html.ts'
import { type CompoundFile, readCompound } from './ole/read-compound.ts'
import { readZip, type ZipFile } from './zip/read-zip.ts'

/** A kind with what telling it has opened. */
export type OpenedFile =
  | { readonly kind: 'docx' | 'xlsx' | 'ofd'; readonly zip: ZipFile }
  | { readonly kind: 'doc'; readonly compound: CompoundFile }
  | { readonly kind: Exclude<FileKind, 'docx' | 'xlsx' | 'ofd' | 'doc'> }

const PDF_WITHIN = 1024

/** Kinds that are known and not read: what they are, and what to save them as. */
const OTHERS: readonly (readonly [RegExp, string, string])[] = [
  [/^\{\\rtf/, 'a rich text file (RTF)', 'save it as .docx'],
  [
    /^\x89PNG|^\xff\xd8\xff|^GIF8|^BM.{4}\0\0|^II\*\0|^MM\0\*/s,
    'a picture',
    'import the document itself, or a PDF of it with OCR=on',
  ],
  [/^MIME-Version:|^From: .*\r?\n/i, 'a web archive (MHT)', 'save the page as HTML'],
  [/^Rar!|^7z\xbc\xaf/, 'an archive (RAR, 7z)', 'unpack it and import the files in it'],
  [/^\x1f\x8b/, 'a gzip archive', 'unpack it and import the file in it'],
  [/^\x7fELF|^MZ/, 'a program', 'import the document itself'],
  [
    /^<\?xml[^>]*>\s*(?:<\?mso-application[^>]*>\s*)?<(?:w:wordDocument|pkg:package|Workbook)/,
    'an Office file in one XML (2003)',
    'save it as .docx or .xlsx',
  ],
]

/** Throws `file_unsupported`, `file_broken`, `file_encrypted` or `file_empty`. */
export function openFile(bytes: Uint8Array, name: string): OpenedFile {
  if (bytes.length === 0)
    throw fileError('file_empty', 'the file is empty', 'put the document in, or remove the file')
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, PDF_WITHIN))
  if (head.startsWith('PK')) return openPackage(bytes)
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return openCompound(bytes)
  if (head.includes('%PDF-')) return { kind: 'pdf' }
  for (const [pattern, what, todo] of OTHERS) {
    if (pattern.test(head.replace(/^\xef\xbb\xbf/, '')))
      throw fileError('file_unsupported', `this is ${what}`, todo)
  }
  if (looksLikeHtml(bytes)) return { kind: 'html' }
  return { kind: /\.(?:md|markdown)$/i.test(name) ? 'md' : 'txt' }
}

function openPackage(bytes: Uint8Array): OpenedFile {
  const zip = readZip(bytes)
  if (zip.names.some((name) => /(?:^|\/)OFD\.xml$/i.test(name))) return { kind: 'ofd', zip }
  const types = new TextDecoder().decode(zip.read('[Content_Types].xml') ?? new Uint8Array())
  if (
    /wordprocessingml\.(?:document|template)\.main|ms-word\.\w+\.macroEnabled/.test(types) ||
    zip.has('word/document.xml')
  ) {
    return { kind: 'docx', zip }
  }
  if (
    /spreadsheetml\.(?:sheet|template)\.main|ms-excel\.\w+\.macroEnabled/.test(types) ||
    zip.has('xl/workbook.xml')
  ) {
    return { kind: 'xlsx', zip }
  }
  if (zip.has('xl/workbook.bin'))
    throw fileError('file_unsupported', 'this is a binary workbook (.xlsb)', 'save it as .xlsx')
  if (zip.names.some((name) => name.startsWith('ppt/'))) {
    throw fileError('file_unsupported', 'this is a presentation (.pptx)', 'save it as PDF')
  }
  if (zip.has('mimetype') || zip.has('content.xml')) {
    throw fileError('file_unsupported', 'this is an OpenDocument file', 'save it as .docx or .xlsx')
  }
  if (zip.names.length === 0) throw broken('the package is empty')
  const some = zip.names.slice(0, 3).join(', ')
  throw fileError(
    'file_unsupported',
    `this is a zip archive of ${zip.names.length} files (${some})`,
    'unpack it and import the files in it',
  )
}

function openCompound(bytes: Uint8Array): OpenedFile {
  const compound = readCompound(bytes)
  if (compound.has('EncryptedPackage')) {
    throw fileError('file_encrypted', 'the file is encrypted with a password', 'save it without a password')
  }
  if (compound.has('WordDocument')) return { kind: 'doc', compound }
  if (compound.has('Workbook') || compound.has('Book') || compound.has('ETExtData')) {
    throw fileError('file_unsupported', 'this is an old workbook (.xls, .et)', 'save it as .xlsx')
  }
  if (compound.has('PowerPoint Document')) {
    throw fileError('file_unsupported', 'this is an old presentation (.ppt, .dps)', 'save it as PDF')
  }
  throw fileError(
    'file_unsupported',
    `this compound file holds no Word document (${compound.names.slice(0, 4).join(', ') || 'nothing'})`,
    'save it as .docx',
  )
}
