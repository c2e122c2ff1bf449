import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import answerWords from '../../src/data/interface-answer.json' with { type: 'json' }
import deskWords from '../../src/data/interface-desk.json' with { type: 'json' }
import loaderWords from '../../src/data/interface-loader.json' with { type: 'json' }
import pageWords from '../../src/data/interface-pages.json' with { type: 'json' }
import registerWords from '../../src/data/interface-registers.json' with { type: 'json' }
import suggestions from '../../src/data/suggestions.json' with { type: 'json' }
import trades from '../../src/data/trades.json' with { type: 'json' }
import type { Citation } from '../../src/domain/answer.ts'
import { formatCitation } from '../../src/domain/citation-styles.ts'
import { citationUrl, spansOf } from '../../src/domain/citation-url.ts'
import { emphasis, partsOf } from '../../src/domain/emphasis.ts'
import { shortPath } from '../../src/domain/heading-path.ts'
import { visibleText } from '../../src/domain/visible-text.ts'
import { markedParts } from '../../src/http/pages/marked-text.ts'
import { diagnoseEmbedding } from '../../src/http/pages/portal-policy.ts'
import { WEB_ASSETS } from '../../src/http/pages/web-assets.ts'
import { lengthOf, meaningOf } from '../../web/src/policy-qa/composer.ts'
import { buildWebFiles, ROOT } from './site.ts'

describe('addresses of quotations', () => {
  it.each([
    ['jiading-2023-27', 12, 40, 23, '/d/jiading-2023-27?q=12-40#p23'],
    ['沪/府 1#', 0, 1, 1, '/d/%E6%B2%AA%2F%E5%BA%9C%201%23?q=0-1#p1'],
  ])('of %s', (id, start, end, line, url) => {
    expect(citationUrl(id, { start, end }, line)).toBe(url)
  })

  it('are read back as they were written, in order, within the text', () => {
    const span = fc
      .tuple(fc.nat(5000), fc.nat(5000))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + 1 }))
    fc.assert(
      fc.property(fc.array(span, { maxLength: 20 }), (spans) => {
        const query = spans.map(({ start, end }) => `${start}-${end}`).join(',')
        expect(spansOf(query, 10_000)).toEqual([...spans].sort((a, b) => a.start - b.start))
      }),
    )
  })

  it('never leave the text, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), (query, length) => {
        for (const { start, end } of spansOf(query, length)) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(start).toBeLessThan(end)
          expect(end).toBeLessThanOrEqual(length)
        }
      }),
    )
  })
})

describe('what stands in bold', () => {
  it.each([
    ['到2025年，新建充电桩：3300个。', ['到2025年,新建公共、专用充电桩3300个。'], ['3300个']],
    ['新增光伏装机容量29.4万千瓦。', ['新增光伏装机容量29.4万千瓦'], ['29.4万千瓦']],
    [
      '由区经委、国际汽车城(集团)公司等负责。',
      ['(区经委、国际汽车城(集团)公司等按职责分工负责)'],
      ['国际汽车城(集团)公司', '区经委'],
    ],
    [
      'Responsible: District Water Authority (区水务局).',
      ['(区水务局负责)'],
      ['District Water Authority', '区水务局'],
    ],
    ['The target is 45%.', ['达45%以上'], ['45%']],
    ['文件没有写明 99 个。', ['达45%以上'], []],
    ['区经委负责。', ['区水务局负责'], []],
    ['应在1个月内退出。', ['之日起1个月内'], ['1个月']],
  ])('%s', (headline, quotes, bold) => {
    expect(emphasis(headline, quotes)).toEqual(bold)
  })

  it('is cut without losing a character, and no figure out of a longer one', () => {
    expect(partsOf('2016年6个,16个,1.6个', ['6个'])).toEqual([
      { text: '2016年', strong: false },
      { text: '6个', strong: true },
      { text: ',16个,1.6个', strong: false },
    ])
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 1 })), (text, strings) => {
        expect(
          partsOf(text, strings)
            .map((part) => part.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})

describe('text that would deceive the eye', () => {
  it.each([
    ['a\u202eb', 'a[U+202E]b'],
    ['\u2066x\u2069', '[U+2066]x[U+2069]'],
    ['零\u200b宽', '零[U+200B]宽'],
    ['\u0000', '[U+0000]'],
    ['\u{e0041}', '[U+E0041]'],
    ['第一行\n\t第二行', '第一行\n\t第二行'],
    ['《“”》〔〕(),。٣', '《“”》〔〕(),。٣'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown)
  })
})

describe('citations as text', () => {
  const citation: Citation = {
    n: 1,
    document: 'd',
    title: '某方案',
    number: '某府发〔2024〕1号',
    locator: '二(一)1',
    path: [],
    line: 3,
    paragraph: { start: 0, end: 9 },
    start: 0,
    end: 9,
    quote: '到2025年,建成6个',
    url: '/d/d?q=0-9#p3',
  }
  const source = { issuer: '某区人民政府', date: '2024-03-01' }
  it.each([
    ['official', '《某方案》(某府发〔2024〕1号)二(一)1:“到2025年,建成6个”'],
    ['gbt7714', '某区人民政府. 某方案: 某府发〔2024〕1号[EB/OL]. (2024-03-01)[2026-01-02]. https://x/d.'],
    ['markdown', '> 到2025年,建成6个\n>\n> —— [《某方案》(某府发〔2024〕1号) 二(一)1](https://x/d)'],
    ['plain', '到2025年,建成6个\n《某方案》(某府发〔2024〕1号) 二(一)1\nhttps://x/d'],
  ] as const)('%s', (style, text) => {
    expect(formatCitation(style, citation, source, 'https://x/d', '2026-01-02')).toBe(text)
  })

  it('leave out what is not known', () => {
    const bare = formatCitation(
      'gbt7714',
      { ...citation, number: null },
      { issuer: null, date: null },
      'https://x/d',
      '2026-01-02',
    )
    expect(bare).toBe('某方案[EB/OL]. [2026-01-02]. https://x/d.')
  })
})

describe('heading paths', () => {
  it.each([
    [['二、强化', '(一)能源领域', '1.大力发展'], { numbers: '二 › (一) › 1', heading: '大力发展' }],
    [['第三章 保障', '第十二条'], { numbers: '第三章 › 第十二条', heading: '' }],
    [['（十一）其他'], { numbers: '（十一）', heading: '其他' }],
    [['突出协同增效'], { numbers: '突出协同增效', heading: '' }],
    [[], { numbers: '正文', heading: '' }],
  ])('%j', (path, short) => {
    expect(shortPath(path, '正文')).toEqual(short)
  })
})

describe('keys in the question box', () => {
  const key = {
    key: 'Enter',
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    isComposing: false,
    keyCode: 13,
  }
  it.each([
    [{}, '问', 'send'],
    [{ shiftKey: true }, '问', null],
    [{ ctrlKey: true }, '问', null],
    [{ isComposing: true }, '问', null],
    [{ keyCode: 229 }, '问', null],
    [{ key: 'ArrowUp', keyCode: 38 }, '', 'recall'],
    [{ key: 'ArrowUp', keyCode: 38 }, '问', null],
    [{ key: 'a', keyCode: 65 }, '', null],
  ] as const)('%j in %j means %j', (change, text, meaning) => {
    expect(meaningOf({ ...key, ...change }, text)).toBe(meaning)
  })

  it('counts characters and not code units', () => {
    expect(lengthOf('𠀀氢')).toBe(2)
  })
})

describe('marks in a text', () => {
  it('cut it without losing or doubling a character', () => {
    const mark = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({
      start: Math.min(a, b),
      end: Math.max(a, b) + 1,
      kind: 'cited' as const,
      id: `q${a}`,
    }))
    fc.assert(
      fc.property(
        fc.array(mark, { maxLength: 8 }),
        fc.nat(20),
        fc.integer({ min: 1, max: 60 }),
        (marks, start, length) => {
          const span = { start, end: start + length }
          const parts = markedParts(span, marks)
          expect(parts[0]!.start).toBe(span.start)
          expect(parts.at(-1)!.end).toBe(span.end)
          for (const [i, part] of parts.entries()) {
            if (i > 0) expect(part.start).toBe(parts[i - 1]!.end)
            for (const each of marks) {
              const covers = each.start <= part.start && part.end <= each.end
              expect(part.marks.includes(each)).toBe(covers)
            }
          }
        },
      ),
    )
  })
})

describe('what a portal’s policy blocks', () => {
  const rules = {
    server: 'https://qa.gov.cn',
    portal: 'https://www.a.gov.cn',
    frameAncestors: ['https://*.gov.cn'],
    corsOrigins: ['https://www.a.gov.cn'],
  }
  const blocked = (policy: string, change: Partial<typeof rules> = {}) =>
    diagnoseEmbedding(policy, { ...rules, ...change })
      .filter(({ verdict }) => verdict !== 'allowed')
      .map(({ way, rule, verdict }) => `${way} ${rule} ${verdict}`)

  it.each([
    ['', []],
    [
      "default-src 'self'",
      [
        'script script-src blocked',
        'script connect-src blocked',
        'component script-src blocked',
        'component connect-src blocked',
        'iframe frame-src blocked',
      ],
    ],
    ["default-src 'self' https:", []],
    ['default-src https://qa.gov.cn', []],
    ['default-src *.gov.cn', []],
    ["script-src 'self' https://qa.gov.cn/embed/", []],
    [
      "script-src 'strict-dynamic' 'nonce-x' https:",
      ['script script-src nonce', 'component script-src nonce'],
    ],
    ["form-action 'self'", ['form form-action blocked']],
    ['frame-src https://other.cn; child-src *', ['iframe frame-src blocked']],
    ["script-src-elem https://qa.gov.cn; script-src 'none'", []],
    [
      "require-trusted-types-for 'script'; trusted-types app",
      ['script trusted-types blocked', 'component trusted-types blocked'],
    ],
    [
      "Content-Security-Policy: connect-src 'self'\nconnect-src *",
      ['script connect-src blocked', 'component connect-src blocked'],
    ],
  ])('%s', (policy, findings) => {
    expect(blocked(policy)).toEqual(
      findings.map((finding) => finding.replace('script-src-elem', 'script-src')),
    )
  })

  it('and what this server does not allow', () => {
    expect(blocked('', { corsOrigins: [], frameAncestors: ["'self'"] })).toEqual([
      'script CORS_ORIGINS blocked',
      'component CORS_ORIGINS blocked',
      'iframe FRAME_ANCESTORS blocked',
    ])
  })
})

describe('tables of words', () => {
  it.each([
    ['interface-answer', answerWords],
    ['interface-pages', pageWords],
    ['interface-registers', registerWords],
    ['interface-loader', loaderWords],
    ['interface-desk', deskWords],
  ])(
    '%s says the same in both languages',
    (_, { zh, en }: { zh: Record<string, string>; en: Record<string, string> }) => {
      expect(Object.keys(en)).toEqual(Object.keys(zh))
      for (const [key, text] of Object.entries(zh)) {
        const holes = (words: string) => (words.match(/\{\w+\}/g) ?? []).sort()
        expect(holes(en[key]!), key).toEqual(holes(text))
        expect(text, key).not.toBe('')
      }
    },
  )

  it('suggested questions name a role, both languages, and a line that holds the answer', () => {
    const lines = readFileSync(join(ROOT, 'corpus/jiading-2023-27.txt'), 'utf8').split('\n')
    const entries = suggestions.documents['jiading-2023-27']
    expect(entries.length).toBeGreaterThanOrEqual(4)
    expect(new Set(entries.map(({ role }) => role))).toEqual(new Set(['official', 'firm', 'citizen']))
    for (const { line, zh } of entries) {
      const [word] = /加氢站|区水务局|PUE|两高一低|生活垃圾回收利用率|充电桩/.exec(zh)!
      expect(lines[line - 1]).toContain(word)
    }
  })

  it('trades have words and are told apart', () => {
    expect(new Set(trades.trades.map(({ id }) => id)).size).toBe(trades.trades.length)
    for (const { zh, en, words } of trades.trades)
      expect([zh, en, ...words].every((word) => word.length > 0)).toBe(true)
  })
})

describe('the weight of what is loaded', () => {
  beforeAll(() => buildWebFiles())
  const weight = (path: string) => gzipSync(readFileSync(join(ROOT, 'dist/web', path)), { level: 9 }).length

  it('stays within its budget (gzip)', () => {
    const assets = WEB_ASSETS.parse(JSON.parse(readFileSync(join(ROOT, 'dist/web/web-assets.json'), 'utf8')))
    const page = weight(assets.preferences) + weight(assets.chat)
    const reader = weight(assets.preferences) + weight(assets.reader)
    const loader = weight(assets.embed.loader!.path)
    const component = weight(assets.embed['policy-qa']!.path)
    console.log(
      `gzip: chat page ${page} B, reader ${reader} B, loader ${loader} B, component ${component} B, style ${weight(assets.style)} B`,
    )
    expect(page).toBeLessThanOrEqual(80_000)
    expect(reader).toBeLessThanOrEqual(80_000)
    expect(loader).toBeLessThanOrEqual(5_000)
    expect(component).toBeLessThanOrEqual(40_000)
  })

  it('has no markup from strings and no evaluation in it', () => {
    for (const name of ['loader', 'policy-qa']) {
      const code = readFileSync(join(ROOT, `dist/web/embed/v1/${name}.js`), 'utf8')
      expect(code).not.toMatch(/\beval\(|new Function|document\.write|insertAdjacentHTML|unsafeHTML/)
      // Lit builds its own static templates once; nothing that comes from an answer goes this way.
      expect(code.match(/\.innerHTML\s*=/g)?.length ?? 0).toBeLessThanOrEqual(name === 'loader' ? 0 : 1)
    }
  })
})
