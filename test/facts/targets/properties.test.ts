/** Laws that hold for targets of any text: spans slice back, figures are followed, spelling does not matter. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractTargets } from '../../../src/facts/targets/extract-targets.ts'
import { parseDocument } from '../../../src/parse/parse-document.ts'
import { decodeSource } from '../../../src/text/decode.ts'

const DOCUMENTS = new URL('../../fixtures/documents/', import.meta.url)
const IDS = [
  'jiading-2023-27',
  'sd-chain-2024',
  'qd-aipark-2023',
  'miit-zzgh-2021',
  'gz-housing-2024',
  'bj-water-2022',
]
const textOf = (id: string) => readFileSync(new URL(`${id}.txt`, DOCUMENTS), 'utf8')

function read(text: string) {
  const source = decodeSource('text', new TextEncoder().encode(text), {})
  return { source, ...extractTargets(source, parseDocument(source)) }
}

/** What a record says, without the offsets. */
const meaning = ({ targets }: ReturnType<typeof read>) =>
  targets.map(({ comparator, value, year, firmness, deadlineInherited, purpose }) => ({
    comparator,
    value: typeof value === 'string' ? value.normalize('NFKC') : value,
    year,
    firmness,
    deadlineInherited,
    purpose,
  }))

function expectProven({ source, targets, otherFigures }: ReturnType<typeof read>): void {
  for (const record of [...targets, ...otherFigures]) {
    expect(record.quote).toBe(source.text.slice(record.start, record.end))
    expect(record.quote).not.toBe('')
    expect(record.line).toBe(source.text.slice(0, record.start).split('\n').length)
  }
  for (const target of targets) {
    expect(target.valueSpan.end).toBeGreaterThan(target.valueSpan.start)
    expect(target.valueSpan.start).toBeGreaterThanOrEqual(target.start)
    expect(target.valueSpan.end).toBeLessThanOrEqual(target.end)
    expect(target.subject).not.toBe('')
    if (target.deadlineSpan) {
      expect(target.deadline).toBe(source.text.slice(target.deadlineSpan.start, target.deadlineSpan.end))
    }
  }
}

describe.each(IDS)('%s', (id) => {
  it('proves every record by its span', () => {
    expectProven(read(textOf(id)))
  })

  it('gives the same records in full-width punctuation and digits', () => {
    const wide = textOf(id)
      .replace(/[,;:!?()%]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0))
      .replace(/(?<=[一-龥])\d+(?=[一-龥])/g, (digits) =>
        [...digits].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(''),
      )
    expect(meaning(read(wide))).toEqual(meaning(read(textOf(id))))
  })
})

it('reads 二〇二五年 as 2025年', () => {
  const seed = textOf('jiading-2023-27')
  const worded = seed.replaceAll('2025年', '二〇二五年').replaceAll('2030年', '二〇三〇年')
  expect(meaning(read(worded))).toEqual(meaning(read(seed)))
})

it('follows a figure that is changed in the text', () => {
  const seed = textOf('jiading-2023-27')
  const before = read(seed)
  before.targets.forEach((target, index) => {
    if (target.kind !== 'quantity' || typeof target.value !== 'number') return
    const printed = seed.slice(target.valueSpan.start, target.valueSpan.end)
    if (!printed.includes(String(target.value))) return
    const changed = printed.replace(String(target.value), String(target.value + 1))
    const after = read(seed.slice(0, target.valueSpan.start) + changed + seed.slice(target.valueSpan.end))
    expect(after.targets[index]).toMatchObject({
      value: target.value + 1,
      unit: target.unit,
      subject: target.subject,
    })
  })
})

it('forgets a figure whose sentence is removed', () => {
  const seed = textOf('jiading-2023-27')
  const without = seed.replace('到2025年,全区生活垃圾回收利用率达45%以上。', '')
  expect(read(seed).targets.filter((target) => target.value === 45)).toHaveLength(1)
  expect(read(without).targets.filter((target) => target.value === 45)).toHaveLength(0)
})

it('neither crashes nor leaves a quote unproven on mutated documents', () => {
  const lines = IDS.flatMap((id) => textOf(id).split('\n'))
  const noise = fc.stringMatching(
    /^[0-9一二三十百万亿元%个年月日、,;。:()（）“”《》第号到以上下不超过少于约达的其中\n -]{0,40}$/,
  )
  const piece = fc.oneof(
    fc.constantFrom(...lines),
    noise,
    fc
      .tuple(fc.constantFrom(...lines), fc.nat(200), fc.nat(200))
      .map(([line, from, length]) => line.slice(from, from + length)),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      expectProven(read(`一、总体要求\n${pieces.join('\n')}`))
    }),
    { numRuns: 150 },
  )
})

it.each([
  [3, '三'],
  [15, '十五'],
  [28, '二十八'],
  [150, '一百五十'],
])('reads %i and %s alike', (figure, worded) => {
  const sentence = (count: string) => meaning(read(`一、目标\n到2027年,建成省级实验室不少于${count}家。`))
  expect(sentence(String(figure))).toMatchObject([{ value: figure, comparator: '>=', year: 2027 }])
  expect(sentence(worded)).toEqual(sentence(String(figure)))
})

it('takes time in proportion to the length of one sentence', () => {
  const clause = '到2025年,全区绿色建筑占比达到50%以上,其中公共机构不低于30%,新建充电桩300个、加氢站2座;'
  // Time of the processor: other programs take none of it.
  const time = (times: number) => {
    const text = `一、目标\n${clause.repeat(times)}`
    const before = process.cpuUsage()
    read(text)
    return process.cpuUsage(before).user
  }
  time(100)
  const short = Math.min(time(100), time(100))
  const long = Math.min(time(1000), time(1000))
  expect(long / short).toBeLessThan(40)
})
