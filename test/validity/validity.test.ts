import { describe, expect, it } from 'vitest'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import type { Sidecar } from '../../src/domain/document.ts'
import { readSidecar } from '../../src/parse/sidecar.ts'
import { readLibrary } from '../../src/services.ts'
import { dayIn, endOfTerm } from '../../src/validity/day.ts'
import { successorsOf } from '../../src/validity/successors.ts'
import { termOf } from '../../src/validity/term.ts'
import { statusOn, validityOf } from '../../src/validity/validity.ts'

const text = (title: string, number: string, date: string, closing: string) =>
  `${title}\n${number}\n\n一、总体要求\n申请人应当在每年3月底前提交申请。\n二、附则\n${closing}\n\n某市财政局\n${date}\n`

const OLD = text('某市补贴资金管理办法', '某财发〔2021〕3号', '2021年3月1日', '本办法自2021年4月1日起施行。')
const NEW = text(
  '某市补贴资金管理办法',
  '某财发〔2024〕8号',
  '2024年5月6日',
  '本办法自2024年6月1日起施行，有效期5年。《某市补贴资金管理办法》（某财发〔2021〕3号）同时废止。',
)

function libraryOf(texts: Record<string, string>, sidecars: Record<string, Sidecar> = {}) {
  const sources = Object.entries(texts).map(([id, source]) => ({
    id,
    text: source,
    encoding: 'utf-8' as const,
    sidecar: sidecars[id] ?? {},
  }))
  return readLibrary(sources, BODY_TABLE)
}

describe('days', () => {
  it.each([
    ['2023年3月1日', '2023-03-01'],
    ['二〇二三年十二月三十一日', '2023-12-31'],
    ['有效期至2025年6月30日', '2025-06-30'],
    ['2024-02-29', '2024-02-29'],
    ['2023年2月30日', null],
    ['5355年65月06日', null],
    ['印发之日', null],
  ])('%s is %s', (written, day) => expect(dayIn(written)).toBe(day))

  it.each([
    ['2023-03-01', '有效期5年', '2028-02-29'],
    ['2023-03-01', '试行期两年', '2025-02-28'],
    ['2024-01-01', '有效期为三年', '2026-12-31'],
    ['2023-08-31', '试行期6个月', '2024-02-29'],
    ['2023-08-31', '长期有效', null],
  ])('a term from %s, %s, ends on %s', (start, written, end) => expect(endOfTerm(start, written)).toBe(end))
})

describe('what a text states of its validity', () => {
  it('is its term and what it repeals', () => {
    const document = libraryOf({ b: NEW }).get('b')!
    expect(termOf(document)).toEqual({ effective: '2024-06-01', expires: '2029-05-31', status: null })
    const [repealed] = document.tree.metadata.repeals!
    expect(repealed!.value).toBe('《某市补贴资金管理办法》（某财发〔2021〕3号）')
    expect(NEW.slice(repealed!.span!.start, repealed!.span!.end)).toBe(repealed!.value)
  })

  it.each([
    ['本办法自印发之日起施行，有效期3年。', { effective: '2021-03-01', expires: '2024-02-29' }],
    [
      '本办法自2021年4月1日起施行，有效期至2023年12月31日。',
      { effective: '2021-04-01', expires: '2023-12-31' },
    ],
    ['经营许可证有效期为5年。本办法自2021年4月1日起施行。', { effective: '2021-04-01', expires: null }],
  ])('%s', (closing, term) => {
    const document = libraryOf({ a: text('某市办法', '某发〔2021〕1号', '2021年3月1日', closing) }).get('a')!
    expect(termOf(document)).toMatchObject(term)
  })

  it.each([
    ['《甲办法》《乙办法》同时废止。', ['《甲办法》', '《乙办法》']],
    ['2003年1月2日国务院公布的《排污费征收使用管理条例》同时废止。', ['《排污费征收使用管理条例》']],
    ['《甲办法》第三条同时废止。', undefined],
    ['根据《关于废止、修改部分规章的决定》修订。', undefined],
    ['应当废止农业承包合同的，依照《合同法》办理。', undefined],
  ])('%s repeals %j', (closing, titles) => {
    const document = libraryOf({ a: text('某市办法', '某发〔2021〕1号', '2021年3月1日', closing) }).get('a')!
    expect(document.tree.metadata.repeals?.map(({ value }) => value)).toEqual(titles)
  })
})

describe('validity on a day', () => {
  const library = libraryOf({ a: OLD, b: NEW })
  const on = (id: string, asOf: string) => validityOf(library.get(id)!, library, asOf)

  it('a document holds until its successor does', () => {
    expect([...successorsOf(library)]).toEqual([['a', [{ id: 'b', from: '2024-06-01' }]]])
    expect(on('a', '2024-05-31')).toEqual({ inForce: true, reason: 'in_force', day: null })
    expect(on('a', '2024-06-01')).toEqual({
      inForce: false,
      reason: 'superseded',
      day: '2024-06-01',
      successor: 'b',
    })
    expect(statusOn(library.get('a')!, library, '2026-01-01')).toBe('已废止')
  })

  it('and no longer than its term', () => {
    expect(on('b', '2024-05-31')).toMatchObject({ inForce: false, reason: 'not_yet' })
    expect(on('b', '2029-05-31')).toMatchObject({ inForce: true })
    expect(on('b', '2029-06-01')).toMatchObject({ inForce: false, reason: 'expired', day: '2029-05-31' })
  })

  it('sidecars state what texts do not, and lead along a chain', () => {
    const chain = libraryOf(
      { a: OLD, b: OLD, c: OLD, d: OLD },
      {
        b: { supersedes: ['a'], effective: '2022-01-01' },
        c: { supersedes: ['b'], effective: '2023-01-01' },
        d: { status: '失效' },
      },
    )
    const of = (id: string, asOf: string) => validityOf(chain.get(id)!, chain, asOf)
    expect(of('a', '2022-06-01').successor).toBe('b')
    expect(of('a', '2023-06-01').successor).toBe('c')
    expect(of('c', '2023-06-01').inForce).toBe(true)
    expect(of('d', '2023-06-01')).toMatchObject({ inForce: false, reason: 'lapsed' })
  })

  it('a slip of the pen takes nothing out of force', () => {
    const odd = libraryOf({ a: OLD.replace('2021年4月1日', '2921年4月1日') })
    expect(validityOf(odd.get('a')!, odd, '2026-01-01').inForce).toBe(true)
  })
})

it('sidecars take one superseded document or several, and refuse another status', () => {
  expect(readSidecar({ supersedes: 'a', status: '已修订', effective: '2024-01-01', expires: '' })).toEqual({
    supersedes: ['a'],
    status: '已修订',
    effective: '2024-01-01',
  })
  expect(() => readSidecar({ status: '有效吗' })).toThrow(/status/)
})
