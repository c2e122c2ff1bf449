/** Gives the source text of one file of a corpus: plain text is decoded here, all other kinds are read in their thread, once. */
import { join } from 'node:path'
import type { Sidecar, SourceText } from '../../domain/document.ts'
import type { DocumentReading } from '../../ports/document-reader.ts'
import { decodeSource } from '../../text/decode.ts'
import { createFileReader } from './file-reader.ts'
import { createReadingCache } from './reading-cache.ts'

export interface CorpusFile {
  readonly id: string
  readonly name: string
  readonly bytes: Uint8Array
  readonly sidecar: Sidecar
}

export interface SourceReaderOptions {
  readonly readings?: string
  readonly ocr?: boolean
  readonly report?: (line: string) => void
}

export interface SourceReader {
  /** Rejects with a ZhengdaError that says what is wrong with the file and what to do. */
  read(file: CorpusFile): Promise<SourceText>
  close(): Promise<void>
}

/** Signatures of the kinds that are no text: packages, compound files, PDF, rich text, pictures. */
const BINARY = /^(?:PK|\xd0\xcf\x11\xe0|\{\\rtf|\x89PNG|\xff\xd8\xff|GIF8|Rar!|7z\xbc\xaf|\x1f\x8b)|%PDF-/

export function createSourceReader(options: SourceReaderOptions): SourceReader {
  const ocr = options.ocr ?? false
  const reader = createFileReader({ ocr })
  const cache = options.readings === undefined ? null : createReadingCache(join(options.readings))
  return {
    async read({ id, name, bytes, sidecar }) {
      if (isPlainText(name, bytes)) return decodeSource(id, bytes, sidecar)
      const settings = ocr ? 'ocr' : ''
      let reading = (await cache?.get(bytes, settings)) ?? null
      if (!reading) {
        options.report?.(`reading ${name}`)
        reading = await reader.read(bytes, name)
        await cache?.put(bytes, settings, reading)
      }
      return sourceOf(id, name, sidecar, reading)
    },
    close: () => reader.close(),
  }
}

/** A page may call itself .txt: what looks like one is given to the readers. */
function isPlainText(name: string, bytes: Uint8Array): boolean {
  if (!/\.(?:txt|text)$/i.test(name)) return false
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  return !BINARY.test(head) && !/^[\s\xef\xbb\xbf]*<(?:!doctype|html|\?xml|meta|body)/i.test(head)
}

/** What the file states of itself holds where the sidecar says nothing. */
export function sourceOf(id: string, name: string, sidecar: Sidecar, reading: DocumentReading): SourceText {
  const { text, map, kind, metadata, warnings, coverage } = reading
  const { title, number, issuer, date } = metadata
  const stated: Sidecar = {
    ...(title !== undefined && { title }),
    ...(number !== undefined && { number }),
    ...(issuer !== undefined && { issuer }),
    ...(date !== undefined && { date }),
  }
  return {
    id,
    text,
    encoding: 'utf-8',
    sidecar: { ...stated, ...sidecar },
    map,
    file: { kind, name, metadata, warnings, coverage },
  }
}
