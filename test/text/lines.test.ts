import { expect, it } from 'vitest'
import { lineAt, lineStartsOf, linesOf, widthOf } from '../../src/text/lines.ts'

it('gives trimmed lines with their numbers, blank ones left out', () => {
  const source = '\u3000\u3000一、总则 \n\n\t\nend'
  const lines = linesOf(source).map(({ number, text, span }) => [
    number,
    text,
    source.slice(span.start, span.end),
  ])
  expect(lines).toEqual([
    [1, '一、总则', '一、总则'],
    [4, 'end', 'end'],
  ])
})

it('finds the line of an offset', () => {
  const starts = lineStartsOf('ab\n\nc')
  expect([0, 2, 3, 4].map((offset) => lineAt(starts, offset))).toEqual([1, 1, 2, 3])
})

it.each([
  ['到 2025 年', 8],
  ['（一）', 6],
  ['', 0],
])('%s is %d columns wide', (text, width) => expect(widthOf(text)).toBe(width))
