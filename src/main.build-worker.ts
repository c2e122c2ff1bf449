/** Builds the Worker host into dist: `npm run build:worker`. */
import { fileURLToPath } from 'node:url'
import { reportFailure } from './main.serve.ts'
import { buildWorker } from './main.worker-files.ts'

await buildWorker(process.env, fileURLToPath(new URL('../dist', import.meta.url))).catch(reportFailure)
