/** How tests run: `unit` is quick and starts nothing; `slow` is the rest. */
import { defineConfig } from 'vitest/config'
import { SLOW_SUITES } from './test/slow-suites.ts'

const TESTS = 'test/**/*.test.ts'
const slow = SLOW_SUITES.map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.test.ts`))
/** A busy machine may be slow without being wrong. */
const patience = {
  testTimeout: 120_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
}

export default defineConfig({
  test: {
    // What .ci/run counts.
    reporters: ['default', ['json', { outputFile: 'test/output/vitest.json' }]],
    projects: [
      { test: { name: 'unit', include: [TESTS], exclude: slow, ...patience } },
      { test: { name: 'slow', include: slow, ...patience } },
    ],
  },
})
