import { describe, expect, it } from 'vitest'
import { findPersonalData } from '../../src/answering/personal-data.ts'

// Made-up numbers whose check characters are right; 11010519491231002X is the example in GB 11643-1999.
describe('findPersonalData', () => {
  it.each([
    ['我的身份证号是11010519491231002X,能申请补贴吗', 'id-card', '11010519491231002X'],
    ['身份证１１０１０５１９４９１２３１００２Ｘ', 'id-card', '１１０１０５１９４９１２３１００２Ｘ'],
    ['请打13812345678联系我', 'mobile', '13812345678'],
    ['电话 +86 138-1234-5678,谢谢', 'mobile', '+86 138-1234-5678'],
    ['Call me on 138 1234 5678 please', 'mobile', '138 1234 5678'],
    ['卡号6222 0212 3456 7890 128补贴打到哪', 'bank-card', '6222 0212 3456 7890 128'],
    ['card 4111 1111 1111 1111', 'bank-card', '4111 1111 1111 1111'],
  ])('finds the number in %s', (text, kind, written) => {
    const found = findPersonalData(text)
    expect(found.map((item) => item.kind)).toEqual([kind])
    expect(text.slice(found[0]!.span.start, found[0]!.span.end)).toBe(written)
  })

  it.each([
    ['a wrong check character', '110105194912310021'],
    ['an impossible birthday', '11010519491331002X'],
    ['a card that fails Luhn', '4111 1111 1111 1112'],
    ['a landline', '021-59526868'],
    ['a hotline', '12345'],
    ['a figure with a unit', '总投资13800000000元'],
    ['a figure of power', '13800000000千瓦时'],
    ['a document number', '嘉府发〔2023〕27号 2023年11月23日'],
    ['years in a row', '2021 2022 2023 2024 2025'],
    ['a decimal', '3.13812345678'],
    ['a longer run', '1381234567890123456789012345'],
    ['a unified social credit code', '91310114MA1GT0XX5K'],
  ])('leaves %s alone', (_, text) => {
    expect(findPersonalData(text)).toEqual([])
  })
})
