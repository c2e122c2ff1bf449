import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import { lawTexts, readLawArticles, writeLaws } from '../../src/evaluation/bench-laws-corpus.ts'
import { articleOf, scoreStatutes, statuteSet } from '../../src/evaluation/bench-laws-stard.ts'
import type { Services } from '../../src/ports/services.ts'
import { readLibrary } from '../../src/services.ts'

const ARTICLES = [
  {
    law: '节水条例',
    date: '2020-01-01',
    chapter: '第一章  总则',
    article: '第一条',
    text: '为了节约用水,制定本条例。',
    current: false,
  },
  {
    law: '节水条例',
    date: '2024-01-01',
    chapter: '第一章  总则',
    article: '第一条',
    text: '为了节约用水,制定本条例。',
    current: true,
  },
  {
    law: '节水条例',
    date: '2024-01-01',
    chapter: '第二章  管理',
    article: '第二条',
    text: '用水单位应当节约用水。\n洗车业应当使用再生水。',
    current: true,
  },
  {
    law: '供水条例',
    date: '',
    chapter: '',
    article: '第一条',
    text: '供水单位应当保证水质。',
    current: true,
  },
]
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhengda-laws-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('the corpus of laws', () => {
  it('has one text a law and version, with chapters and articles that the parser finds again', async () => {
    const path = join(folder, 'laws.jsonl.gz')
    await writeFile(path, gzipSync(ARTICLES.map((article) => `${JSON.stringify(article)}\n`).join('')))
    const texts = lawTexts(await readLawArticles(path))
    expect(texts.map(({ id }) => id)).toEqual(['节水条例-2020-01-01', '节水条例-2024-01-01', '供水条例'])
    const sources = texts.map(({ id, text }) => ({ id, text, encoding: 'utf-8', sidecar: {} }) as const)
    const { tree } = readLibrary(sources, BODY_TABLE).get('节水条例-2024-01-01')!
    expect(tree.sections.map(({ kind, number }) => `${kind} ${number}`)).toEqual([
      'chapter 第一章',
      'article 第一条',
      'chapter 第二章',
      'article 第二条',
    ])
    await writeLaws(texts, join(folder, 'corpus'))
    expect((await readdir(join(folder, 'corpus'))).filter((name) => name.endsWith('.txt'))).toHaveLength(3)
  })

  it('gives a long title a short name of its own', () => {
    const long = { ...ARTICLES[3]!, law: '关于'.repeat(60) }
    const [a, b] = lawTexts([long, { ...long, law: `${long.law}二` }])
    expect(a!.id.length).toBeLessThan(80)
    expect(a!.id).not.toBe(b!.id)
  })
})

describe('statute questions', () => {
  const texts = lawTexts(ARTICLES)
  const set = {
    name: 'stard_dev',
    passages: [
      '节水条例第二条 用水单位应当节约用水。洗车业应当使用再生水。',
      '节水条例第一条 为了节约用水,制定本条例。',
      '别的条例第一条 没有。',
    ],
    queries: [
      {
        text: '洗车用什么水',
        judgements: new Map([
          [0, 1],
          [2, 1],
        ]),
      },
      { text: '为什么节水', judgements: new Map([[1, 1]]) },
    ],
  }
  const statutes = statuteSet(set, texts, ARTICLES)

  it('keep the gold articles that the corpus holds, in all their versions', () => {
    expect(statutes.coverage).toBe(2 / 3)
    expect(statutes.questions.map(({ gold }) => gold)).toEqual([
      [['节水条例-2024-01-01 第二条']],
      [['节水条例-2020-01-01 第一条', '节水条例-2024-01-01 第一条']],
    ])
  })

  it('score a ranking of articles, versions counted once', async () => {
    const perfect = await scoreStatutes(statutes, async (question) => [
      ...statutes.questions.find(({ text }) => text === question)!.gold.flat(),
    ])
    expect(perfect).toEqual({ recall10: 1, ndcg10: 1 })
    const none = await scoreStatutes(statutes, async () => ['供水条例 第一条'])
    expect(none).toEqual({ recall10: 0, ndcg10: 0 })
  })

  it('find the article of a paragraph', () => {
    const sources = texts.map(({ id, text }) => ({ id, text, encoding: 'utf-8', sidecar: {} }) as const)
    const library = readLibrary(sources, BODY_TABLE)
    const { paragraphs } = library.get('节水条例-2024-01-01')!.tree
    const car = paragraphs.findIndex(({ span }) =>
      texts[1]!.text.slice(span.start, span.end).startsWith('洗车'),
    )
    expect(articleOf({ library } as Services, '节水条例-2024-01-01', car)).toBe('第二条')
    expect(articleOf({ library } as Services, '节水条例-2024-01-01', 0)).toBeNull()
  })
})
