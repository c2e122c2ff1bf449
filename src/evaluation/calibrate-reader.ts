/**
 * Fits index/reader/calibration.json on the development documents:
 * `npm run calibrate-reader -- --field DIR [--folder index/reader] [--only trained,trained-static,basic] [--cache DIR]`.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { READER_FILES } from '../adapters/node/reader-files.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { RawReader } from '../reading/calibrated-reader.ts'
import type { Calibration, CalibrationName } from '../reading/calibration.ts'
import { fitCalibration } from './fit-calibration.ts'
import { openBasic, openCalibration, openStatic, openTrained } from './open-readers.ts'
import { DEVELOPMENT, readField } from './reader-field.ts'
import { measureReader } from './reader-measures.ts'
import { collectReadings } from './reader-readings.ts'

const { values: options } = parseArgs({
  options: {
    field: { type: 'string', default: 'field' },
    folder: { type: 'string', default: 'index/reader' },
    only: { type: 'string', default: 'basic,trained,trained-static' },
    cache: { type: 'string' },
    /** Every nth question only. */
    every: { type: 'string', default: '1' },
  },
})
const report = (line: string) => process.stdout.write(`${line}\n`)

/**
 * On the development documents, each by a fit without it: with logit, contradiction, token and cosine alone the first
 * statement is right for .812 zh and .740 en (AUC .914, .864); share and gap, which mean the same in every library, make it
 * .839 and .798 (.925, .878). Agreement of slots and the language added nothing. The
 * basic reader tells silence by raw scores: standing, which is best for some candidate of every question, costs it .01 of AUC.
 */
const FEATURES: Readonly<Record<CalibrationName, readonly string[]>> = {
  trained: ['logit', 'contradicts', 'token', 'cosine', 'share', 'gap'],
  'trained-static': ['logit', 'contradicts', 'token', 'cosine', 'share', 'gap'],
  basic: ['logit', 'contradicts', 'cosine', 'own', 'words', 'shared', 'english', 'english cosine'],
}

const { documents, questions: all } = readField(options.field, (id) => DEVELOPMENT.has(id))
const questions = all.filter((_, i) => i % Number(options.every) === 0)
const own = await openStatic()
const trained = options.only.includes('trained') ? await openTrained(options.folder, report) : null

const readers: Partial<Record<CalibrationName, { readonly raw: RawReader; readonly embedder: Embedder }>> = {
  basic: { raw: await openBasic(options.folder, own), embedder: own },
  ...(trained && {
    trained: { raw: trained.raw, embedder: trained.embedder },
    'trained-static': { raw: trained.raw, embedder: own },
  }),
}
let fitted: Calibration = await openCalibration(options.folder)
for (const name of options.only.split(',') as CalibrationName[]) {
  const reader = readers[name]
  if (!reader) continue
  const kept = await collectReadings({ documents, questions, ...reader, cache: options.cache, report })
  const of = `${reader.raw.id}, cosine of ${reader.embedder.id}; ${documents.size} development documents, ${questions.length} questions`
  const { calibration, heldOut } = fitCalibration(kept, of, FEATURES[name])
  fitted = { ...fitted, [name]: calibration }
  report(`${name}: ${of}`)
  report(JSON.stringify(calibration.answers.weights))
  for (const lang of ['zh', 'en'] as const) {
    const part = heldOut.filter(({ question }) => question.lang === lang)
    report(`  ${lang}, each document by a fit without it: ${JSON.stringify(measureReader(part), rounded)}`)
  }
  for (const bin of calibration.reliability) if (bin.readings > 0) report(`  ${JSON.stringify(bin)}`)
}
await writeFile(join(options.folder, READER_FILES.calibration), `${JSON.stringify(fitted, null, 1)}\n`)
await trained?.close()

function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value
}
