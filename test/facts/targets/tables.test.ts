/** The word tables of targets are well formed, and units read as English expects. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import comparators from '../../../src/data/comparators.json' with { type: 'json' }
import words from '../../../src/data/target-words.json' with { type: 'json' }
import units from '../../../src/data/units.json' with { type: 'json' }
import { describeUnit } from '../../../src/facts/units.ts'

const word = z.string().regex(/^\S+$/)
const list = z.array(word).refine((all) => new Set(all).size === all.length, 'holds a word twice')
const source = z.string().min(20)

const UNITS = z.strictObject({
  source,
  magnitudes: z.array(
    z.strictObject({ unit: word, factor: z.number().positive(), en: z.string().regex(/^[a-z ]+$/) }),
  ),
  units: z
    .array(
      z.strictObject({
        unit: word,
        kind: z.string(),
        en: z.string().regex(/^\D*$|^[A-Za-z]*\d?[A-Z].*$|tonnes of CO2/),
      }),
    )
    .refine((all) => new Set(all.map((entry) => entry.unit)).size === all.length, 'holds a unit twice'),
})
const COMPARATORS = z.strictObject({
  source,
  before: z.record(z.enum(['>=', '>', '<=', '<', '~']), list),
  after: z.partialRecord(z.enum(['>=', '<=', '~']), list),
  including: list,
  levelUnder: list,
})
const WORDS = z
  .object({ source, aim: list, firm: list, forecast: list })
  .catchall(z.union([list, z.string()]))

it.each([
  ['units', UNITS, units],
  ['comparators', COMPARATORS, comparators],
  ['target-words', WORDS, words],
] as const)('%s.json fits its schema', (_, schema, table) => {
  expect(schema.safeParse(table).error?.issues ?? []).toEqual([])
})

describe('describeUnit', () => {
  it.each([
    ['%', 'percentage', '%', 1],
    ['万千瓦', 'power', 'ten thousand kW', 1e4],
    ['万平方米', 'area', 'ten thousand square metres', 1e4],
    ['亿元', 'money', 'hundred million yuan', 1e8],
    ['万吨标准煤', 'mass', 'ten thousand tonnes of standard coal equivalent', 1e4],
    ['万家', 'count', 'ten thousand', 1e4],
    ['座', 'count', '', 1],
    ['元/吨', 'money', 'yuan per tonne', 1],
    ['微克/立方米', 'mass', 'µg per m³', 1],
    ['个工作日', 'duration', 'working days', 1],
    ['', 'none', '', 1],
  ])('reads %s', (unit, kind, en, factor) => {
    expect(describeUnit(unit)).toEqual({ kind, en, factor })
  })

  it('does not guess', () => {
    expect(describeUnit('光年')).toBeNull()
  })
})
