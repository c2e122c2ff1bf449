import fc from 'fast-check'
import { expect, it } from 'vitest'
import table from '../../src/data/traditional-simplified.json' with { type: 'json' }
import { toSimplified } from '../../src/text/simplify.ts'

it.each([
  ['臺北市政府資訊局', '台北市政府资讯局'],
  ['發展後裏', '发展后里'],
  ['乾坤著名', '乾坤著名'],
  ['嘉定区加氢站2座', '嘉定区加氢站2座'],
  ['', ''],
])('writes %s as %s', (text, expected) => {
  expect(toSimplified(text)).toBe(expected)
})

it('keeps the length, and leaves simplified text alone when applied again', () => {
  // 薴 becomes 苧, which on its own is the traditional form of 苎: the one chain in OpenCC's table.
  const unchained = [...table.traditional].filter((character) => character !== '薴')
  const characters = fc.constantFrom(...unchained, 'a', '，', '\ud800', '😀', '区')
  fc.assert(
    fc.property(fc.array(characters), (parts) => {
      const text = parts.join('')
      const once = toSimplified(text)
      expect(once.length).toBe(text.length)
      expect(toSimplified(once)).toBe(once)
    }),
  )
})

it('pairs every traditional character with one other character', () => {
  expect(table.traditional.length).toBe(table.simplified.length)
  expect(table.traditional.length).toBeGreaterThan(2_900)
  expect(new Set(table.traditional).size).toBe(table.traditional.length)
})
