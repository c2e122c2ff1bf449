import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ZhengdaError } from '../../src/domain/errors.ts'
import { mutateFile } from '../../src/evaluation/mutate-file.ts'
import { readDocumentFile } from '../../src/readers/read-document.ts'

const SAMPLES = new URL('../fixtures/files/', import.meta.url)
/** `npm run fuzz:readers` reads 2,000 of each. */
const COUNT = 25

describe('damaged files', () => {
  it.each(readdirSync(SAMPLES).filter((name) => name.startsWith('sample.')))(
    '%s ends in a text or a typed error',
    { timeout: 300_000 },
    async (name) => {
      const sample = new Uint8Array(readFileSync(new URL(name, SAMPLES)))
      for (let seed = 1; seed <= COUNT; seed++) {
        const failure = await readDocumentFile(mutateFile(sample, seed), name).then(
          (reading) => {
            expect(reading.map.tables.every(({ lines }) => lines[1] <= reading.text.split('\n').length)).toBe(
              true,
            )
            return null
          },
          (error: unknown) => error,
        )
        if (failure === null) continue
        expect(failure, `seed ${seed}`).toBeInstanceOf(ZhengdaError)
        expect((failure as ZhengdaError).code, `seed ${seed}`).toMatch(/^file_/)
      }
    },
  )
})
