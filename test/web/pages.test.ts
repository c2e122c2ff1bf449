import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Obligation, Responsibility, Target } from '../../src/domain/facts.ts'
import { visibleText } from '../../src/domain/visible-text.ts'
import { ROOT, type Site, startSite } from './site.ts'
import { textsOf, unzip } from './unzip.ts'

let site: Site
let hostile: Site

beforeAll(async () => {
  site = await startSite()
  hostile = await startSite({ CORPUS_DIR: join(ROOT, 'test/fixtures/web-corpus') })
})
afterAll(() => {
  site?.close()
  hostile?.close()
})

const get = async (path: string, from = site, headers: Record<string, string> = {}) => {
  const response = await from.app.request(path, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const json = async <T>(path: string) => (await (await site.app.request(path)).json()) as T
const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
}
const plain = (html: string) =>
  html.replace(/<[^>]*>/g, '').replace(/&(?:quot|#39|lt|gt|amp);/g, (entity) => entities[entity]!)

describe('the pages without script', () => {
  it('ask, answer and lead to the source with the quotation marked', async () => {
    const home = await get('/')
    expect(home.status).toBe(200)
    expect(home.text).toMatch(/<form class="ask-form" action="\/ask" method="get"/)
    const chips = [...home.text.matchAll(/<a class="chip" href="([^"]+)"/g)].map((match) =>
      match[1]!.replaceAll('&amp;', '&'),
    )
    expect(chips.length).toBeGreaterThanOrEqual(4)
    expect(chips.length).toBeLessThanOrEqual(6)
    for (const chip of chips) {
      const answer = await get(chip)
      expect(answer.text, chip).toMatch(/data-status="(?:answered|partial|corrected)"/)
      const [, link] = /class="quotation-link"[^>]*href="([^"]+)"/.exec(answer.text)!
      const quote = plain(/<blockquote[^>]*>([\s\S]*?)<\/blockquote>/.exec(answer.text)![1]!).trim()
      const source = await get(link!.replaceAll('&amp;', '&').replace(/#.*/, ''))
      const marked = [...source.text.matchAll(/<mark class="cited"[^>]*>([\s\S]*?)<\/mark>/g)].map((match) =>
        plain(match[1]!),
      )
      expect(marked.slice(1).join('')).toBe(quote)
      expect(source.text).toContain(`id="${link!.split('#')[1]}"`)
    }
  })

  it('begin with answerable English questions too', async () => {
    const { text } = await get('/?lang=en')
    const chips = [...text.matchAll(/<a class="chip" href="([^"]+)"/g)].map((match) =>
      match[1]!.replaceAll('&amp;', '&'),
    )
    expect(chips.length).toBeGreaterThanOrEqual(4)
    for (const chip of chips) {
      expect((await get(chip)).text, chip).toMatch(/data-status="(?:answered|partial|corrected)" lang="en"/)
    }
  })

  it('carry a follow-up along and offer to drop what was before', async () => {
    const query = new URLSearchParams({ q: '由谁负责?', h: '2025年新增光伏装机容量是多少?' })
    const { text } = await get(`/ask?${query}`)
    expect(text).toMatch(/class="understood">[^<]*<q>[^<]*光伏/)
    expect(text).toContain('<input type="hidden" name="h" value="2025年新增光伏装机容量是多少?">')
    expect(text).toContain('<input type="hidden" name="h" value="由谁负责?">')
  })

  it.each([
    ['/ask?q=', 400],
    ['/ask', 400],
    [`/ask?q=${'%E6%B0%A2'.repeat(2001)}`, 400],
    ['/ask?q=x&corpus=none', 400],
    ['/a/none', 404],
    ['/d/none', 404],
    ['/d/..%2F..%2Fetc%2Fpasswd', 404],
  ])('tell of a bad address %s', async (path, status) => {
    const { status: given, text } = await get(path)
    expect(given).toBe(status)
    expect(text).toContain('<h1>')
  })

  it('give the same answer at its permalink', async () => {
    const asked = await site.services.ask({ question: '加氢站由哪些部门负责?', history: [] })
    const { text } = await get(`/a/${asked.id}`)
    expect(plain(text)).toContain(visibleText(asked.headline))
  })

  it.each([
    '/',
    '/ask?q=%E6%B0%A2',
    '/d/jiading-2023-27',
    '/targets',
    '/responsibilities',
    '/obligations',
    '/embed',
    '/embed/check',
  ])('%s hold nothing inline and nothing from elsewhere', async (path) => {
    const { text, headers } = await get(path)
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|<style/i)
    expect([...text.matchAll(/(?:src|href|action)="(\w+:[^"]*)"/g)].map((match) => match[1])).toEqual([])
    const policy = headers.get('content-security-policy')!
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
  })

  it('keep the language and the large text in their links', async () => {
    const { text } = await get('/targets?lang=en&elder=1')
    expect(text).toMatch(/<html lang="en" data-elder>/)
    const nav = /<nav class="site-nav"[\s\S]*?<\/nav>/.exec(text)![0]
    for (const match of nav.matchAll(/href="([^"]+)"/g)) expect(match[1]).toMatch(/lang=en&amp;elder=1/)
  })
})

describe('the source reader', () => {
  const { start, end } = { start: 3827, end: 3873 }

  it('puts the address of the paragraph where the quotation begins', async () => {
    const { text } = await get(`/d/jiading-2023-27?q=${start}-${end}`)
    const quote = site.services.library.get('jiading-2023-27')!.source.text.slice(start, end)
    expect(text).toMatch(
      new RegExp(`<span class="anchor" id="p39"></span><mark class="cited" id="q1">${quote.slice(0, 8)}`),
    )
    expect(text.match(/id="p39"/g)).toHaveLength(1)
  })

  it('prints every character of the document, whatever is marked in it', async () => {
    const { source, tree } = site.services.library.get('jiading-2023-27')!
    const { text } = await get('/d/jiading-2023-27?q=1000-3000,2500-9000&find=%E5%8C%BA')
    const rows = [...text.matchAll(/<div class="row"[^>]*>(<(p|h\d)[^>]*>[\s\S]*?<\/\2>)/g)].map((match) =>
      plain(match[1]!.replace(/<span class="wrapper-note"[\s\S]*?<\/span>/, '')).trim(),
    )
    expect(rows).toEqual(tree.paragraphs.map(({ span }) => source.text.slice(span.start, span.end).trim()))
  })

  it('walks through the quotations of the answer that it comes from', async () => {
    const answer = await site.services.ask({ question: '区水务局有哪些任务?', history: [] })
    const second = answer.citations[1]!
    const { text } = await get(`/d/jiading-2023-27?q=${second.start}-${second.end}&a=${answer.id}`)
    const walk = /<nav class="citation-walk"[\s\S]*?<\/nav>/.exec(text)![0]
    expect(walk).toContain(`2/${answer.citations.length}`)
    expect(walk).toContain(`q=${answer.citations[0]!.start}-${answer.citations[0]!.end}`)
    expect(walk).toContain(`q=${answer.citations[2]!.start}-${answer.citations[2]!.end}`)
    expect(walk).toContain(`/a/${answer.id}`)
  })

  it.each([
    ['加氢站', 8],
    ['ｐｕｅ', 2],
    ['不存在的词', 0],
  ])('finds %s in any width %i times', async (word, times) => {
    const { text } = await get(`/d/jiading-2023-27?find=${encodeURIComponent(word)}`)
    expect(text.match(/<mark class="found" id="f\d+"/g)?.length ?? 0).toBe(times)
  })

  it('marks nothing for spans that are none', async () => {
    for (const q of ['9-3', 'x', '1-99999999', '-1-4', '5-5', '<b>']) {
      const { status, text } = await get(`/d/jiading-2023-27?q=${encodeURIComponent(q)}`)
      expect(status).toBe(200)
      if (q !== '1-99999999') expect(text).not.toContain('id="q1"')
    }
  })
})

describe('the registers', () => {
  it.each([
    '',
    'year=2030',
    'body=%E5%8C%BA%E6%B0%B4%E5%8A%A1%E5%B1%80',
    'q=%E5%85%89%E4%BC%8F',
    'year=2025&q=%E6%B0%A2',
  ])('show exactly the targets of the API for "%s", each with its quotation', async (query) => {
    const { targets } = await json<{ targets: Target[] }>(`/api/targets?${query}`)
    const { text } = await get(`/targets?${query}`)
    const rows = [...text.matchAll(/<tr role="row"><th scope="row"[\s\S]*?<\/tr>/g)].map((match) => match[0])
    expect(rows).toHaveLength(targets.length)
    const source = site.services.library.get('jiading-2023-27')!.source.text
    for (const [i, target] of targets.entries()) {
      expect(plain(rows[i]!)).toContain(source.slice(target.valueSpan.start, target.valueSpan.end))
      expect(rows[i]).toContain(`?q=${target.clause.start}-${target.clause.end}#p`)
      expect(rows[i]!.includes('目标年份已过；结果未在本文件中报告')).toBe(
        target.year !== null && target.year < new Date().getFullYear(),
      )
    }
  })

  it('count in the chart what the table twin counts', async () => {
    const { targets } = await json<{ targets: Target[] }>('/api/targets')
    const { text } = await get('/targets')
    const svg = /<svg[\s\S]*?<\/svg>/.exec(text)![0]
    const dots = [...svg.matchAll(/class="chart-count"[^>]*>(\d+)</g)].reduce(
      (sum, match) => sum + Number(match[1]),
      0,
    )
    const twin = [...text.matchAll(/<td>(\d+)<\/td><\/tr>/g)].reduce(
      (sum, match) => sum + Number(match[1]),
      0,
    )
    expect(dots).toBe(targets.length)
    expect(twin).toBe(targets.length)
    const [, link, count] = /<a href="([^"]+)" aria-label="[^"]*: (\d+)"/.exec(svg)!
    const led = await get(link!.replaceAll('&amp;', '&'))
    expect(led.text.match(/<tr role="row"><th scope="row"/g)).toHaveLength(Number(count))
  })

  it('list all tasks of a body, and in the matrix as many as they lead to', async () => {
    const { responsibilities } = await json<{ responsibilities: Responsibility[] }>(
      `/api/responsibilities?body=${encodeURIComponent('区水务局')}`,
    )
    const tasks = await get(`/responsibilities?body=${encodeURIComponent('区水务局')}`)
    expect(tasks.text.match(/<li class="task">/g)).toHaveLength(responsibilities.length)
    expect(tasks.text).toContain('<mark>区水务局</mark>')
    const { text } = await get('/responsibilities')
    const row = /<tr><th scope="row"[^>]*><a[^>]*>区水务局<\/a>[\s\S]*?<\/tr>/.exec(text)![0]
    const cells = [...row.matchAll(/<td><a href="([^"]+)">(\d+)<\/a>/g)]
    expect(cells.reduce((sum, cell) => sum + Number(cell[2]), 0)).toBe(responsibilities.length)
    for (const [, link, count] of cells) {
      const led = await get(link!.replaceAll('&amp;', '&'))
      expect(led.text.match(/<li class="task">/g)).toHaveLength(Number(count))
    }
  })

  it('put every obligation into exactly one honest class', async () => {
    const { obligations } = await json<{ obligations: Obligation[] }>('/api/obligations')
    const { text } = await get('/obligations?firms=all')
    const counts = [...text.matchAll(/data-class="(\w+)"[\s\S]*?<span class="count">(\d+)</g)].map(
      (match) => [match[1], Number(match[2])] as const,
    )
    expect(counts.map(([name]) => name)).toEqual(['duty', 'act', 'encourage'])
    expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(obligations.length)
    const duties = obligations.filter(
      ({ addressee, modality }) =>
        ['firm', 'person'].includes(addressee) && ['ban', 'must', 'shall'].includes(modality),
    )
    expect(counts[0]![1]).toBe(duties.length)
    const trade = await get('/obligations?firms=all&trade=construction')
    for (const [, quote] of trade.text.matchAll(/class="obligation-quote"[^>]*>([^<]*)</g))
      expect(quote).not.toBe('')
    expect(trade.text.match(/class="obligation-quote"/g)!.length).toBeLessThan(obligations.length)
  })
})

describe('the exports', () => {
  const bytes = async (path: string) => {
    const response = await site.app.request(path)
    expect(response.status).toBe(200)
    return {
      type: response.headers.get('content-type'),
      content: new Uint8Array(await response.arrayBuffer()),
    }
  }

  it.each([
    ['targets', ''],
    ['targets', 'year=2030'],
    ['responsibilities', `body=${encodeURIComponent('区水务局')}`],
    ['obligations', `q=${encodeURIComponent('鼓励')}`],
  ])('%s.xlsx?%s holds exactly the rows of the API, each with locator and quotation', async (name, query) => {
    const records = (
      await json<Record<string, { locator: string; quote: string }[]>>(`/api/${name}?${query}`)
    )[name]!
    const { type, content } = await bytes(`/export/${name}.xlsx?${query}`)
    expect(type).toContain('spreadsheetml')
    const files = unzip(content)
    const rows = textsOfRows(files.get('xl/worksheets/sheet1.xml')!)
    const [columns, ...body] = rows
    expect(body.map((row) => [row[columns!.indexOf('locator')], row[columns!.indexOf('quote')]])).toEqual(
      records.map(({ locator, quote }) => [locator, visibleText(quote)]),
    )
    const csv = await (await site.app.request(`/api/${name}?${query}&format=csv`)).text()
    expect(csv.slice(0, csv.indexOf('\r\n')).replace('\ufeff', '').split(',')).toEqual(columns)
  })

  it('targets.docx has a row a target, with what the text writes and a blank 责任人', async () => {
    const { targets } = await json<{ targets: Target[] }>('/api/targets')
    const { content } = await bytes('/export/targets.docx')
    const rows = docxRows(content)
    expect(rows[0]).toEqual(['序号', '任务原文', '目标值', '时限', '责任单位', '依据', '责任人'])
    expect(rows.slice(1)).toHaveLength(targets.length)
    const source = site.services.library.get('jiading-2023-27')!.source.text
    for (const [i, target] of targets.entries()) {
      const row = rows[i + 1]!
      expect(row[0]).toBe(String(i + 1))
      expect(row[1]).toBe(visibleText(target.quote))
      expect(row[2]).toContain(source.slice(target.valueSpan.start, target.valueSpan.end))
      expect(row[3]).toBe(target.deadline ?? '')
      expect(row[5]).toContain(target.locator)
      expect(row[6]).toBe('')
    }
  })

  it('responsibilities.docx keeps the order of the bodies, 等, and every task sentence once', async () => {
    const { responsibilities } = await json<{ responsibilities: Responsibility[] }>('/api/responsibilities')
    const rows = docxRows((await bytes('/export/responsibilities.docx')).content).slice(1)
    const source = site.services.library.get('jiading-2023-27')!.source.text
    for (const [, task, , , bodies] of rows) {
      expect(visibleText(source)).toContain(task!)
      const [first] = bodies!.split('、')
      expect(source).toContain(first!.replace(/等$|\((?:牵头|配合)\)等?$/, ''))
    }
    const lists = new Set(rows.map((row) => row[4]!))
    for (const { bodies, nonExhaustive } of responsibilities) {
      const written = bodies
        .map(({ name, role }) =>
          role === 'lead' ? `${name}(牵头)` : role === 'support' ? `${name}(配合)` : name,
        )
        .join('、')
      expect(lists).toContain(written + (nonExhaustive ? '等' : ''))
    }
  })

  it('targets.ics has an all-day entry for each target with a year, and is the same each time', async () => {
    const { targets } = await json<{ targets: Target[] }>('/api/targets')
    const { content, type } = await bytes('/export/targets.ics')
    expect(type).toContain('text/calendar')
    const text = new TextDecoder().decode(content).replace(/\r\n[ \t]/g, '')
    const dated = targets.filter(({ year }) => year !== null)
    expect([...text.matchAll(/^DTSTART;VALUE=DATE:(\d{4})1231/gm)].map((match) => Number(match[1]))).toEqual(
      dated.map(({ year }) => year),
    )
    expect(new Set(text.match(/^UID:.*$/gm)).size).toBe(dated.length)
    expect(text.match(/\r\n/g)!.length).toBe(text.match(/\n/g)!.length)
    expect(Buffer.from((await bytes('/export/targets.ics')).content).equals(Buffer.from(content))).toBe(true)
  })
})

describe('a document that tries to break the page', () => {
  it.each([
    '/',
    '/d/hostile',
    '/targets',
    '/responsibilities',
    '/obligations',
    '/d',
    '/ask?q=%E6%B5%8B%E8%AF%95%E7%AB%99%E5%BB%BA%E6%88%90%E5%A4%9A%E5%B0%91%E5%BA%A7%3F',
  ])('is only ever text on %s', async (path) => {
    const { text } = await get(path, hostile)
    expect(text).not.toMatch(/<script>|<img|href="javascript:|<b>12/)
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
  })

  it('shows what it holds: markup as characters, controls by their code', async () => {
    const { text } = await get('/d/hostile', hostile)
    expect(text).toContain('测试&lt;script&gt;alert(1)&lt;/script&gt;办法')
    expect(text).toContain('[U+202E]')
    expect(text).toContain('&amp;lt;不要解码&amp;gt;')
  })

  it('begins with questions of its own, none of them the seed plan’s', async () => {
    const questions = async () =>
      [...(await get('/', hostile)).text.matchAll(/data-question="([^"]+)"/g)].map((match) => match[1]!)
    // Tried out after the first visit.
    await expect.poll(questions).not.toEqual([])
    const chips = await questions()
    for (const chip of chips) expect(chip).not.toMatch(/加氢站|水务局|PUE|两高一低|垃圾|充电桩/)
  })

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    '测试\u202e站\u2066',
    "' OR 1=1 --",
    '长'.repeat(1500),
  ])('and a question that does: %s', async (question) => {
    const { status, text } = await get(`/ask?q=${encodeURIComponent(question)}`)
    expect(status).toBe(200)
    expect(text).not.toMatch(/<script>|<img|href="javascript:/)
    expect(plain(text)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
  })
})

/** Rows of a sheet as texts, empty cells as ''. */
function textsOfRows(sheet: string): string[][] {
  return [...sheet.matchAll(/<row[\s\S]*?<\/row>/g)].map(([row]) => {
    const cells: string[] = []
    for (const [, attributes, content = ''] of row.matchAll(/<c ([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      const letters = /r="([A-Z]+)/.exec(attributes!)![1]!
      const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
      while (cells.length < column) cells.push('')
      cells.push(textsOf(content, 't')[0] ?? textsOf(content, 'v')[0] ?? '')
    }
    return cells
  })
}

/** Rows of the document's table; lines of a cell are joined by a line break. */
function docxRows(archive: Uint8Array): string[][] {
  const xml = unzip(archive).get('word/document.xml')!
  return [...xml.matchAll(/<w:tr>[\s\S]*?<\/w:tr>|<w:tr [\s\S]*?<\/w:tr>/g)].map(([row]) =>
    [...row.matchAll(/<w:tc>[\s\S]*?<\/w:tc>/g)].map(([cell]) => textsOf(cell, 'w:p').join('\n')),
  )
}
