import { expect, it } from 'vitest'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import { corpusBodies } from '../../src/corpus-tables.ts'

it('gives the table of the project where a corpus adds nothing', () => {
  expect(corpusBodies({})).toBe(BODY_TABLE)
})

it('adds rows to the table of the project', () => {
  const bodies = corpusBodies({
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
  expect(bodies.rows.length).toBe(BODY_TABLE.rows.length + 1)
  expect(bodies.rows.at(-1)).toMatchObject({ english: 'Isle Bureau' })
})

it.each([
  [{ glossary: {} }, /glossary/],
  [{ bodies: [] }, /bodies/],
  [{ bodies: { source: 'x', rows: [{ id: 'x' }] } }, /bodies\.rows\.0\.stems/],
])('refuses %j, saying where', (files, place) => {
  expect(() => corpusBodies(files)).toThrowError(expect.objectContaining({ code: 'table_invalid' }))
  expect(() => corpusBodies(files)).toThrowError(place)
})
