/** The targets of real documents: the seed plan against a golden file, five other formats against gold facts. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Target } from '../../../src/domain/facts.ts'
import { extractTargets } from '../../../src/facts/targets/extract-targets.ts'
import { parseDocument } from '../../../src/parse/parse-document.ts'
import { decodeSource } from '../../../src/text/decode.ts'

const DOCUMENTS = new URL('../../fixtures/documents/', import.meta.url)
const GOLDEN = new URL('../../golden/targets/', import.meta.url)

function read(id: string) {
  const source = decodeSource(id, readFileSync(new URL(`${id}.txt`, DOCUMENTS)), {})
  return { source, ...extractTargets(source, parseDocument(source)) }
}

describe('the seed plan', () => {
  const { source, targets, otherFigures } = read('jiading-2023-27')
  const golden = JSON.parse(readFileSync(new URL('jiading-2023-27.json', GOLDEN)).toString()) as {
    targets: Record<string, unknown>[]
  }

  it('yields exactly the targets of the golden file, in order', () => {
    const fields = Object.keys(golden.targets[0]!) as (keyof Target)[]
    const found = targets.map((target) => Object.fromEntries(fields.map((field) => [field, target[field]])))
    expect(found).toEqual(golden.targets)
  })

  it('counts 55 figures, 17 with a year from an earlier clause, 14 without one', () => {
    const figures = targets.filter((target) => target.kind === 'quantity' || target.value === '零增长')
    expect(figures).toHaveLength(55)
    expect(figures.filter((target) => target.deadlineInherited)).toHaveLength(17)
    expect(figures.filter((target) => target.deadline === null)).toHaveLength(14)
    expect(targets.filter((target) => target.kind === 'state' && target.year !== null)).toHaveLength(18)
  })

  it('accounts for every digit of the text, as a target, a deadline or another figure', () => {
    const spans = [...targets.map((target) => target.valueSpan), ...otherFigures]
    const missed = [...source.text.matchAll(/\d+(?:\.\d+)?/g)].filter(
      (figure) => !spans.some((span) => span.start <= figure.index && figure.index < span.end),
    )
    expect(missed.map((figure) => `${figure.index}: ${figure[0]}`)).toEqual([])
  })
})

interface GoldTarget {
  line: number
  subject: string
  value: number | string
  unit: string
  comparator: string
  deadline: string | null
  firmness: string
}

const IDS = ['sd-chain-2024', 'qd-aipark-2023', 'miit-zzgh-2021', 'gz-housing-2024', 'bj-water-2022']

describe.each(IDS)('gold targets of %s', (id) => {
  const { targets } = read(id)
  const gold = (
    JSON.parse(readFileSync(new URL(`gold/${id}.json`, DOCUMENTS)).toString()) as { targets: GoldTarget[] }
  ).targets

  it.each(gold.map((target) => [`line ${target.line} ${target.subject}`, target] as const))(
    '%s',
    (_, expected) => {
      const onLine = targets.filter((target) => target.line === expected.line && sameValue(target, expected))
      const exact = onLine.filter((target) => sameQualifiers(target, expected))
      expect(exact, JSON.stringify(onLine)).not.toHaveLength(0)
    },
  )
})

const CHINESE: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  五: 5,
  十: 10,
  三十: 30,
  五十: 50,
  二十: 20,
  九十: 90,
  一千: 1000,
  五千: 5000,
  五百: 500,
  二百: 200,
}

/** 一万元—十万元, 2—3, 百分之二十 or a number, in base units. */
function goldEnds(value: number | string): number[] {
  return String(value)
    .replace('百分之', '')
    .split(/[—–]/)
    .map((end) => {
      const words = end.replace(/[元倍]/g, '')
      if (words !== '' && !Number.isNaN(Number(words))) return Number(words)
      return words.endsWith('万') ? CHINESE[words.slice(0, -1)]! * 1e4 : CHINESE[words]!
    })
}

function sameValue(target: Target, expected: GoldTarget): boolean {
  if (target.kind === 'state')
    return typeof expected.value === 'string' && String(target.value).includes(expected.value)
  if (typeof target.value === 'string') return target.value === String(expected.value).normalize('NFKC')
  if (expected.value === '100/50') return target.value === 100
  const scale = typeof expected.value === 'string' && target.unit.startsWith('万') ? 1e4 : 1
  const ends = [target.value].flat().map((end) => end * scale)
  return JSON.stringify(ends) === JSON.stringify(goldEnds(expected.value))
}

function sameQualifiers(target: Target, expected: GoldTarget): boolean {
  const comparator = expected.comparator === '约' ? '~' : expected.comparator
  const year = /20\d\d/.exec(expected.deadline ?? '')?.[0]
  return (
    target.comparator === comparator &&
    (year === undefined || target.year === Number(year)) &&
    (target.firmness === 'aim') === (expected.firmness === '力争')
  )
}
