import { expect, it } from 'vitest'
import { z } from 'zod'
import peers from '../../src/data/embedder-peers.json' with { type: 'json' }
import models from '../../src/data/embedding-models.json' with { type: 'json' }
import simplification from '../../src/data/traditional-simplified.json' with { type: 'json' }

const source = z.string().min(20)
const share = z.number().min(0).max(1)
const schemas = {
  peers: z.strictObject({ source, marks: z.record(z.string(), z.record(z.string(), share)) }),
  models: z.strictObject({
    source,
    models: z.array(
      z.strictObject({
        match: z.string(),
        pooling: z.enum(['cls', 'mean']),
        query: z.string(),
        passage: z.string(),
      }),
    ),
  }),
  simplification: z.strictObject({ source, traditional: z.string(), simplified: z.string() }),
}

it.each([
  ['peers', peers],
  ['models', models],
  ['simplification', simplification],
] as const)('%s', (name, table) => {
  expect(schemas[name].safeParse(table).error).toBeUndefined()
})

it('knows every model by its last entry at least', () => {
  expect(models.models.at(-1)!.match).toBe('')
})
