/** Recognises a scanned page with the program `tesseract` and its Chinese model, where they are installed. */
import { spawn } from 'node:child_process'
import { ZhengdaError } from '../../domain/errors.ts'
import type { PageImage, RecognisedLine } from '../../ports/document-reader.ts'

const ARGUMENTS = ['stdin', 'stdout', '-l', 'chi_sim', '--psm', '3', 'tsv']
/** Row of a word in the table that it prints. */
const WORD = '5'
const HAN = /[\u2e80-\u9fff\uff00-\uffef，。、；：？！“”‘’（）《》—…]/

/** @throws ZhengdaError `package_missing` where the program or its model is missing. */
export async function recogniseWithTesseract({ bytes }: PageImage): Promise<readonly RecognisedLine[]> {
  const table = await new Promise<string>((resolve, reject) => {
    const program = spawn('tesseract', ARGUMENTS, {
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', OMP_THREAD_LIMIT: '1' },
    })
    const out: Buffer[] = []
    const errors: Buffer[] = []
    program.on('error', (error) => reject(missing(error.message)))
    program.stdin.on('error', () => undefined)
    program.stdout.on('data', (part: Buffer) => out.push(part))
    program.stderr.on('data', (part: Buffer) => errors.push(part))
    program.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString('utf8'))
      else reject(missing(Buffer.concat(errors).toString('utf8').slice(0, 200)))
    })
    program.stdin.end(bytes)
  })
  return linesOf(table)
}

function missing(why: string): ZhengdaError {
  return new ZhengdaError(
    'package_missing',
    `OCR=on needs tesseract with chi_sim (${why.trim()}); install tesseract-ocr and tesseract-ocr-chi-sim, or set OCR=off.`,
  )
}

/** Words of one block, paragraph and line, joined; between Chinese characters stands no blank. */
export function linesOf(table: string): RecognisedLine[] {
  const lines = new Map<string, RecognisedLine>()
  for (const row of table.split('\n')) {
    const cells = row.split('\t')
    const text = (cells[11] ?? '').trim()
    if (cells[0] !== WORD || text === '') continue
    const [left = 0, top = 0, width = 0, height = 0] = cells.slice(6, 10).map(Number)
    const key = cells.slice(1, 5).join()
    const line = lines.get(key)
    if (!line) {
      lines.set(key, { text, left, top, width, height })
      continue
    }
    const glue = HAN.test(line.text.at(-1)!) || HAN.test(text[0]!) ? '' : ' '
    const right = Math.max(line.left + line.width, left + width)
    const bottom = Math.max(line.top + line.height, top + height)
    const [x, y] = [Math.min(line.left, left), Math.min(line.top, top)]
    lines.set(key, { text: line.text + glue + text, left: x, top: y, width: right - x, height: bottom - y })
  }
  return [...lines.values()]
}
