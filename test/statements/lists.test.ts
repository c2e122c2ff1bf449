/** Which statements are a list, and which line announces it. */
import { describe, expect, it } from 'vitest'
import { listOf } from '../../src/statements/lists.ts'
import { statementsOf } from '../../src/statements/statements-of.ts'
import { readText } from '../retrieval/test-library.ts'

/** The list that the statement which starts with `start` belongs to, in words; null for none. */
function listIn(text: string, start: string) {
  const all = statementsOf(readText('x', text))
  const statement = all.find((each) => each.text.startsWith(start))
  if (!statement) throw new Error(`No statement starts with ${start}`)
  const list = listOf(all, statement)
  return list && { announcing: list.announcing?.text ?? null, items: list.items.map((item) => item.text) }
}

const FUND = `某市住房公积金提取办法
第八条 有下列情形之一的，可以申请提取：
（一）购买自住住房的；
（二）离休、退休的。应当提交证明。
（三）出境定居的。
第九条 申请人应当如实申报。
`

describe('an announced list', () => {
  const list = {
    announcing: '第八条有下列情形之一的,可以申请提取:',
    items: ['(一)购买自住住房的;', '(二)离休、退休的。', '(三)出境定居的。'],
  }

  it.each(['第八条', '(一)', '(二)', '(三)', '应当提交证明'])('is found from %s', (start) => {
    expect(listIn(FUND, start)).toEqual(list)
  })

  it('ends before the next article', () => {
    expect(listIn(FUND, '第九条')).toBeNull()
  })
})

describe('the styles of items', () => {
  it.each([
    ['Chinese numerals in brackets', ['（一）甲的；', '（二）乙的。']],
    ['digits in brackets', ['（1）甲的；', '（2）乙的。']],
    ['digits and a stop', ['1.甲的；', '2.乙的。']],
    ['dashes', ['——甲的；', '——乙的。']],
    ['X是', ['一是加快甲建设。', '二是加快乙建设。']],
  ])('%s', (_, items) => {
    const text = `某市办法\n第一条 下列行为予以奖励：\n${items.join('\n')}\n第二条 其他。\n`
    const start = items[0]!.normalize('NFKC').slice(0, 3)
    expect(listIn(text, start)?.items).toHaveLength(2)
    expect(listIn(text, start)?.announcing).toContain('下列行为')
  })

  it('circled digits', () => {
    const text = '某市办法\n第一条 下列行为予以奖励：\n①甲的；\n②乙的。\n第二条 其他。\n'
    expect(listIn(text, '①甲')?.items).toHaveLength(2)
  })

  it('of another kind inside an item are a list of their own', () => {
    const text = `某市办法
第一条 下列项目可以申报：
（一）符合下列条件的企业项目：
1.成立满两年；
2.纳税正常。
（二）事业单位项目。
第二条 其他。
`
    expect(listIn(text, '1.')).toEqual({
      announcing: '(一)符合下列条件的企业项目:',
      items: ['1.成立满两年;', '2.纳税正常。'],
    })
  })
})

describe('no list', () => {
  it('is one item alone', () => {
    expect(listIn('某市办法\n第一条 下列行为予以奖励：\n（一）甲的。\n第二条 其他。\n', '(一)')).toBeNull()
  })

  it('is a sentence without a number', () => {
    expect(listIn(FUND, '某市')).toBeNull()
  })

  it('are parts of several paragraphs each: sections', () => {
    const part = (number: string) =>
      `（${number}）推进工作。\n第一句说明。第二句说明。第三句说明。\n又一段说明。再一句说明。\n`
    const text = `某市行动方案\n一、任务\n${['一', '二', '三'].map(part).join('')}`
    expect(listIn(text, '(一)推进')).toBeNull()
  })
})
