/** The thread in which files are read: one message in, one out; what goes wrong in here stops no server. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { READY, type ReadReply, type ReadRequest } from './adapters/node/file-reader.ts'
import { recogniseWithTesseract } from './adapters/node/tesseract.ts'
import { asFileError } from './readers/file-error.ts'
import { readDocumentFile } from './readers/read-document.ts'

const port = parentPort
if (port) {
  port.on('message', async ({ id, bytes, name, ocr }: ReadRequest) => {
    const reply: ReadReply = await readDocumentFile(bytes, name, {
      pdfAssets: pdfAssets(),
      ...(ocr && { recognise: recogniseWithTesseract }),
    }).then(
      (reading) => ({ id, reading }),
      (error: unknown) => {
        const { code, message } = asFileError(error, 'document')
        return { id, failure: { code, message } }
      },
    )
    port.postMessage(reply)
  })
  port.postMessage(READY)
}

/** Character maps of the old Chinese encodings, and the fonts that a PDF may leave out. */
function pdfAssets() {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  return { cMaps: `${join(folder, 'cmaps')}/`, fonts: `${join(folder, 'standard_fonts')}/` }
}
