/** The unit tests start nothing, so that they run in a minute anywhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { SLOW_SUITES } from '../slow-suites.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const suites = readdirSync(join(ROOT, 'test'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
  .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)))
const THIS = relative(ROOT, import.meta.filename)
const isSlow = (suite: string) => SLOW_SUITES.some((path) => suite === path || suite.startsWith(`${path}/`))

/** What starts a process, a browser, workerd or the real services over the whole model. */
const STARTS =
  /from 'node:child_process'|serverProcesses\(|from 'playwright-core'|from 'miniflare'|\bstartSite\(|\bopenBrowser\(|\bopenServices\(/

it('a suite that starts something is a slow one', () => {
  const starting = suites.filter(
    (suite) => !isSlow(suite) && suite !== THIS && STARTS.test(readFileSync(join(ROOT, suite), 'utf8')),
  )
  expect(starting, 'name them in test/slow-suites.ts').toEqual([])
})

it('every slow suite exists', () => {
  expect(SLOW_SUITES.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})
