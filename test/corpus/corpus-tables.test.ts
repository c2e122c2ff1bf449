import { expect, it } from 'vitest'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import { corpusTables } from '../../src/corpus-tables.ts'
import { defaultTables } from '../../src/glossary/tables.ts'

it('gives the tables of the project where a corpus adds nothing', () => {
  expect(corpusTables({})).toEqual({ words: defaultTables(), bodies: BODY_TABLE })
})

it('adds rows to the tables of the project', () => {
  const { words, bodies } = corpusTables({
    glossary: { source: 'a test', entries: [{ zh: '零碳岛屿', en: ['zero-carbon isle'], field: 'energy' }] },
    colloquial: { source: 'a test', chinese: [{ say: ['小岛'], means: ['零碳岛屿'], relation: 'synonym' }] },
    bodies: {
      source: 'a test',
      rows: [
        {
          id: 'isle',
          stems: ['岛务'],
          names: ['岛务局'],
          former: [],
          bare: [],
          english: 'Isle Bureau',
          field: 'Isles',
          aliases: [],
        },
      ],
    },
  })
  expect(words.glossary.values.get('零碳岛屿')).toBeDefined()
  expect(words.colloquial.values.get('小岛')).toBeDefined()
  expect(words.glossary.values.size).toBe(defaultTables().glossary.values.size + 1)
  expect(bodies.rows.length).toBe(BODY_TABLE.rows.length + 1)
})

it.each([
  [{ glosary: {} }, /glosary/],
  [{ glossary: { source: 'x', entries: [{ zh: '', en: ['a'], field: 'b' }] } }, /glossary\.entries\.0\.zh/],
  [{ bodies: [] }, /bodies/],
])('refuses %j, saying where', (files, place) => {
  expect(() => corpusTables(files)).toThrowError(expect.objectContaining({ code: 'table_invalid' }))
  expect(() => corpusTables(files)).toThrowError(place)
})
