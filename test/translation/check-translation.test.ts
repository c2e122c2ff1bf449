import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corpusBodies } from '../../src/corpus-tables.ts'
import { alignTranslation, linesOfText } from '../../src/translation/align-translation.ts'
import { checkLine } from '../../src/translation/check-line.ts'
import { checkTranslation, printFault } from '../../src/translation/check-translation.ts'

const corpus = (name: string) => readFileSync(new URL(`../../corpus/${name}`, import.meta.url), 'utf8')
const SOURCE = corpus('jiading-2023-27.txt')
const ENGLISH = corpus('jiading-2023-27.en.txt')
const bodies = corpusBodies({ bodies: JSON.parse(corpus('tables/bodies.json')) })

const rulesOf = (chinese: string, english: string) => checkLine(chinese, english, 1).map(({ rule }) => rule)

describe('the translation of the seed plan', () => {
  it('keeps every rule, and the names of all responsible bodies', () => {
    expect(checkTranslation(SOURCE, ENGLISH, bodies).map(printFault)).toEqual([])
  })

  it('pairs every sentence', () => {
    const { pieces } = alignTranslation({ id: 'jiading-2023-27', text: SOURCE }, ENGLISH)
    expect(pieces.length).toBeGreaterThan(290)
    expect(pieces.filter(({ english }) => english === '')).toEqual([])
    const target = pieces.find(({ span }) =>
      SOURCE.slice(span.start, span.end).startsWith('到2025年,新增光伏'),
    )
    expect(target?.english).toMatch(/^By 2025, 294,000 kW of photovoltaic/)
  })
})

describe('what the check finds in it when it is changed', () => {
  const lines = linesOfText(ENGLISH)
  const printed = linesOfText(SOURCE)
  const withLine = (i: number, line: string) => [...lines.slice(0, i), line, ...lines.slice(i + 1)].join('\n')
  /** Figures in digits, with their line; the numbers of headings and the day of a name are not checked. */
  const figures = lines.flatMap((line, i) =>
    [...line.matchAll(/(?<![\d.,A-Za-z])\d+(?:,\d{3})*(?:\.\d+)?/g)]
      .filter(({ index }) => index > 0 && !line.slice(0, index).endsWith('June '))
      .map(({ 0: text, index }) => ({ i, text, index })),
  )

  it('has figures to try', () => expect(figures.length).toBeGreaterThan(90))

  it.each([
    ['dropped', () => ''],
    ['ten times as large', (text: string) => String(Number(text.replaceAll(',', '')) * 10)],
    ['another', (text: string) => String(Number(text.replaceAll(',', '')) + 7)],
  ])('each figure that is %s', (_, change) => {
    for (const { i, text, index } of figures) {
      const line = lines[i]!
      const changed = line.slice(0, index) + change(text) + line.slice(index + text.length)
      const found = checkLine(printed[i]!, changed, i + 1).some(({ severity }) => severity === 'error')
      // A figure that stands twice in one sentence may be said once.
      const twice = line.split(text).length > 2
      expect(found || (twice && change(text) === ''), `${i + 1}: ${text}`).toBe(true)
    }
  })

  it('each percentage that is a count', () => {
    for (const [i, line] of lines.entries()) {
      for (const { index } of line.matchAll(/%/g)) {
        const changed = `${line.slice(0, index)} items${line.slice(index + 1)}`
        const again = line
          .split(/(\d[\d.]*%)/)
          .filter((part, at, all) => all.indexOf(part) !== at && /%$/.test(part))
        if (again.length > 0) continue
        expect(rulesOf(printed[i]!, changed), `${i + 1}`).toContain('percentage')
      }
    }
  })

  it('another number of lines, and nothing else', () => {
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.boolean(), (i, drop) => {
        const other = drop ? lines.toSpliced(i, 1) : lines.toSpliced(i, 0, 'One line more.')
        const faults = checkTranslation(SOURCE, other.join('\n'))
        expect(faults.map(({ rule }) => rule)).toEqual(['lines'])
        expect(() => alignTranslation({ id: 'x', text: SOURCE }, other.join('\n'))).toThrow(/has \d+ lines/)
      }),
    )
  })

  it('a line that is left out, and one that is left Chinese', () => {
    expect(checkTranslation(SOURCE, withLine(22, '')).map(({ rule }) => rule)).toEqual(['blank'])
    const chinese = SOURCE.split('\n')[22]!
    expect(checkTranslation(SOURCE, withLine(22, chinese)).map(({ rule }) => rule)).toContain('untranslated')
  })

  it('a body under another name', () => {
    const changed = ENGLISH.replace('the District Statistics Bureau', 'the District Bureau of Figures')
    expect(checkTranslation(SOURCE, changed, bodies).map(printFault)).toEqual([
      'line 92: warning: body: 区统计局 is not named “District Statistics Bureau”',
    ])
  })

  it('an unpaired sentence as a warning', () => {
    const changed = ENGLISH.replace('of which 10,600 kW will be', 'of which: 10,600 kW. It will be')
    const [fault] = checkTranslation(SOURCE, changed)
    expect(fault).toMatchObject({ line: 23, rule: 'sentences', severity: 'warning' })
  })
})

describe('a line', () => {
  it.each([
    ['新增光伏装机容量29.4万千瓦。', '29.4 × 10,000 kW of PV capacity will be added.'],
    ['新增光伏装机容量29.4万千瓦。', '294 thousand kW of PV capacity will be added.'],
    ['投入1.2亿元。', 'CNY 120 million will be invested.'],
    ['投入一亿二千万元。', '120 million yuan will be invested.'],
    ['比例达到百分之九十。', 'The share will reach 90 per cent.'],
    ['下降2个百分点。', 'It will fall by 2 percentage points.'],
    ['占10%-15%。', 'It accounts for 10–15%.'],
    ['每年3-5万吨。', 'From 30,000 to 50,000 tonnes a year.'],
    ['二〇二五年底前完成。', 'It will be completed by the end of 2025.'],
    ['依照第十二条执行。', 'Article 12 applies.'],
    ['建设三个基地。', 'Three bases will be built.'],
    ['两个基地同时建设。', 'Both bases will be built at once.'],
    ['十四五期间完成。', 'It will be done in the Fourteenth Five-Year Plan period, i.e. the 14th plan.'],
    ['淘汰国三柴油车。', 'China III diesel vehicles will be phased out.'],
    ['2023年11月23日', '23 November 2023'],
    ['三分之一以上的代表', 'one-third or more of the deputies'],
    ['构建“三线一单”体系。', 'The system of the “three lines and one list” will be built.'],
    ['控制PM2.5和CO₂浓度。', 'The concentration of PM2.5 and carbon dioxide will be controlled.'],
    ['建设20公顷绿地。', '20 hectares of green space will be built.'],
    ['1.总体要求', '1. General Requirements'],
  ])('%s — %s', (chinese, english) => {
    expect(rulesOf(chinese, english)).toEqual([])
  })

  it.each([
    ['新增光伏装机容量29.4万千瓦。', '294 MW of PV capacity will be added.', ['figure', 'added']],
    ['新增光伏装机容量29.4万千瓦。', '294,000 MW of PV capacity will be added.', ['unit']],
    ['净增森林面积15632亩。', 'Forest area will grow by 15,632 hectares.', ['unit']],
    ['比例达到50%。', 'It will reach 50.', ['percentage']],
    ['到2025年完成。', 'It will be completed.', ['year']],
    ['到2025年完成。', 'It will be completed by 2026.', ['year', 'added']],
    ['依照第十二条执行。', 'Article 11 applies.', ['figure', 'added']],
    ['建设三个基地。', 'Four bases will be built.', ['figure']],
    ['推广B10燃料。', 'B20 fuel will be promoted.', ['name']],
    ['十四五期间完成。', 'It will be done in the 13th Five-Year Plan period.', ['figure', 'added']],
    ['力争完成50公里。', '50 km will be completed.', ['reservation']],
    ['原则上不得新建。', 'New ones will be built in principle.', ['reservation']],
    ['', 'Nothing stands there.', ['blank']],
  ])('%s — %s: %j', (chinese, english, rules) => {
    expect(rulesOf(chinese, english)).toEqual(rules)
  })
})
