import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/create-app.ts'
import { toCsv } from '../../src/http/csv.ts'
import { OBLIGATION, RESPONSIBILITY, TARGET } from '../../src/http/schemas.ts'
import { fakeServices } from './fake-services.ts'

const services = fakeServices()
const app = createApp(services, {
  config: readConfig({ LOG: 'off' }),
  log: () => {},
  clientAddress: () => 'one',
})

const get = async (path: string) => (await app.request(path)).json() as Promise<Record<string, unknown[]>>

/** RFC 4180, read back strictly. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  while (at < text.length) {
    const cell = /"((?:[^"]|"")*)"|([^,"\r\n]*)/y
    cell.lastIndex = at
    const match = cell.exec(text)!
    at = cell.lastIndex
    rows.at(-1)!.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'))
    if (text.startsWith('\r\n', at)) {
      at += 2
      if (at < text.length) rows.push([])
    } else if (text[at] === ',') at++
    else if (at < text.length) throw new Error(`stray ${JSON.stringify(text[at])} at ${at}`)
  }
  return rows
}

describe('registers as JSON', () => {
  it('give records of the contract, in document order', async () => {
    const { targets, total } = await get('/api/targets')
    expect(total).toBe(2)
    expect(targets!.map((target) => TARGET.parse(target).document)).toEqual(['alpha', 'beta'])
    const { responsibilities } = await get('/api/responsibilities')
    expect(RESPONSIBILITY.parse(responsibilities![0]).nonExhaustive).toBe(true)
    const { obligations } = await get('/api/obligations')
    expect(OBLIGATION.parse(obligations![0]).modality).toBe('must')
  })

  it.each([
    ['/api/targets?document=beta', 1],
    ['/api/targets?year=2025', 2],
    ['/api/targets?year=2030', 0],
    ['/api/targets?q=%E5%8A%A0%E6%B0%A2%E7%AB%99%20%E8%83%BD%E6%BA%90', 2],
    ['/api/targets?q=光伏', 0],
    ['/api/targets?body=区水务局', 2],
    ['/api/targets?body=水务局', 2],
    ['/api/targets?body=发改委', 2],
    ['/api/targets?body=Water Authority', 2],
    ['/api/targets?body=区教育局', 0],
    ['/api/targets?limit=1', 1],
    ['/api/targets?offset=2', 0],
    ['/api/responsibilities?body=区发展改革委', 2],
    ['/api/responsibilities?body=区教育局', 0],
    ['/api/responsibilities?year=2025', 2],
    ['/api/responsibilities?year=2024', 0],
    ['/api/obligations?modality=must', 2],
    ['/api/obligations?modality=ban', 0],
    ['/api/obligations?addressee=firm&document=alpha', 1],
    ['/api/obligations?addressee=department', 0],
  ])('%s keeps %i', async (path, count) => {
    const records = Object.values(await get(path)).find(Array.isArray)
    expect(records).toHaveLength(count)
  })

  it('count all records, whatever the page', async () => {
    expect((await get('/api/targets?limit=1')).total).toBe(2)
  })

  it.each([
    ['/api/targets?document=gone', 404],
    ['/api/targets?year=soon', 422],
    ['/api/targets?year=20.5', 422],
    ['/api/targets?format=xml', 422],
    ['/api/targets?limit=0', 422],
    ['/api/targets?offset=-1', 422],
    ['/api/obligations?modality=maybe', 422],
  ])('%s is refused with %i', async (path, status) => {
    const response = await app.request(path)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })
})

describe('registers as CSV', () => {
  it('hold the same records, with locator and quotation, as a file that Excel opens', async () => {
    const response = await app.request('/api/targets?format=csv')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="targets.csv"')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [columns, ...rows] = readCsv(new TextDecoder().decode(bytes))
    expect(rows).toHaveLength(2)
    const row = Object.fromEntries(columns!.map((column, i) => [column, rows[0]![i]]))
    expect(row).toMatchObject({
      subject: '加氢站',
      comparator: '=',
      value: '6',
      unit: '个',
      year: '2025',
      document: 'alpha',
      locator: '一',
      heading: '一、能源',
      quote: '建成6个加氢站',
    })
  })

  it('never hold a cell that runs as a formula', async () => {
    const text = await (await app.request('/api/obligations?format=csv&document=alpha')).text()
    const [columns, row] = readCsv(text)
    expect(row![columns!.indexOf('action')]).toBe(`'=HYPERLINK(1),"x"`)
    expect(row![columns!.indexOf('quote')]).toBe('"=HYPERLINK(1)"')
  })

  it('name the bodies in order', async () => {
    const [columns, row] = readCsv(await (await app.request('/api/responsibilities?format=csv')).text())
    expect(row![columns!.indexOf('bodies')]).toBe('区水务局、区发展改革委')
    expect(row![columns!.indexOf('nonExhaustive')]).toBe('true')
  })
})

describe('toCsv', () => {
  it('reads back, whatever stands in the cells', () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '氢') }))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const csv = toCsv(
          ['a', 'b'],
          rows.map(([a, b]) => ({ a, b })),
        )
        const read = readCsv(csv.slice(1)).slice(1)
        const dangerous = (text: string) => /^[=+\-@\t\r]./s.test(text)
        expect(read).toEqual(rows.map((row) => row.map((text) => (dangerous(text) ? `'${text}` : text))))
      }),
    )
  })

  it('leaves numbers, negative ones too, and lone signs as they are', () => {
    expect(toCsv(['a', 'b', 'c'], [{ a: -5, b: '=', c: null }])).toBe('\ufeffa,b,c\r\n-5,=,\r\n')
  })
})
