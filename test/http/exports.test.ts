/** Exports are written while they are read: a reader who stops is written no more, and a hundred thousand rows take no memory. */
import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Obligation, Target } from '../../src/domain/facts.ts'
import type { Library, ReadDocument } from '../../src/domain/library.ts'
import { registerXlsx } from '../../src/exports/register-xlsx.ts'
import { createApp } from '../../src/http/create-app.ts'
import { MOST_TASKS } from '../../src/http/pages/exports.ts'
import { fakeServices } from './fake-services.ts'

const COPIES = 1000
const EACH = 100

/** A thousand documents with a hundred records each; `made` counts those that have been read. */
function largeLibrary(): { library: Library; made: () => number } {
  const small = [...fakeServices().library.values()][0]!
  const [obligation] = small.facts.obligations as [Obligation]
  const [target] = small.facts.targets as [Target]
  let made = 0
  const document = (id: string): ReadDocument => {
    const records = <T extends object>(record: T) =>
      Array.from({ length: EACH }, () => ({ ...record, document: id }))
    return {
      source: { ...small.source, id },
      tree: { ...small.tree, document: id },
      facts: {
        ...small.facts,
        get obligations() {
          made += EACH
          return records(obligation)
        },
        get targets() {
          made += EACH
          return records(target)
        },
      },
    }
  }
  const documents = Array.from({ length: COPIES }, (_, i) => document(`law-${i}`))
  const library: Library = Object.assign(new Map(documents.map((each) => [each.source.id, each])), {
    passing: () => documents,
    countsOf: () => ({ sections: 1, targets: EACH, responsibilities: 0, obligations: EACH }),
  })
  return { library, made: () => made }
}

const start = (library: Library) =>
  createApp(
    { ...fakeServices(), library },
    { config: readConfig({ LOG: 'off' }), log: () => {}, clientAddress: () => 'one' },
  )

it.each([
  '/api/obligations?format=csv',
  '/api/obligations',
  '/api/targets?q=加氢站',
  '/export/obligations.xlsx',
  '/export/targets.ics',
])('%s is written no further than it is read', async (path) => {
  const { library, made } = largeLibrary()
  const response = await start(library).request(path)
  expect(response.status).toBe(200)
  const reader = response.body!.getReader()
  expect((await reader.read()).value!.length).toBeGreaterThan(0)
  await reader.cancel()
  expect(made()).toBeGreaterThan(0)
  expect(made()).toBeLessThan((COPIES * EACH) / 20)
})

it('CSV and XLSX hold all rows, however many', async () => {
  const { library } = largeLibrary()
  const app = start(library)
  const csv = await (await app.request('/api/obligations?format=csv')).text()
  expect(csv.match(/\r\n/g)).toHaveLength(COPIES * EACH + 1)
  const workbook = await (await app.request('/export/obligations.xlsx?document=law-7')).arrayBuffer()
  const sheet = new TextDecoder().decode(unzipSync(new Uint8Array(workbook))['xl/worksheets/sheet1.xml'])
  expect(sheet.match(/<row /g)).toHaveLength(EACH + 1)
})

it('JSON gives a page and the number of all, with a tag that a browser can ask by', async () => {
  const { library } = largeLibrary()
  const app = start(library)
  const first = await app.request('/api/obligations?limit=150&offset=50')
  const { obligations, total } = (await first.json()) as { obligations: Obligation[]; total: number }
  expect(total).toBe(COPIES * EACH)
  expect(obligations).toHaveLength(150)
  expect(obligations.map(({ document }) => document)).toEqual([
    ...Array(50).fill('law-0'),
    ...Array(100).fill('law-1'),
  ])
  const tag = first.headers.get('etag')!
  const headers = { 'if-none-match': tag }
  expect((await app.request('/api/obligations?limit=150&offset=50', { headers })).status).toBe(304)
  expect((await app.request('/api/obligations?limit=150&offset=51', { headers })).status).toBe(200)
})

it('a Word document, which cannot be written piece by piece, has a limit and says so', async () => {
  const { library } = largeLibrary()
  const response = await start(library).request('/export/targets.docx')
  expect(response.status).toBe(422)
  expect(((await response.json()) as { detail: string }).detail).toContain(String(MOST_TASKS))
})

it('a workbook takes any text and keeps numbers as numbers', () => {
  const text = '<&">\u0007\ud800 =1+1 \u{20000}'
  const pieces = [...registerXlsx('s', ['a', 'b', 'c'], [{ a: text, b: 1.5, c: true }, { a: null }])]
  const parts = unzipSync(Buffer.concat(pieces))
  const sheet = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml'])
  expect(sheet).toContain('&lt;&amp;&quot;&gt;[U+0007] =1+1 \u{20000}</t>')
  expect(sheet).toContain(
    '<c r="B2"><v>1.5</v></c><c r="C2" t="b"><v>1</v></c></row><row r="3"></row></sheetData>',
  )
  const wide = [
    ...registerXlsx(
      's',
      Array.from({ length: 30 }, (_, i) => `c${i}`),
      [],
    ),
  ]
  const letters = new TextDecoder().decode(unzipSync(Buffer.concat(wide))['xl/worksheets/sheet1.xml'])
  expect(letters).toContain('r="Z1"')
  expect(letters).toContain('r="AD1"')
  expect(sheet).toMatch(/<\/sheetData><\/worksheet>$/)
  expect(Object.keys(parts)).toContain('[Content_Types].xml')
})
