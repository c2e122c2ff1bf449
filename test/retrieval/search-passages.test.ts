import { beforeAll, describe, expect, it } from 'vitest'
import { createFlatVectorIndex } from '../../src/adapters/flat-vector-index.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import type { Channels } from '../../src/ports/services.ts'
import { lexiconOf } from '../../src/retrieval/library-lexicon.ts'
import type { RetrievalQuery } from '../../src/retrieval/query.ts'
import { buildSearchIndex, type SearchIndex } from '../../src/retrieval/search-index.ts'
import { rankPassages, searchPassages } from '../../src/retrieval/search-passages.ts'
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

async function linesFor(
  text: string,
  document: string,
  changed: Partial<RetrievalQuery> = {},
  of = lexicalIndex,
) {
  const query = {
    ...(await queryOf(text, embedder)),
    documents: new Set([document]),
    ...changed,
  }
  return searchPassages(of, query, 5).map((candidate) => {
    expect(candidate.document).toBe(document)
    return library.get(document)!.tree.paragraphs[candidate.paragraph]!.line
  })
}

describe('the first paragraph, by words alone', () => {
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
    ['jiading-2023-27', 34, 'LDAR要求', 'abbreviation inside Han text'],
    ['jiading-2023-27', 62, '18.3%', 'a bare figure with its sign'],
    ['jiading-2023-27', 77, '碳排放环境影响评价', 'both words are common, their sequence is not'],
    ['bj-water-2022', 22, '水务部门负责组织协调指导监督', 'short paragraphs must not lose to long ones'],
    ['qd-aipark-2023', 6, '企业房租补贴', 'the words stand in the heading too'],
    [
      'miit-zzgh-2021',
      104,
      '2025年主要目标 规模以上制造业企业数字化网络化',
      'the year stands in the lead-in only',
    ],
  ])('%s:%i for %s', async (document, line, question, _why) => {
    expect((await linesFor(question, document))[0]).toBe(line)
  })

  it('is not a wrapper, head or contents line', async () => {
    expect(await linesFor('原标题 光储直柔', 'jiading-2023-27')).not.toContain(102)
    expect(await linesFor('关于印发的通知 嘉府发〔2023〕27号', 'jiading-2023-27')).not.toContain(3)
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
      searchPassages(lexicalIndex, await queryOf(text), 20).map(({ document, paragraph, score }) => [
        document,
        paragraph,
        score.toFixed(9),
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
      const found = searchPassages(await build(null, of), await queryOf('加氢站(含撬装站)由谁负责'), 10)
      return found.map(({ paragraph }) => of.get('twin')!.tree.paragraphs[paragraph]!.line)
    }
    expect(await lines(full)).toEqual(await lines(half))
  })
})

describe('channels', () => {
  it('stay within the documents asked for, in every channel', async () => {
    const query = await queryOf('人工智能 节水 住房', embedder)
    for (const channels of ['hybrid', 'bm25', 'dense'] as Channels[]) {
      for (const document of FIXTURES) {
        const found = searchPassages(index, { ...query, channels, documents: new Set([document]) }, 10)
        expect(found.length).toBeGreaterThan(0)
        expect(new Set(found.map((candidate) => candidate.document))).toEqual(new Set([document]))
      }
    }
    expect(searchPassages(index, { ...query, documents: new Set(['unknown']) }, 10)).toEqual([])
  })

  it('dense alone finds by vectors what shares no word of the query', async () => {
    const target = '人工智能孵化空间新设立的企业'
    const [embedding] = await embedder.embed([target], 'query')
    const query = { text: 'zzz', language: 'en', terms: new Map(), embedding: embedding! } as const
    expect(searchPassages(index, query, 3).map((candidate) => candidate.document)).toContain('qd-aipark-2023')
    expect(searchPassages(lexicalIndex, query, 3)).toEqual([])
  })

  it('without vectors hybrid is bm25', async () => {
    const query = await queryOf('公共租赁住房申请条件')
    expect(searchPassages(lexicalIndex, query, 10)).toEqual(
      searchPassages(lexicalIndex, { ...query, channels: 'bm25' }, 10),
    )
  })

  it('extra terms reach what the words of an English question cannot', async () => {
    const terms = new Map([['加氢站', 1]])
    const query = { text: 'hydrogen stations', language: 'en', terms } as const
    const [best] = searchPassages(lexicalIndex, query, 1)
    expect(best).toMatchObject({ document: 'jiading-2023-27' })
    expect(searchPassages(lexicalIndex, { ...query, terms: new Map() }, 1)).toEqual([])
  })
})

describe('what a ranking gives', () => {
  it('keeps the parts of each score, ranks all sentences, and says what it rejected', async () => {
    const query = await queryOf('到2025年,新增光伏装机容量29.4万千瓦', embedder)
    const { kept, rejected } = rankPassages(index, query, 3)
    const best = kept[0]!
    const paragraph = library.get(best.document)!.tree.paragraphs[best.paragraph]!
    const { start, end } = paragraph.sentences[best.sentences[0]!.sentence]!.span
    expect(library.get(best.document)!.source.text.slice(start, end)).toContain('29.4万千瓦')
    expect(best.sentences.map((entry) => entry.sentence).sort((a, b) => a - b)).toEqual(
      paragraph.sentences.map((_, i) => i),
    )
    for (const candidate of kept) {
      for (const part of ['bm25', 'sentence', 'heading', 'dense', 'denseSentence', 'exact', 'coverage']) {
        expect(candidate.parts[part]).toEqual(expect.any(Number))
      }
    }
    expect(best.parts.exact).toBeGreaterThan(kept[2]!.parts.exact!)
    expect(rejected.length).toBeGreaterThan(10)
    expect(rejected[0]!.reason).toMatch(/^rank 4 of \d+/)
    expect(rejected[0]!.score).toBeLessThanOrEqual(kept[2]!.score)
  })

  it('is empty for a question without a known word', async () => {
    for (const text of ['', '？？!!', 'zzz qqq', '\ud800']) {
      expect(searchPassages(lexicalIndex, await queryOf(text), 5)).toEqual([])
    }
  })
})
