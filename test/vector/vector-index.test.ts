import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFlatVectorIndex } from '../../src/adapters/flat-vector-index.ts'
import { createHnswVectorIndex, loadHnswVectorIndex } from '../../src/adapters/hnsw-vector-index.ts'
import { allocateScanRows, createSimdScan } from '../../src/adapters/simd-scan.ts'
import type { VectorIndex } from '../../src/ports/vector-index.ts'
import { createQuantizedBuilder, dot, type QuantizedVectors, vectorAt } from '../../src/retrieval/vectors.ts'
import { hasHnsw } from '../optional-packages.ts'

const DIMENSIONS = 32

/** Vectors around a few centres, as texts are, from a small linear congruential generator. */
function clustered(count: number, seed: number): QuantizedVectors {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  const centres = Array.from({ length: 20 }, () => Array.from({ length: DIMENSIONS }, random))
  const builder = createQuantizedBuilder(DIMENSIONS)
  for (let i = 0; i < count; i++) {
    const vector = Float32Array.from(centres[i % 20]!, (x) => x + random() * 0.7)
    const norm = Math.hypot(...vector)
    builder.add(vector.map((x) => x / norm))
  }
  return builder.finish()
}

function naive(vectors: QuantizedVectors, query: Float32Array, k: number): { id: number; score: number }[] {
  return Array.from(vectors.scales, (_, id) => ({
    id,
    score: vectorAt(vectors, id).reduce((sum, x, i) => sum + x * query[i]!, 0),
  }))
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .slice(0, k)
}

const adapters: [string, boolean, (vectors: QuantizedVectors) => VectorIndex | Promise<VectorIndex>][] = [
  ['flat', true, createFlatVectorIndex],
  ['hnsw', hasHnsw, createHnswVectorIndex],
]

describe.each(adapters)('VectorIndex contract: %s', (_, available, create) => {
  it.runIf(available)(
    'finds ≥ 98% of the ten nearest, best first, with the dot product as score',
    async () => {
      const vectors = clustered(2000, 1)
      const queries = clustered(100, 2)
      const index = await create(vectors)
      expect(index).toMatchObject({ size: 2000, dimensions: DIMENSIONS })
      let found = 0
      for (let q = 0; q < 100; q++) {
        const query = vectorAt(queries, q)
        const expected = new Map(naive(vectors, query, 10).map((hit) => [hit.id, hit.score]))
        const hits = index.search(query, 10)
        expect(hits).toHaveLength(10)
        expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).sort((a, b) => b - a))
        for (const { id, score } of hits) {
          if (!expected.has(id)) continue
          found++
          expect(score).toBeCloseTo(expected.get(id)!, 4)
        }
      }
      expect(found / 1000).toBeGreaterThanOrEqual(0.98)
    },
  )

  it.runIf(available)(
    'gives all when more are asked for than there are, and nothing of nothing',
    async () => {
      const query = vectorAt(clustered(1, 3), 0)
      expect(
        (await create(clustered(7, 4)))
          .search(query, 50)
          .map((hit) => hit.id)
          .sort(),
      ).toEqual([0, 1, 2, 3, 4, 5, 6])
      expect((await create(clustered(7, 4))).search(query, 0)).toEqual([])
      expect((await create(createQuantizedBuilder(DIMENSIONS).finish())).search(query, 5)).toEqual([])
    },
  )

  it.runIf(available)('breaks ties by id', async () => {
    const builder = createQuantizedBuilder(2)
    for (let i = 0; i < 5; i++) builder.add(Float32Array.of(0.6, 0.8))
    const index = await create(builder.finish())
    expect(index.search(Float32Array.of(1, 0), 5).map((hit) => hit.id)).toEqual([0, 1, 2, 3, 4])
  })
})

describe('flat', () => {
  it('is a naive sort of all dot products', () => {
    const vectors = clustered(300, 5)
    const index = createFlatVectorIndex(vectors)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 300 }), (seed, k) => {
        const query = vectorAt(clustered(1, seed), 0)
        const expected = naive(vectors, query, k)
        const hits = index.search(query, k)
        expect(hits).toHaveLength(k)
        for (const [rank, hit] of hits.entries()) expect(hit.score).toBeCloseTo(expected[rank]!.score, 5)
      }),
      { numRuns: 30 },
    )
  })
})

describe('SIMD scan', () => {
  const dimensions = fc.constantFrom(1, 15, 16, 17, 64, 100, 384, 1024)
  const component = fc.double({ min: -1, max: 1, noNaN: true })

  it('gives the dot products of the plain loop, whatever the width', () => {
    fc.assert(
      fc.property(
        dimensions,
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(component),
        (width, rows, numbers) => {
          const next = () => Float32Array.from({ length: width }, () => numbers.next().value as number)
          const builder = createQuantizedBuilder(width)
          for (let i = 0; i < rows; i++) builder.add(next())
          const vectors = builder.finish()
          const query = next()
          const largest = Math.max(...query.map(Math.abs))
          const products = createSimdScan(vectors)!(query)
          for (let id = 0; id < rows; id++) {
            const score = (products[id]! * vectors.scales[id]! * largest) / 16_383
            expect(Math.abs(score - dot(vectors, id, query))).toBeLessThanOrEqual(1e-4 * width)
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  it('scans rows that stand in its own memory where they are', () => {
    const vectors = clustered(50, 8)
    const placed = { ...vectors, rows: allocateScanRows(50, DIMENSIONS) }
    placed.rows.set(vectors.rows)
    const query = vectorAt(clustered(1, 9), 0)
    expect(createSimdScan(placed)!(query)).toEqual(createSimdScan(vectors)!(query))
    expect(createFlatVectorIndex(placed).search(query, 9)).toEqual(
      createFlatVectorIndex(vectors).search(query, 9),
    )
    expect(allocateScanRows(3, 17)).toEqual(new Int8Array(51))
  })

  it('leaves to the plain loop what it cannot hold', () => {
    expect(createSimdScan(createQuantizedBuilder(16).finish())).toBeNull()
    const wide = createQuantizedBuilder(1040)
    wide.add(new Float32Array(1040).fill(0.5))
    expect(createSimdScan(wide.finish())).toBeNull()
    expect(createFlatVectorIndex(wide.finish()).search(new Float32Array(1040).fill(0.5), 1)).toHaveLength(1)
  })
})

describe.runIf(hasHnsw)('hnsw on disk', () => {
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zhengda-hnsw-'))
  })
  afterAll(() => rm(directory, { recursive: true }))

  it('gives the same hits after save and load', async () => {
    const vectors = clustered(500, 6)
    const path = join(directory, 'graph')
    const built = await createHnswVectorIndex(vectors)
    await built.save(path)
    const loaded = await loadHnswVectorIndex(path, { size: 500, dimensions: DIMENSIONS })
    const query = vectorAt(clustered(1, 7), 0)
    expect(loaded.search(query, 20)).toEqual(built.search(query, 20))
  })

  it('refuses a file that is no graph, or the graph of other vectors', async () => {
    const expected = { size: 3, dimensions: DIMENSIONS }
    await writeFile(join(directory, 'noise'), 'not a graph')
    await expect(loadHnswVectorIndex(join(directory, 'noise'), expected)).rejects.toMatchObject({
      code: 'index_corrupt',
    })
    await expect(loadHnswVectorIndex(join(directory, 'none'), expected)).rejects.toMatchObject({
      code: 'index_corrupt',
    })
    await (await createHnswVectorIndex(clustered(2, 8))).save(join(directory, 'two'))
    await expect(loadHnswVectorIndex(join(directory, 'two'), expected)).rejects.toMatchObject({
      code: 'index_corrupt',
    })
  })
})

describe('quantised vectors', () => {
  it('keep each dimension to half a step of the row', () => {
    const component = fc.float({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(component, { minLength: 4, maxLength: 4 }), (values) => {
        const builder = createQuantizedBuilder(4)
        builder.add(Float32Array.from(values))
        const vectors = builder.finish()
        const back = vectorAt(vectors, 0)
        for (const [i, x] of values.entries())
          expect(Math.abs(back[i]! - x)).toBeLessThanOrEqual(vectors.scales[0]! * 0.51 + 1e-40)
      }),
    )
  })

  it('refuse a vector of another length', () => {
    expect(() => createQuantizedBuilder(4).add(new Float32Array(3))).toThrow(RangeError)
  })
})
