/**
 * Writes the statements of documents for the reader's trainer, `<id>.jsonl` each; of a statement `line` (from 1),
 * `start` and `end` (UTF-16 units of the text), `context`, `text` and `kind`.
 *
 *     npm run export-statements -- ../shared/field/docs statements
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BODY_TABLE } from '../bodies/table.ts'
import { readDocument } from '../services.ts'
import { statementsOf } from '../statements/statements-of.ts'
import { decodeSource } from '../text/decode.ts'

const [from, to] = process.argv.slice(2)
if (!from || !to) {
  console.error('usage: npm run export-statements -- FOLDER-OF-TXT FOLDER')
  process.exit(1)
}
mkdirSync(to, { recursive: true })
const files = readdirSync(from).filter((name) => name.endsWith('.txt'))
for (const file of files) {
  const id = file.slice(0, -'.txt'.length)
  const read = readDocument(decodeSource(id, readFileSync(join(from, file)), {}), BODY_TABLE)
  const rows = statementsOf(read).map(({ span: { start, end }, context, text, kind }) => ({
    line: read.source.text.slice(0, start).split('\n').length,
    start,
    end,
    context,
    text,
    kind,
  }))
  writeFileSync(join(to, `${id}.jsonl`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
}
console.log(`${files.length} documents written to ${to}`)
