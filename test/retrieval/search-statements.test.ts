import { beforeAll, describe, expect, it } from 'vitest'
import { createFlatVectorIndex } from '../../src/adapters/flat-vector-index.ts'
import type { Library } from '../../src/domain/library.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import type { Channels } from '../../src/ports/services.ts'
import type { CandidateQuery } from '../../src/ports/statement-index.ts'
import { lexiconOf } from '../../src/retrieval/library-lexicon.ts'
import { buildSearchIndex, placeOf, type SearchIndex } from '../../src/retrieval/search-index.ts'
import {
  createEmbeddedIndex,
  searchStatements,
  weightedTokens,
} from '../../src/retrieval/search-statements.ts'
import { statementsOf } from '../../src/statements/statements-of.ts'
import { createLexicon } from '../../src/text/tokenize.ts'
import { hashingEmbedder } from './hashing-embedder.ts'
import { queryOf } from './query-of.ts'
import { FIXTURES, fixtureLibrary, fixtureText, libraryOf } from './test-library.ts'

const library = fixtureLibrary()
const embedder = hashingEmbedder()
const build = (embedderOrNull: Embedder | null, of = library) =>
  buildSearchIndex(of, {
    embedder: embedderOrNull,
    lexicon: lexiconOf(of),
    vectorIndex: createFlatVectorIndex,
  })
let index: SearchIndex
let lexicalIndex: SearchIndex

beforeAll(async () => {
  index = await build(embedder)
  lexicalIndex = await build(null)
})

function lineOf(of: Library, { document, statement }: { document: string; statement: number }): number {
  const read = of.get(document)!
  return read.tree.paragraphs[statementsOf(read)[statement]!.paragraph]!.line
}

async function linesFor(text: string, document: string): Promise<number[]> {
  const query = { ...(await queryOf(text)), documents: new Set([document]) }
  return searchStatements(lexicalIndex, query).map((candidate) => {
    expect(candidate.document).toBe(document)
    return lineOf(library, candidate)
  })
}

describe('the first statement, by words alone', () => {
  it.each([
    [
      'jiading-2023-27',
      39,
      '新建加氢站(含撬装站)不少于多少座',
      'two paragraphs name 加氢站; only transport says 撬装站 and 不少于',
    ],
    [
      'jiading-2023-27',
      80,
      '嘉定新城超低能耗建筑示范项目',
      'the district has the same indicator; the scope word decides',
    ],
    ['jiading-2023-27', 30, '数据中心PUE', 'an abbreviation is exact though the paragraph is the longest'],
    [
      'jiading-2023-27',
      67,
      '一般工业固体废物综合利用率',
      'a whole indicator name outweighs the many mentions of 固体废物',
    ],
    ['jiading-2023-27', 34, 'LDAR', 'abbreviation inside Han text'],
    ['jiading-2023-27', 62, '18.3%', 'a bare figure with its sign'],
    ['jiading-2023-27', 77, '碳排放环境影响评价', 'both words are common, their sequence is not'],
    ['bj-water-2022', 22, '水务部门负责组织协调指导监督', 'short statements must not lose to long ones'],
    ['qd-aipark-2023', 6, '企业房租补贴', 'the words stand in the heading too'],
  ])('%s:%i for %s', async (document, line, question, _why) => {
    expect((await linesFor(question, document))[0]).toBe(line)
  })

  it('is no wrapper line', async () => {
    expect(await linesFor('原标题 光储直柔', 'jiading-2023-27')).not.toContain(102)
  })
})

describe('spelling makes no difference to the ranking', () => {
  it.each([
    ['full width', '到2025年,PUE不高于1.3', '到２０２５年，ＰＵＥ不高于１.３'],
    ['traditional', '农产品绿色生产基地覆盖率', '農產品綠色生產基地覆蓋率'],
    ['Chinese year', '2025年加氢站', '二〇二五年加氢站'],
    ['Chinese share', '达到90%以上', '达到百分之九十以上'],
    ['spaces', '到2025年新增29.4万千瓦', '到 2025 年 新增 29.4 万千瓦'],
    ['letter case', '泄漏检测与修复LDAR', '泄漏检测与修复ldar'],
  ])('%s', async (_, plain, written) => {
    const rank = async (text: string) =>
      searchStatements(lexicalIndex, await queryOf(text, null, 20)).map(({ document, statement, bm25 }) => [
        document,
        statement,
        bm25.toFixed(9),
      ])
    const ranked = await rank(plain)
    expect(ranked.length).toBeGreaterThan(5)
    expect(await rank(written)).toEqual(ranked)
  })

  it('of the document neither: a full-width document ranks as its half-width twin', async () => {
    const half = fixtureText('jiading-2023-27')
    const full = half.replaceAll('(', '（').replaceAll(')', '）').replaceAll(',', '，').replaceAll(':', '：')
    const lines = async (text: string) => {
      const of = libraryOf({ twin: text })
      const found = searchStatements(
        await build(null, of),
        await queryOf('加氢站(含撬装站)由谁负责', null, 10),
      )
      return found.map((candidate) => lineOf(of, candidate))
    }
    expect(await lines(full)).toEqual(await lines(half))
  })
})

describe('channels', () => {
  it('stay within the documents asked for, in every channel', async () => {
    const query = await queryOf('人工智能 节水 住房', embedder, 10)
    for (const channels of ['hybrid', 'bm25', 'dense'] as Channels[]) {
      for (const document of FIXTURES) {
        const found = searchStatements(index, { ...query, channels, documents: new Set([document]) })
        expect(found.length).toBeGreaterThan(0)
        expect(new Set(found.map((candidate) => candidate.document))).toEqual(new Set([document]))
      }
    }
    expect(searchStatements(index, { ...query, documents: new Set(['unknown']) })).toEqual([])
  })

  it('dense alone finds by vectors what shares no word of the query', async () => {
    const [embedding] = await embedder.embed(['人工智能孵化空间新设立的企业'], 'query')
    const query: CandidateQuery = { text: 'zzz', terms: new Map(), limit: 3, embedding: embedding! }
    const found = searchStatements(index, query)
    expect(found.map(({ document }) => document)).toContain('qd-aipark-2023')
    expect(found.every(({ bm25, cosine }) => bm25 === 0 && cosine > 0)).toBe(true)
    expect(searchStatements(lexicalIndex, query)).toEqual([])
  })

  it('without vectors, or with a vector of zeros, hybrid is bm25', async () => {
    const query = await queryOf('公共租赁住房申请条件', null, 10)
    const words = searchStatements(lexicalIndex, { ...query, channels: 'bm25' })
    expect(searchStatements(lexicalIndex, query)).toEqual(words)
    const zeros = new Float32Array(embedder.dimensions)
    expect(searchStatements(index, { ...query, embedding: zeros })).toEqual(words)
  })

  it('further terms reach what the words of an English question cannot', async () => {
    const query = { text: 'hydrogen stations', terms: new Map([['加氢站', 1]]), limit: 1 }
    expect(searchStatements(lexicalIndex, query)[0]).toMatchObject({ document: 'jiading-2023-27' })
    expect(searchStatements(lexicalIndex, { ...query, terms: new Map() })).toEqual([])
  })
})

describe('what a search gives', () => {
  it('has the statement with the figure first, with both scores, best first, each once', async () => {
    const query = await queryOf('到2025年,新增光伏装机容量29.4万千瓦', embedder, 12)
    const found = searchStatements(index, query)
    expect(found).toHaveLength(12)
    const best = statementsOf(library.get(found[0]!.document)!)[found[0]!.statement]!
    expect(best.text).toContain('29.4万千瓦')
    expect(found[0]!.bm25).toBeGreaterThan(0)
    expect(found[0]!.cosine).toBeGreaterThan(0)
    const scores = found.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(new Set(found.map(({ document, statement }) => `${document}#${statement}`)).size).toBe(12)
  })

  it('is empty for a question without a known word', async () => {
    for (const text of ['', '？？!!', 'zzz qqq', '\ud800']) {
      expect(searchStatements(lexicalIndex, await queryOf(text))).toEqual([])
    }
  })

  it('comes through the port, whose size is that of all statements and whose version is of the manifest', async () => {
    const port = createEmbeddedIndex(index)
    const query = await queryOf('加氢站', embedder)
    expect(await port.candidates(query)).toEqual(searchStatements(index, query))
    expect(port.size).toBe([...library.values()].reduce((sum, read) => sum + statementsOf(read).length, 0))
    expect(port.version).toMatch(/^[0-9a-f]{8}$/)
    expect(createEmbeddedIndex(lexicalIndex).version).not.toBe(port.version)
  })
})

describe('rows', () => {
  it('are the statements of all documents in order', () => {
    let row = 0
    for (const [id, read] of library) {
      for (const { index: statement } of statementsOf(read)) {
        expect(placeOf(index.statements, row++)).toEqual({ document: id, statement })
      }
    }
  })
})

describe('weightedTokens', () => {
  it('weighs own words 1, abbreviations and figures 2, further terms as given, the highest each', () => {
    const terms = new Map([
      ['氢站', 0.5],
      ['PUE', 0.4],
    ])
    const tokens = weightedTokens({ text: '加氢 PUE 2025年', terms }, createLexicon([]))
    expect(Object.fromEntries(tokens)).toEqual({
      加: 1, 加氢: 1, 氢: 1, pue: 2, 2025: 1, '2025年': 2, 氢站: 0.5, 站: 0.5,
    }) // biome-ignore format: one line
  })
})
