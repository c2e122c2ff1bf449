/** `npm run fuzz:readers -- [COUNT] [KIND]`: reads damaged files of each kind in the thread; none may crash, hang or fail untold. */
import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { createFileReader } from '../adapters/node/file-reader.ts'
import { ZhengdaError } from '../domain/errors.ts'
import { mutateFile } from './mutate-file.ts'

const SAMPLES = new URL('../../test/fixtures/files/', import.meta.url)
const TIME_LIMIT = 30_000

const count = Number(process.argv[2] ?? 2000)
const only = process.argv[3]
let faults = 0
for (const name of readdirSync(SAMPLES)
  .filter((file) => file.startsWith('sample.'))
  .sort()) {
  const kind = extname(name).slice(1)
  if (only && kind !== only) continue
  const sample = new Uint8Array(readFileSync(new URL(name, SAMPLES)))
  const reader = createFileReader({ timeLimit: TIME_LIMIT })
  const outcomes = new Map<string, number>()
  const started = Date.now()
  for (let seed = 1; seed <= count; seed++) {
    const outcome = await reader.read(mutateFile(sample, seed), name).then(
      () => 'read',
      (error: unknown) => (error instanceof ZhengdaError ? error.code : 'untyped'),
    )
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    if (outcome === 'file_timeout' || outcome === 'untyped') {
      faults++
      console.log(`${name} seed ${seed}: ${outcome}`)
    }
  }
  await reader.close()
  const list = [...outcomes].map(([outcome, times]) => `${outcome} ${times}`).join(', ')
  console.log(`${name}: ${count} files in ${Math.round((Date.now() - started) / 1000)} s: ${list}`)
}
process.exitCode = faults > 0 ? 1 : 0
