import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import table from '../../src/data/phrasing-words.json' with { type: 'json' }
import { phrasingWordsSchema } from '../../src/model/phrasing-words.ts'
import { verifyPhrasing } from '../../src/model/verify-phrasing.ts'
import { ANSWERS, type AnswerName } from './answers.ts'

const faultsOf = (name: AnswerName, text: string) => verifyPhrasing(text, ANSWERS[name], BODY_TABLE)
const rulesOf = (name: AnswerName, text: string) => faultsOf(name, text).map(({ rule }) => rule)

describe('other words for the same are proven', () => {
  it.each(Object.keys(ANSWERS) as AnswerName[])('the template’s own: %s', (name) => {
    expect(faultsOf(name, ANSWERS[name].headline)).toEqual([])
  })

  it.each<[AnswerName, string]>([
    ['target', '到2025年，建成加氢站6个。'],
    ['target', '到2025年,要建成6个加氢站。'],
    ['target', '到二〇二五年，建成六个加氢站。'],
    ['target', '按照安排，到 2025 年将进一步建成６个加氢站。'],
    ['floor', '到2025年，至少新建2座加氢站。'],
    ['floor', '到2025年，新建的加氢站不低于两座。'],
    ['aim', '到2025年，力争使绿色建筑占比达到90%以上。'],
    ['aim', '争取到2025年绿色建筑占比达到百分之九十以上。'],
    ['twins', '新建数据中心的PUE不高于1.3，改造后不高于1.4。'],
    ['bodies', '“加快能源转型”的责任单位是区交通委、区经委、区发展改革委等。'],
    ['bodies', '负责“加快能源转型”的是区交通委、区经委和区发展改革委等部门。'],
    ['roles', '“防汛”工作由市水务局牵头，市财政局、市生态环境局配合。'],
    ['topics', '“节能”的责任单位是区水务局，“节水”的责任单位是区经委。'],
    [
      'twinsEn',
      'For new data centres (新建数据中心PUE) at most 1.3 (不高于1.3), retrofitted (改造后PUE) at most 1.4 (不高于1.4).',
    ],
    ['ban', '不可以，原则上不得新建燃煤锅炉。'],
    ['law', '依据的文件是《上海市绿色建筑条例》。'],
    ['targetEn', 'The target for 2025 is 6 hydrogen refuelling stations (加氢站, 6个).'],
    ['targetEn', 'The plan sets six hydrogen refuelling stations (加氢站, 6个) for 2025.'],
    ['floorEn', 'At least 2 new hydrogen stations (新建加氢站, 不少于2座) by 2025.'],
    ['floorEn', 'By 2025 there are to be no fewer than two new hydrogen stations (新建加氢站, 不少于2座).'],
    ['powerEn', 'Installed capacity (装机规模) is to be 294,000 kW (29.4万千瓦) by 2025.'],
    ['powerEn', 'The installed capacity is to be 294 thousand kW (29.4万千瓦) by 2025.'],
    ['wordedEn', 'The plan strives for at least 90% green buildings (绿色建筑, 百分之九十以上) by 2025.'],
    [
      'bodiesEn',
      'District Transport Commission (区交通委), District Economic Commission (区经委) and others (等) are responsible.',
    ],
    ['banEn', 'In principle this is not allowed (“原则上不得新建燃煤锅炉”).'],
  ])('%s: %s', (name, text) => {
    expect(faultsOf(name, text)).toEqual([])
  })
})

describe('what the cited spans do not say is refused', () => {
  it.each<[AnswerName, string, string]>([
    ['target', '到2025年，建成8个加氢站。', 'figure'],
    ['target', '到2025年，建成六十个加氢站。', 'figure'],
    ['target', '到2025年，建成6个加氢站，投资3亿元。', 'figure'],
    ['target', '到2025年，建成6座加氢站。', 'figure'],
    ['target', '到2025年，建成6万个加氢站。', 'figure'],
    ['target', '到2025年，建成６６个加氢站，即6个。', 'figure'],
    ['target', '到2025年，建成6个加氢站，其中⑧个在安亭。', 'figure'],
    ['target', '到2025年，建成6个加氢站，占比九成。', 'amount'],
    ['target', '到2025年，建成6个加氢站，翻番。', 'amount'],
    ['target', '到2025年，建成6个加氢站，即陆拾处。', 'figure'],
    ['target', '到2025年，建成至少6个加氢站。', 'comparator'],
    ['target', '到2025年，建成6个以下加氢站。', 'comparator'],
    ['target', '到2030年，建成6个加氢站。', 'date'],
    ['target', '到二〇三〇年，建成6个加氢站。', 'date'],
    ['target', '到2025年底，建成6个加氢站。', 'date'],
    ['target', '到2025年6月，建成6个加氢站。', 'date'],
    ['target', '明年建成6个加氢站，到2025年。', 'date'],
    ['target', '到2025年，建成6个加氢站，由区水务局负责。', 'body'],
    ['target', '到2025年，建成6个加氢站，由区低碳办负责。', 'body'],
    ['target', '到2025年，氢能推进中心建成6个加氢站。', 'body'],
    ['target', '到2025年，未来能源集团公司建成6个加氢站。', 'body'],
    ['target', '按《能源法》，到2025年建成6个加氢站。', 'title'],
    ['target', '按节约能源条例，到2025年建成6个加氢站。', 'title'],
    ['target', '到2025年，建成6个hydrogen加氢站。', 'language'],
    ['target', '到2025年，建成“超级加氢站”6个。', 'quotation'],
    ['target', '到2025年，必须建成6个加氢站。', 'modality'],
    ['target', '到2025年，加氢站。', 'left out'],
    ['target', '建成6个加氢站。', 'left out'],
    ['target', '到2025年，建成6个加氢站，由张三负责。', 'word'],
    ['target', '到2025年，不建成6个加氢站。', 'word'],
    ['target', '到2025年，建成6个加氢站，因资金不足延期。', 'word'],
    ['target', '到2025年，已经超额完成建成6个加氢站。', 'word'],
    ['target', '到2025年，在浦东新区建成6个加氢站。', 'word'],
    ['target', '到2025年，力争建成6个加氢站。', 'word'],
    ['target', '到2025年，建成6个加氢站等。', 'word'],
    ['floor', '到2025年，新建2座加氢站。', 'comparator'],
    ['floor', '到2025年，新建不超过2座加氢站。', 'comparator'],
    ['floor', '到2025年，新建不少于6个加氢站。', 'comparator'],
    ['aim', '到2025年，绿色建筑占比达到90%以上。', 'left out'],
    ['aim', '到2025年，力争绿色建筑占比达到90个以上。', 'figure'],
    ['aim', '到2025年，力争绿色建筑40万平方米、占比达到90%以上。', 'figure'],
    ['twins', '新建数据中心PUE不高于1.4，改造后不高于1.3。', 'order'],
    ['twins', '新建数据中心PUE不高于1.4。', 'left out'],
    ['twins', '改造后数据中心PUE不高于1.3，新建PUE不高于1.4。', 'order'],
    ['topics', '“节水”由区水务局负责；“节能”由区经委负责。', 'order'],
    [
      'twinsEn',
      'Retrofitted (改造后PUE) at most 1.3 (不高于1.3); new (新建数据中心PUE) at most 1.4 (不高于1.4).',
      'order',
    ],
    ['bodies', '“加快能源转型”由区交通委、区经委、区发展改革委负责。', 'left out'],
    ['bodies', '“加快能源转型”由区交通委、区发展改革委等负责。', 'left out'],
    ['bodies', '“加快能源转型”由区经委、区交通委、区发展改革委等负责。', 'order'],
    ['bodies', '“加快能源转型”由区交通委牵头，区经委、区发展改革委等负责。', 'lead'],
    ['bodies', '“加快能源转型”由区交通委、区经委、区发展改革委、区财政局等负责。', 'body'],
    ['bodies', '“加快能源转型”由市交通委、区经委、区发展改革委等负责，含区交通委。', 'body'],
    ['roles', '“防汛”由市水务局、市财政局牵头，市生态环境局配合。', 'lead'],
    ['roles', '“防汛”由市财政局牵头，市水务局、市生态环境局配合。', 'lead'],
    ['roles', '“防汛”由市水务局、市财政局牵头,市财政局、市生态环境局配合。', 'lead'],
    ['ban', '可以，原则上允许新建燃煤锅炉，不限。', 'modality'],
    ['ban', '不得新建燃煤锅炉。', 'left out'],
    ['ban', '原则上必须新建燃煤锅炉。', 'modality'],
    ['law', '原文指明的文件是《上海市绿色建筑条例》和《能源法》。', 'title'],
    ['law', '原文指明的文件是《上海市绿色建筑条例。', 'title'],
    ['targetEn', 'By 2025, 8 hydrogen refuelling stations (加氢站) are to be built (6个).', 'figure'],
    ['targetEn', 'By 2025, sixty hydrogen stations (加氢站, 6个), that is 6.', 'figure'],
    ['targetEn', 'By 2025, 6 million hydrogen stations (加氢站, 6个).', 'figure'],
    ['targetEn', 'By 2025, 6 tonnes of hydrogen (加氢站, 6个).', 'figure'],
    ['targetEn', 'By 2025, 6% hydrogen (加氢站, 6个).', 'figure'],
    ['targetEn', 'By 2025, at least 6 hydrogen stations (加氢站, 6个).', 'comparator'],
    ['targetEn', 'By 2025, 6 or more hydrogen stations (加氢站, 6个).', 'comparator'],
    ['targetEn', 'By 2030, 6 hydrogen stations (加氢站, 6个), not 2025.', 'figure'],
    ['targetEn', 'By March 2025, 6 hydrogen stations (加氢站, 6个).', 'date'],
    ['targetEn', 'By 31 December 2025, 6 hydrogen stations (加氢站, 6个).', 'date'],
    ['targetEn', 'By 2025, 6 hydrogen stations (加氢站, 6个), double the present number.', 'amount'],
    [
      'targetEn',
      'By 2025, 6 hydrogen stations (加氢站, 6个), built by the District Water Authority.',
      'body',
    ],
    ['targetEn', 'By 2025, 6 hydrogen stations (加氢站, 6个), built by the Hydrogen Future Agency.', 'body'],
    ['targetEn', 'By 2025, 6 hydrogen stations (加氢站, 6个), under the Energy Conservation Law.', 'title'],
    ['targetEn', 'By 2025, 6 hydrogen stations (加氢站, 6个) in the first phase.', 'figure'],
    ['targetEn', 'By 2025, 6 hydrogen stations (加氢站, 6个) (区水务局).', 'quotation'],
    ['targetEn', 'By 2025, 6 hydrogen stations (加氢站, 6个) must be built.', 'modality'],
    ['targetEn', 'By 2025, some hydrogen stations (加氢站).', 'left out'],
    ['targetEn', '到2025年，加氢站6个。', 'language'],
    ['targetEn', 'By 2025, 6 hydrogen refuelling stations (加氢站, 6个) had already been finished.', 'word'],
    ['targetEn', 'By 2025, 6 hydrogen refuelling stations (加氢站, 6个) in Pudong.', 'word'],
    ['targetEn', 'By 2025, not 6 hydrogen refuelling stations (加氢站, 6个).', 'word'],
    ['targetEn', 'By 2025: the plan aims for 6 hydrogen refuelling stations (加氢站, 6个).', 'word'],
    ['powerEn', 'Installed capacity reaches 29.4 kW (29.4万千瓦) by 2025.', 'figure'],
    ['powerEn', 'Installed capacity reaches 294,000 kWh (29.4万千瓦) by 2025.', 'figure'],
    [
      'wordedEn',
      'At least ninety per cent of green buildings (绿色建筑, 百分之九十以上) by 2025.',
      'left out',
    ],
    [
      'bodiesEn',
      'District Transport Commission (区交通委) and District Economic Commission (区经委) are responsible.',
      'left out',
    ],
    [
      'bodiesEn',
      'District Transport Commission (区交通委) leads, with District Economic Commission (区经委) and others (等).',
      'lead',
    ],
    [
      'bodiesEn',
      'District Transport Commission (区交通委), District Economic Commission (区经委), the Finance Bureau and others (等).',
      'body',
    ],
    [
      'bodiesEn',
      'Municipal Transport Commission, District Transport Commission (区交通委), District Economic Commission (区经委) and others (等).',
      'body',
    ],
    ['banEn', 'Yes, in principle allowed, not banned: “原则上不得新建燃煤锅炉”.', 'modality'],
  ])('%s: %s → %s', (name, text, rule) => {
    expect(rulesOf(name, text)).toContain(rule)
  })

  it.each([
    '到2025年，加氢站：建成6个。详见https://evil.example/x',
    '到2025年，加氢站：建成6个。详见evil.com',
    '<b>到2025年</b>，加氢站：建成6个。',
    '**到2025年**，加氢站：建成6个。',
    '到2025年，加氢站：建成6个。\u202e反',
    '到2025年，加氢站：建成6\u200b0个。',
    `到2025年，加氢站：建成6个。${'很好。'.repeat(100)}`,
    '',
    '   ',
  ])('what is no plain sentence: %j', (text) => {
    expect(rulesOf('target', text)).toEqual(['form'])
  })
})

describe('properties', () => {
  const sentence = '到2025年,建成6个加氢站'
  const places = [0, 6, 9, sentence.length]
  const inserted = (at: number, extra: string) => `${sentence.slice(0, at)},${extra},${sentence.slice(at)}。`

  it('no figure but the proven one passes, wherever it stands and however it is written', () => {
    const units = ['个', '座', '%', '万千瓦', '亿元', '吨', '平方米', '家', '']
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        fc.constantFrom(...units),
        fc.constantFrom(...places),
        (value, unit, at) => {
          fc.pre(!(value === 6 && (unit === '个' || unit === '')) && !(value === 2025 && unit === ''))
          expect(rulesOf('target', inserted(at, `建${value}${unit}`)).length).toBeGreaterThan(0)
        },
      ),
    )
  })

  it('no body of the table passes that no span names', () => {
    const names = BODY_TABLE.rows.flatMap(({ stems }) => stems.map((stem) => `区${stem}局`))
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...places), (name, at) => {
        expect(rulesOf('target', inserted(at, `由${name}负责`))).toContain('body')
      }),
    )
  })

  it('no English figure but the proven one passes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        fc.constantFrom('stations', '%', 'kW', 'million yuan'),
        (value, noun) => {
          fc.pre(!(value === 6 && noun === 'stations') && value !== 2025)
          const text = `By 2025: hydrogen stations (加氢站) — 6 (6个), with ${value} ${noun}.`
          expect(rulesOf('targetEn', text).length).toBeGreaterThan(0)
        },
      ),
    )
  })

  it('any text is judged without a throw, and the same twice', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom(...(Object.keys(ANSWERS) as AnswerName[])),
        (text, name) => {
          expect(faultsOf(name, text)).toEqual(faultsOf(name, text))
        },
      ),
    )
  })
})

it('the words are a table of the right shape', () => {
  expect(phrasingWordsSchema.parse(table)).toEqual(table)
})
