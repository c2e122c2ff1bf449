/** What every statement index does, over one library with two terms of validity. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Library } from '../../src/domain/library.ts'
import { inContext } from '../../src/domain/statement.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import type { CandidateQuery, StatementIndex } from '../../src/ports/statement-index.ts'
import { statementsOf } from '../../src/statements/statements-of.ts'
import { validityOf } from '../../src/validity/validity.ts'
import { contractLibrary } from './contract-library.ts'
import { hashingEmbedder } from './hashing-embedder.ts'
import { queryOf } from './query-of.ts'

export type OpenStatementIndex = (library: Library, embedder: Embedder | null) => Promise<StatementIndex>

export function statementIndexContract(name: string, open: OpenStatementIndex): void {
  describe(`${name}: a statement index`, () => {
    const library = contractLibrary()
    const embedder = hashingEmbedder()
    let index: StatementIndex

    beforeAll(async () => {
      index = await open(library, embedder)
    })

    const textOf = ({ document, statement }: { document: string; statement: number }) =>
      inContext(statementsOf(library.get(document)!)[statement]!)

    it('holds every statement of the library', () => {
      const all = [...library.values()].reduce((sum, read) => sum + statementsOf(read).length, 0)
      expect(index.size).toBe(all)
    })

    it.each(['bm25', 'dense', 'hybrid'] as const)(
      'gives the best first, and no more than asked for: %s',
      async (channels) => {
        const query = { ...(await queryOf('新建加氢站多少座', embedder, 7)), channels }
        const found = await index.candidates(query)
        expect(found).toHaveLength(7)
        expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a))
        expect(new Set(found.map(({ document, statement }) => `${document} ${statement}`)).size).toBe(7)
        if (channels !== 'dense') expect(textOf(found[0]!)).toContain('加氢站')
      },
    )

    it('gives no candidate by words where none is shared', async () => {
      expect(await index.candidates(await queryOf('zzyzx', null))).toEqual([])
      expect(await index.candidates(await queryOf('？！…', null))).toEqual([])
    })

    it('tells the cosine of every candidate, however it was found', async () => {
      const query = await queryOf('数据中心PUE不高于多少', embedder, 16)
      const found = await index.candidates(query)
      const vectors = await embedder.embed(found.map(textOf), 'passage')
      found.forEach(({ cosine }, i) => {
        const exact = vectors[i]!.reduce((sum, x, d) => sum + x * query.embedding![d]!, 0)
        expect(Math.abs(cosine - exact)).toBeLessThan(0.01)
      })
    })

    it('ranks by words alone where the query has no vector, or one of zeros', async () => {
      const words = await queryOf('加氢站', null, 10)
      const found = await index.candidates(words)
      expect(found.length).toBeGreaterThan(1)
      expect(found.every(({ bm25, cosine }) => bm25 > 0 && cosine === 0)).toBe(true)
      const zeros = { ...words, embedding: new Float32Array(embedder.dimensions) }
      expect(await index.candidates(zeros)).toEqual(found)
    })

    it('looks for further terms by their weight', async () => {
      const bm25Of = async (weight: number) => {
        const query: CandidateQuery = { text: '', terms: new Map([['加氢站', weight]]), limit: 1 }
        return (await index.candidates(query))[0]!.bm25
      }
      const whole = await bm25Of(1)
      expect((await bm25Of(0.4)) / whole).toBeCloseTo(0.4, 2)
    })

    it.each(['bm25', 'dense', 'hybrid'] as const)(
      'stays within the documents asked for: %s',
      async (channels) => {
        const documents = new Set(['gz-housing-2024', 'qd-aipark-2023'])
        const query = { ...(await queryOf('企业应当提交哪些材料', embedder, 16)), channels, documents }
        const found = await index.candidates(query)
        expect(found).toHaveLength(16)
        expect(found.every(({ document }) => documents.has(document))).toBe(true)
        expect(await index.candidates({ ...query, documents: new Set() })).toEqual([])
      },
    )

    it.each(['2021-01-01', '2022-05-01', '2024-12-31', '2025-01-01'])(
      'stays within what is in force on %s',
      async (day) => {
        const documents = new Set(
          [...library.values()]
            .filter((read) => validityOf(read, library, day).inForce)
            .map(({ source }) => source.id),
        )
        expect(documents.size).toBeLessThan(library.size)
        const query = { ...(await queryOf('企业应当提交哪些材料', embedder, 30)), documents }
        const byDay = await index.candidates({ ...query, inForceOn: day })
        expect(new Set(byDay.map(({ document }) => document)).size).toBeGreaterThan(1)
        expect(byDay).toEqual(await index.candidates(query))
      },
    )

    it('serves words alone without an embedder', async () => {
      const lexical = await open(library, null)
      const found = await lexical.candidates(await queryOf('新建加氢站多少座', embedder, 5))
      expect(textOf(found[0]!)).toContain('加氢站')
      expect(found.every(({ cosine }) => cosine === 0)).toBe(true)
    })
  })
}
