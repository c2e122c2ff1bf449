/** The parts and services of the seed plan with the model of this repository, in a folder of their own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { openParts } from '../../src/main.open-services.ts'
import { createServices } from '../../src/services.ts'

const ROOT = join(import.meta.dirname, '..', '..')

export async function openPlan(folder = join(ROOT, 'corpus')) {
  const index = mkdtempSync(join(tmpdir(), 'zhengda-plan-'))
  const silent = () => {}
  const parts = await openParts(
    readConfig({ CORPUS_DIR: folder, INDEX_DIR: index, READER: 'basic' }),
    silent,
    silent,
  )
  rmSync(index, { recursive: true })
  return { parts, services: createServices(parts) }
}
