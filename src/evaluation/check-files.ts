/** `npm run check:files -- DIR [--references DIR] [-v]`: reads every file of a folder and measures its text against a reference. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, parse } from 'node:path'
import { promisify } from 'node:util'
import { createFileReader } from '../adapters/node/file-reader.ts'
import type { DocumentReading } from '../ports/document-reader.ts'
import { textScores } from './text-scores.ts'

const run = promisify(execFile)
/** What a text must reach by kind; the others have no goal. */
const GOALS: Readonly<Record<string, number>> = { docx: 0.98, html: 0.98, doc: 0.98, pdf: 0.95, ofd: 0.95 }

const [folder = '', ...options] = process.argv.slice(2)
const references = options.includes('--references') ? options[options.indexOf('--references') + 1]! : null
const verbose = options.includes('-v')

const reader = createFileReader({ ocr: process.env.OCR === 'on' })
let below = 0
for (const name of (await readdir(folder)).sort()) {
  if (/^\.|\.(?:jsonl?|ref\.txt)$|^README/i.test(name)) continue
  try {
    const reading = await reader.read(new Uint8Array(await readFile(join(folder, name))), name)
    const reference = await referenceOf(name, reading)
    const line = describe(name, reading, reference)
    if (line.below) below++
    console.log(line.text)
    if (verbose) console.log(reading.text)
  } catch (error) {
    console.log(`${name}\n  ${(error as { code?: string }).code}: ${(error as Error).message}`)
  }
}
await reader.close()
process.exitCode = below > 0 ? 1 : 0

function describe(
  name: string,
  reading: DocumentReading,
  reference: string | null,
): { text: string; below: boolean } {
  const { kind, map, coverage, warnings } = reading
  const cells = map.tables.flatMap((table) => table.rows.flatMap((row) => row.cells))
  const filled = cells.filter(({ span }) => span.end > span.start).length
  const scores = reference === null ? null : textScores(reading.text, reference)
  const goal = GOALS[kind]
  const isBelow = scores !== null && goal !== undefined && scores.characters < goal
  const numbered = reading.text
    .split('\n')
    .filter((line) =>
      /^(?:第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)/.test(
        line,
      ),
    ).length
  const parts = [
    name,
    `  ${kind}: ${scores ? `F1 ${scores.characters.toFixed(4)} (in order ${scores.pairs.toFixed(4)})${isBelow ? ' BELOW GOAL' : ''}` : 'no reference'}`,
    `  ${coverage.taken} of ${coverage.characters} characters taken (${(100 * coverage.share).toFixed(1)} %)` +
      coverage.left.map(({ what, characters }) => `, ${what} ${characters}`).join(''),
    `  ${numbered} numbered headings, ${map.headings.length} marked; ${map.pages.length} pages; ${map.tables.length} tables, ${filled} filled cells`,
    ...map.tables
      .slice(0, 6)
      .map(
        ({ lines, headerRows, columns, rows }) =>
          `    lines ${lines[0]}–${lines[1]}: ${rows.length} rows, head ${headerRows}: ${columns.map(({ headings, unit }) => headings.join('/') + (unit ? `[${unit}]` : '')).join(' · ')}`,
      ),
    ...warnings.map((warning) => `  ! ${warning}`),
  ]
  return { text: parts.join('\n'), below: isBelow }
}

/** Beside the file, in the folder of references, or made by a program that knows nothing of ours. */
async function referenceOf(name: string, { kind }: DocumentReading): Promise<string | null> {
  for (const path of [
    join(folder, `${name}.ref.txt`),
    ...(references ? [join(references, `${name}.ref.txt`)] : []),
  ]) {
    if (existsSync(path)) return readFile(path, 'utf8')
  }
  const path = join(folder, name)
  try {
    if (kind === 'pdf') return (await run('pdftotext', [path, '-'], { maxBuffer: 1 << 28 })).stdout
    if (kind !== 'docx' && kind !== 'doc') return null
    const out = await mkdtemp(join(tmpdir(), 'reference-'))
    // The name does not always say the kind.
    const infilter = extname(name).toLowerCase() === `.${kind}` ? [] : ['--infilter=MS Word 97']
    await run('soffice', ['--headless', ...infilter, '--convert-to', 'txt:Text', '--outdir', out, path])
    const text = await readFile(join(out, `${parse(name).name}.txt`), 'utf8')
    await rm(out, { recursive: true })
    return text
  } catch {
    return null
  }
}
