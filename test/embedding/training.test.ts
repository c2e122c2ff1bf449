import { describe, expect, it } from 'vitest'
import { quantize } from '../../src/training/export-model.ts'
import { textKey, withoutLeaks } from '../../src/training/held-out.ts'
import { trainIbmModel1 } from '../../src/training/ibm-model-1.ts'
import { encodeOnnx } from '../../src/training/onnx-file.ts'
import { seededRandom } from '../../src/training/random.ts'
import { buildTokenStore } from '../../src/training/token-store.ts'

const ids = (text: string) => (text ? text.split(' ').map(Number) : [])

describe('training data', () => {
  it('drops pairs and sentences that hold an evaluation text, however it is written', () => {
    const keys = new Set([textKey('發展 綠色建築。')])
    const documents = [
      ['发展绿色建筑', '正文'],
      ['其他', '正文'],
    ]
    expect(withoutLeaks({ name: 'a', kind: 'pairs', documents }, keys).documents).toEqual([['其他', '正文']])
    expect(withoutLeaks({ name: 'b', kind: 'sentences', documents }, keys).documents).toEqual([
      ['正文'],
      ['其他', '正文'],
    ])
  })

  it('keeps texts by document, without documents that have an empty text', () => {
    const store = buildTokenStore(
      [
        ['1 2', '3'],
        ['4', ''],
        ['5', '6 7'],
      ],
      ids,
    )
    expect([...store.tokens]).toEqual([1, 2, 3, 5, 6, 7])
    expect([...store.offsets]).toEqual([0, 2, 3, 4, 6])
    expect([...store.documents]).toEqual([0, 2, 4])
  })
})

describe('IBM Model 1', () => {
  it('finds which word translates which, from sentences that share words', () => {
    // 1 ↔ 11, 2 ↔ 12, 3 ↔ 13; 9 stands in every translation.
    const pairs = [
      ['1 2', '11 12 9'],
      ['1 3', '13 11 9'],
      ['2 3', '9 12 13'],
      ['1', '11 9'],
      ['3', '9 13'],
    ]
    const table = trainIbmModel1([buildTokenStore([...pairs, ...pairs, ['4', '14']], ids)], 0, 20)
    for (const source of [1, 2, 3]) expect(table.targets[table.offsets[source]!]).toBe(source + 10)
    expect(table.offsets[6]! - table.offsets[5]!).toBe(0)
  })
})

describe('export', () => {
  it('rounds to half a step of each row at most', () => {
    const random = seededRandom(3)
    const table = Float32Array.from({ length: 5 * 8 }, (_, i) => (i < 8 ? 0 : random.normal()))
    const { table: codes, scales } = quantize(table, 5, 8)
    expect(scales[0]).toBe(0)
    table.forEach((x, i) => {
      const scale = scales[Math.floor(i / 8)]!
      expect(Math.abs(codes[i]! * scale - x)).toBeLessThanOrEqual(scale / 2 + 1e-6)
    })
  })

  it('puts table and scales where it says', () => {
    const table = Int8Array.from({ length: 3 * 4 }, (_, i) => i - 6)
    const scales = Float32Array.of(0.5, 0.25, 2)
    const { bytes, tableOffset, scalesOffset } = encodeOnnx({ rows: 3, dimensions: 4, table, scales })
    expect(new Int8Array(bytes.slice(tableOffset, tableOffset + 12).buffer)).toEqual(table)
    expect(new Float32Array(bytes.slice(scalesOffset, scalesOffset + 12).buffer)).toEqual(scales)
  })
})

it('random numbers repeat by seed and spread evenly', () => {
  const draw = (...seed: number[]) => {
    const random = seededRandom(...seed)
    return Array.from({ length: 10_000 }, () => random.next())
  }
  expect(draw(1, 2)).toEqual(draw(1, 2))
  expect(draw(1, 2)).not.toEqual(draw(1, 3))
  expect(draw(5).reduce((sum, x) => sum + x, 0) / 10_000).toBeCloseTo(0.5, 1)
})
