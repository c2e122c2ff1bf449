/**
 * From the licensed data to the model folder: prepare, train, quantise, write model and lexicon.
 *
 * npm run train-embedder -- --data ../shared/data --cache /tmp/zhengda-embedder [--out index/embedder] [--threads 2]
 * A run that was broken off goes on from its last checkpoint in the cache folder.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildLexicon } from './build-lexicon.ts'
import { exportModel } from './export-model.ts'
import { prepare } from './prepare.ts'
import { STAGES } from './recipe.ts'
import { train } from './train.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    cache: { type: 'string', default: join(tmpdir(), 'zhengda-embedder') },
    out: { type: 'string', default: 'index/embedder' },
    threads: { type: 'string', default: '2' },
    /** Fewer steps a stage than the recipe's, for a trial. */
    steps: { type: 'string' },
    /** Leaves out the slices on which the fusion is fitted. */
    'without-held-out': { type: 'boolean', default: false },
    version: { type: 'string', default: '1' },
  },
})

const started = performance.now()
const log = (line: string) => {
  const seconds = ((performance.now() - started) / 1_000).toFixed(0)
  process.stdout.write(`${seconds.padStart(5)} s  ${line}\n`)
}
const withHeldOut = !values['without-held-out']
const prepared = prepare({ data: values.data, cache: values.cache, withHeldOut, log })
let table: Float32Array | undefined
for (const stage of STAGES) {
  const recipe = { ...stage, ...(values.steps && { steps: Number(values.steps) }) }
  table = await train({
    recipe,
    prepared,
    folder: values.cache,
    threads: Number(values.threads),
    initial: table,
    log,
  })
}
const { dimensions, prefixes } = STAGES[0]!
mkdirSync(values.out, { recursive: true })
exportModel({
  folder: values.out,
  version: values.version,
  vocabulary: prepared.vocabulary,
  table: table!,
  dimensions,
  prefixes,
})
writeFileSync(join(values.out, 'lexicon.tsv'), buildLexicon(values.data, prepared))
log(`wrote ${values.out}`)
