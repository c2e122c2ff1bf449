/** Limits that a busy machine does not reach: no test measures time. */
import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000 } })
