import { describe, expect, it } from 'vitest'
import type { DocumentReading } from '../../src/ports/document-reader.ts'
import { readDocumentFile } from '../../src/readers/read-document.ts'
import { abstractList, type DocxParts, list, listed, makeDocx, p, run, tbl, tc, tr } from './make-docx.ts'

const read = (parts: DocxParts | string): Promise<DocumentReading> =>
  readDocumentFile(makeDocx(typeof parts === 'string' ? { body: parts } : parts), 'x.docx')

const lines = async (parts: DocxParts | string) => (await read(parts)).text.trimEnd().split('\n')

const OFFICIAL = abstractList(0, [
  ['chineseCounting', '%1、'],
  ['chineseCounting', '（%2）'],
  ['decimal', '%3.'],
  ['decimal', '（%4）'],
])

describe('automatic numbers', () => {
  it('count, restart below a higher level, and go on behind text without a number', async () => {
    const body = [
      listed('总体要求', 1),
      listed('指导思想', 1, 1),
      p('坚持稳中求进。'),
      listed('基本原则', 1, 1),
      listed('重点任务', 1),
      listed('能源', 1, 1),
      listed('煤炭', 1, 2),
      listed('电力', 1, 2),
      listed('细项', 1, 3),
    ].join('')
    expect(await lines({ body, numbering: OFFICIAL + list(1, 0) })).toEqual([
      '一、总体要求',
      '（一）指导思想',
      '坚持稳中求进。',
      '（二）基本原则',
      '二、重点任务',
      '（一）能源',
      '1.煤炭',
      '2.电力',
      '（1）细项',
    ])
  })

  it.each([
    ['chineseCounting', '%1、', 12, '十二、甲'],
    ['chineseCountingThousand', '第%1条', 101, '第一百零一条 甲'],
    ['ideographDigital', '%1、', 10, '一〇、甲'],
    ['japaneseCounting', '第%1章', 3, '第三章 甲'],
    ['decimal', '%1.', 3, '3.甲'],
    ['decimalEnclosedCircleChinese', '%1', 4, '④ 甲'],
    ['decimalZero', '%1.', 7, '07.甲'],
    ['decimalFullWidth', '%1．', 12, '１２．甲'],
    ['upperRoman', '%1.', 4, 'IV.甲'],
    ['lowerLetter', '%1)', 28, 'bb)甲'],
    ['ideographTraditional', '%1、', 11, '甲、甲'],
    ['chineseLegalSimplified', '%1、', 12, '壹拾贰、甲'],
    ['decimalEnclosedFullstop', '%1', 3, '⒊ 甲'],
    ['bullet', '\uf0b7', 1, '• 甲'],
    ['none', '附件', 1, '附件 甲'],
  ])('%s with %s at %i', async (format, text, start, shown) => {
    const level = `<w:lvl w:ilvl="0"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
    const numbering = `<w:abstractNum w:abstractNumId="0">${level}</w:abstractNum>${list(1, 0)}`
    expect(await lines({ body: listed('甲', 1), numbering })).toEqual([shown])
  })

  it('takes several levels into one label, in decimal where it says so, and a gap only where one is shown', async () => {
    const numbering =
      abstractList(0, [
        ['chineseCounting', '第%1章', '<w:suff w:val="space"/>'],
        ['decimal', '%1.%2', '<w:isLgl/>'],
      ]) + list(1, 0)
    const body = listed('总则', 1) + listed('目的', 1, 1) + listed('范围', 1, 1)
    expect(await lines({ body, numbering })).toEqual(['第一章 总则', '1.1 目的', '1.2 范围'])
  })

  it('keeps a number and a figure apart', async () => {
    const numbering = abstractList(0, [['decimal', '%1.']]) + list(1, 0)
    expect(await lines({ body: listed('5万元以上', 1), numbering })).toEqual(['1. 5万元以上'])
  })

  it('starts anew where a list says so, and shares the count of one abstract list', async () => {
    const override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    const numbering = OFFICIAL + list(1, 0) + list(2, 0) + list(3, 0, override)
    const body = [listed('甲', 1), listed('乙', 2), listed('丙', 3), listed('丁', 3)].join('')
    expect(await lines({ body, numbering })).toEqual(['一、甲', '二、乙', '一、丙', '二、丁'])
  })

  it('reads lists that styles carry, by style inheritance and by the level that is tied to the style', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="二级"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="三级"/><w:basedOn w:val="A"/></w:style>'
    const numbering =
      abstractList(0, [
        ['chineseCounting', '%1、', '<w:pStyle w:val="A"/>'],
        ['chineseCounting', '（%2）', '<w:pStyle w:val="B"/>'],
      ]) + list(1, 0)
    const style = (id: string, more = '') => `<w:pStyle w:val="${id}"/>${more}`
    const body =
      p('总则', style('A')) +
      p('目的', style('B')) +
      p('附则', style('C')) +
      p('无号', style('A', '<w:numPr><w:numId w:val="0"/></w:numPr>'))
    const reading = await read({ body, numbering, styles })
    expect(reading.text.trim().split('\n')).toEqual(['一、总则', '（一）目的', '二、附则', '无号'])
    expect(reading.map.headings).toEqual([
      { line: 1, level: 1 },
      { line: 2, level: 2 },
      { line: 3, level: 1 },
      { line: 4, level: 1 },
    ])
  })

  it('follows links from a list to a numbering style', async () => {
    const styles =
      '<w:style w:type="numbering" w:styleId="N"><w:name w:val="n"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    const numbering = `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="N"/></w:abstractNum>${abstractList(1, [['chineseCounting', '（%1）']])}${list(1, 0)}${list(2, 1)}`
    expect(await lines({ body: listed('甲', 1), numbering, styles })).toEqual(['（一）甲'])
  })
})

describe('what is not part of the text', () => {
  it('keeps insertions and leaves out deletions, moves and deleted paragraph marks', async () => {
    const body =
      p(
        `${run('到2025年建成')}<w:del><w:r><w:delText>10</w:delText></w:r></w:del><w:ins>${run('12')}</w:ins>${run('座。')}`,
      ) +
      p(run('前半'), '<w:rPr><w:del w:id="1"/></w:rPr>') +
      p('后半') +
      p(`<w:moveFrom>${run('移走')}</w:moveFrom><w:moveTo>${run('移来')}</w:moveTo>`)
    const reading = await read(body)
    expect(reading.text.trim().split('\n')).toEqual(['到2025年建成12座。', '前半后半', '移来'])
    expect(reading.coverage.left).toEqual([{ what: 'deleted', characters: 4, sample: '10 移走' }])
  })

  it('leaves out hidden text by run, character style and paragraph style', async () => {
    const styles =
      '<w:style w:type="character" w:styleId="H"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="p"/><w:rPr><w:vanish/></w:rPr></w:style>'
    const body =
      p(
        run('见') +
          run('暗', '<w:vanish/>') +
          run('隐', '<w:rStyle w:val="H"/>') +
          run('明', '<w:rStyle w:val="H"/><w:vanish w:val="0"/>'),
      ) + p(run('全隐'), '<w:pStyle w:val="P"/>')
    const reading = await read({ body, styles })
    expect(reading.text).toBe('见明\n')
    expect(reading.coverage.left).toMatchObject([{ what: 'hidden', characters: 4 }])
  })

  it('shows results of fields, not their code, over paragraphs too', async () => {
    const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
    const body =
      p(`${field('begin')}<w:r><w:instrText>TOC \\o</w:instrText></w:r>${field('separate')}${run('总则')}`) +
      p(run('附则') + field('end')) +
      p('正文')
    expect(await lines(body)).toEqual(['总则', '附则', '正文'])
  })

  it('marks notes, counts headers and comments, and reads a text box once', async () => {
    const box = (kind: string) => `<w:${kind}><w:txbxContent>${p('框中文字')}</w:txbxContent></w:${kind}>`
    const shape = `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>${p('框中文字')}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback>${box('pict')}</mc:Fallback></mc:AlternateContent>`
    const reading = await read({
      body: p(`${run('正文')}<w:r><w:footnoteReference w:id="2"/></w:r><w:r>${shape}</w:r>`) + p('下文'),
      footnotes: `<w:footnote w:type="separator" w:id="0">${p('—')}</w:footnote><w:footnote w:id="2">${p('脚注')}</w:footnote>`,
      header: p('内部资料'),
      comments: `<w:comment w:id="1">${p('批注')}</w:comment>`,
    })
    expect(reading.text.trim().split('\n')).toEqual(['正文', '［注1］脚注', '框中文字', '下文'])
    expect(reading.map.notes).toEqual([
      { line: 2, kind: 'footnote' },
      { line: 3, kind: 'textbox' },
    ])
    expect(reading.coverage.left.map(({ what, sample }) => [what, sample])).toEqual([
      ['header', '内部资料'],
      ['comment', '批注'],
    ])
  })

  it('warns of macros and lost pictures, and reads on', async () => {
    const reading = await read({ body: p('正文'), more: { 'word/vbaProject.bin': 'x' } })
    expect(reading.text).toBe('正文\n')
    expect(reading.warnings.join()).toMatch(/macros.*pictures are missing/)
  })
})

describe('signs', () => {
  it('reads breaks as lines, tabs as blanks, symbols and formulas', async () => {
    const formula =
      '<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b+c</m:t></m:r></m:den></m:f></m:oMath>'
    const body =
      p('<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>') +
      p('<w:r><w:t>左</w:t><w:tab/><w:t>右</w:t></w:r>') +
      p(`<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>${run('是')}`) +
      p(`${run('比率=')}${formula}`)
    expect(await lines(body)).toEqual(['上', '下', '左 右', '☑是', '比率=a/(b+c)'])
  })
})

describe('tables', () => {
  const vMerge = (val = '') => `<w:vMerge${val && ` w:val="${val}"`}/>`

  it('repeats vertical merges, names columns by all rows of the head, and takes units out of it', async () => {
    const body = tbl(
      tr(
        tc('序号', vMerge('restart')) +
          tc('指标', vMerge('restart')) +
          tc('目标值（万千瓦）', '<w:gridSpan w:val="2"/>'),
      ) +
        tr(tc('', vMerge()) + tc('', vMerge()) + tc('2024年') + tc('2025年')) +
        tr(tc('1') + tc('光伏', vMerge('restart')) + tc('10') + tc('20')) +
        tr(tc('2') + tc('', vMerge()) + tc('') + tc('30')),
    )
    const { text, map } = await read(body)
    expect(text.split('\n').slice(0, 4)).toEqual([
      '序号 | 指标 | 目标值（万千瓦） | ',
      '序号 | 指标 | 2024年 | 2025年',
      '1 | 光伏 | 10 | 20',
      '2 | 光伏 |  | 30',
    ])
    const table = map.tables[0]!
    expect(table).toMatchObject({ lines: [1, 4], headerRows: 2, rowHeading: 1 })
    expect(table.columns.map(({ headings, unit }) => [headings.join('/'), unit])).toEqual([
      ['序号', null],
      ['指标', null],
      ['目标值/2024年', '万千瓦'],
      ['目标值/2025年', '万千瓦'],
    ])
    const last = table.rows[3]!.cells.map(({ span, column }) => [column, text.slice(span.start, span.end)])
    expect(last).toEqual([
      [0, '2'],
      [1, '光伏'],
      [2, ''],
      [3, '30'],
    ])
  })

  it('keeps columns in place where rows leave grid columns out or are wider', async () => {
    const body = tbl(
      tr(tc('项目') + tc('标准') + tc('金额')) +
        tr(tc('一级') + tc('5万元'), '<w:gridBefore w:val="1"/>') +
        tr(tc('二级') + tc('无'), '<w:gridAfter w:val="1"/>') +
        tr(tc('合计', '<w:gridSpan w:val="2"/>') + tc('8万元')),
    )
    expect(await lines(body)).toEqual([
      '项目 | 标准 | 金额',
      ' | 一级 | 5万元',
      '二级 | 无 | ',
      '合计 |  | 8万元',
    ])
  })

  it('gives tables within cells behind the outer one, and takes a frame of one cell for text', async () => {
    const inner = tbl(tr(tc('甲') + tc('乙')) + tr(tc('1') + tc('2')))
    expect(await lines(tbl(tr(tc('名称') + tc('内容')) + tr(tc('外') + tc(p('见下') + inner))))).toEqual([
      '名称 | 内容',
      '外 | 见下',
      '甲 | 乙',
      '1 | 2',
    ])
    expect(await lines(tbl(tr(tc(p('专栏1 重点工程') + p('建设充电桩。')))))).toEqual([
      '专栏1 重点工程',
      '建设充电桩。',
    ])
    expect(await lines(tbl(tr(tc(p('表一') + inner))))).toEqual(['表一', '甲 | 乙', '1 | 2'])
  })

  it('takes title rows off the table, and bars in cells for what they are', async () => {
    const body = tbl(
      tr(tc('重点任务分解表', '<w:gridSpan w:val="3"/>')) +
        tr(tc('序号') + tc('任务') + tc('责任单位')) +
        tr(tc('1') + tc('甲|乙') + tc(p('市发展改革委') + p('市财政局'))),
    )
    const { text, map } = await read(body)
    expect(text).toBe('重点任务分解表\n序号 | 任务 | 责任单位\n1 | 甲｜乙 | 市发展改革委 市财政局\n')
    expect(map.tables[0]).toMatchObject({ lines: [2, 3], caption: 1, headerRows: 1, rowHeading: 1 })
  })

  it('leaves deleted and hidden rows out', async () => {
    const body = tbl(
      tr(tc('甲') + tc('乙')) +
        tr(tc('1') + tc('2'), '<w:del w:id="1"/>') +
        tr(tc('3') + tc('4'), '<w:hidden/>') +
        tr(tc('5') + tc('6')),
    )
    expect(await lines(body)).toEqual(['甲 | 乙', '5 | 6'])
  })
})
