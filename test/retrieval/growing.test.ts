import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createByteHasher, hashBytes } from '../../src/retrieval/checksum.ts'
import { growing } from '../../src/retrieval/growing.ts'
import { putVarint, varintReader } from '../../src/retrieval/varint.ts'

describe('a growing array', () => {
  it('holds what was pushed and appended, over the edges of its chunks', () => {
    const steps = fc.array(fc.oneof(fc.nat(1e9), fc.uint32Array({ maxLength: 5000 })), { maxLength: 12 })
    fc.assert(
      fc.property(steps, (added) => {
        const array = growing(Uint32Array)
        for (const each of added) typeof each === 'number' ? array.push(each) : array.append(each)
        const expected = added.flatMap((each) => (typeof each === 'number' ? [each] : [...each]))
        expect(array.length).toBe(expected.length)
        expect([...array.take()]).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  it('is taken into the room that it is given', () => {
    const array = growing(Int8Array)
    for (let i = 0; i < 3000; i++) array.push(i % 100)
    const room = new Int8Array(3000)
    expect(array.take(() => room)).toBe(room)
    expect(room[2999]).toBe(99)
  })
})

describe('varints', () => {
  it('come back, the small ones from one byte', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(127), fc.nat(2 ** 31 - 1))), (numbers) => {
        const bytes = growing(Uint8Array)
        for (const each of numbers) putVarint(bytes, each)
        const written = bytes.take()
        const reader = varintReader(written)
        expect(numbers.map(() => reader.next())).toEqual(numbers)
        expect(reader.at).toBe(written.length)
        if (numbers.every((each) => each < 128)) expect(written).toHaveLength(numbers.length)
      }),
    )
  })
})

describe('a hash over stretches', () => {
  it('is that of the whole, however it is cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(200)), (bytes, cuts) => {
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b)]
        const hasher = createByteHasher()
        for (const [i, place] of places.entries()) hasher.update(bytes.subarray(place, places[i + 1]))
        expect(hasher.digest()).toBe(hashBytes(bytes))
      }),
    )
  })
})
