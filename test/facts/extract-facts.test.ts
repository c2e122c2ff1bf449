/** All facts of a document together: real documents cut, mangled and re-typed never throw, and every quotation is proven. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DocumentFacts } from '../../src/domain/facts.ts'
import { extractFacts } from '../../src/facts/extract-facts.ts'
import { readFixture, readText } from './read-facts.ts'

const IDS = [
  'jiading-2023-27',
  'bj-water-2022',
  'gz-housing-2024',
  'miit-zzgh-2021',
  'qd-aipark-2023',
  'sd-chain-2024',
]

function proven(text: string, facts: DocumentFacts): void {
  const records = [
    ...facts.targets,
    ...facts.responsibilities,
    ...facts.obligations,
    ...facts.references,
    ...facts.otherFigures,
  ]
  for (const { start, end, quote, line } of records) {
    expect(text.slice(start, end)).toBe(quote)
    expect(text.slice(0, start).split('\n')).toHaveLength(line)
  }
}

describe.each(IDS)('%s', (id) => {
  const { source, tree } = readFixture(id)
  const facts = extractFacts(source, tree)

  it('proves every record, and gives the line on which it starts', () => {
    expect(facts.document).toBe(id)
    proven(source.text, facts)
  })

  it('gives the same facts again', () => {
    expect(extractFacts(source, tree)).toEqual(facts)
  })
})

it('mangled documents never throw and stay proven', () => {
  const texts = IDS.map((id) => readFixture(id).source.text)
  const mangled = fc
    .tuple(
      fc.constantFrom(...texts),
      fc.nat(),
      fc.integer({ min: 1, max: 500 }),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.constantFrom(
            '',
            '（',
            '）',
            '(',
            '，',
            '。',
            '\n',
            ' ',
            '等',
            '\ud800',
            '㈠',
            '０',
            '“',
            '不得',
            '由',
          ),
        ),
      ),
    )
    .map(([text, from, length, edits]) => {
      const start = from % Math.max(1, text.length - length)
      let cut = text.slice(start, start + length)
      for (const [at, put] of edits)
        cut = cut.slice(0, at % cut.length) + put + cut.slice((at % cut.length) + 1) || ' '
      return cut
    })
  fc.assert(
    fc.property(mangled, (text) => {
      const { source, tree } = readText(text)
      proven(source.text, extractFacts(source, tree))
    }),
    { numRuns: 80 },
  )
})
