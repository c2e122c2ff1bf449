import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { deltasOf } from '../../src/readers/ofd/text-runs.ts'
import { readDocumentFile } from '../../src/readers/read-document.ts'
import { makeOfd, type OfdParts, ofdLine, ofdText } from './make-ofd.ts'

const read = (parts: OfdParts) => readDocumentFile(makeOfd(parts), 'x.ofd')
const linesOf = (text: string) => text.replace(/\n$/, '').split('\n')

describe('OFD', () => {
  it.each([
    ['g 3 5', 10, [5, 5, 5]],
    ['2 g 2 3.5 4', 10, [2, 3.5, 3.5, 4]],
    ['g 1000000 5', 3, [5, 5, 5]],
    ['', 5, []],
    ['x 5', 5, [5]],
  ])('reads the deltas %j', (written, most, deltas) => {
    expect(deltasOf(written, most)).toEqual(deltas)
  })

  it('gives text in the order of reading, whatever the order of objects, with pages and properties', async () => {
    const reading = await read({
      pages: [ofdText('第二行。', 20, 60) + ofdText('关于某事的批复', 60, 30, 7), ofdText('次页。', 20, 30)],
      info: '<ofd:Title>关于某事的批复文件</ofd:Title><ofd:CreationDate>2024-01-02</ofd:CreationDate>',
    })
    expect(linesOf(reading.text)).toEqual(['关于某事的批复', '第二行。', '次页。'])
    expect(reading.map.pages.map(({ page, line }) => [page, line])).toEqual([
      [1, 1],
      [2, 3],
    ])
    expect(reading.metadata).toMatchObject({
      title: '关于某事的批复文件',
      properties: { CreationDate: '2024-01-02' },
    })
  })

  it('takes in templates, annotations, composed graphics and matrices', async () => {
    const reading = await read({
      template: ofdText('某区人民政府文件', 50, 20, 8),
      pages: [
        '<ofd:CompositeObject ID="3" Boundary="0 0 210 297" ResourceID="7"/>' +
          '<ofd:TextObject ID="4" Boundary="20 80 100 20" CTM="2 0 0 2 0 0" Font="1" Size="3"><ofd:TextCode X="0" Y="3" DeltaX="3 3">放大字</ofd:TextCode></ofd:TextObject>',
      ],
      annotation: `<ofd:Annot ID="1" Type="Stamp"><ofd:Appearance Boundary="100 120 60 20"><ofd:TextObject ID="5" Boundary="0 0 40 10" Font="1" Size="5"><ofd:TextCode X="0" Y="5">批注文字</ofd:TextCode></ofd:TextObject></ofd:Appearance></ofd:Annot>`,
      resources: `<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7" Width="210" Height="297"><ofd:Content>${ofdText('组合文字', 20, 50)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>`,
    })
    expect(linesOf(reading.text)).toEqual(['某区人民政府文件', '组合文字', '放大字', '批注文字'])
  })

  it('finds pages under odd paths, and leaves out what is invisible', async () => {
    const hidden = ofdText('不可见', 20, 50, 5, 'Visible="false"')
    for (const pagePath of [
      (at: number) => `/Doc_0/Pages/Page_${at}/Content.xml`,
      (at: number) => `Doc_0/pages/Page_${at}/content.xml`,
    ]) {
      const reading = await read({ pages: [ofdText('正文。', 20, 40) + hidden], pagePath })
      expect(reading.text).toBe('正文。\n')
      expect(reading.coverage.left).toMatchObject([{ what: 'invisible', characters: 3 }])
    }
  })

  it('reads ruled tables, also where one text object runs over several cells', async () => {
    const lines = [30, 40, 50]
      .map((y) => ofdLine(20, y, 140, y))
      .concat([20, 60, 100, 140].map((x) => ofdLine(x, 30, x, 50)))
    const spread = `<ofd:TextObject ID="9" Boundary="22 30 110 10" Font="1" Size="4"><ofd:TextCode X="0" Y="6" DeltaX="4 36 4 36 4">序号任务时限</ofd:TextCode></ofd:TextObject>`
    const { text, map } = await read({
      pages: [
        lines.join('') +
          spread +
          ofdText('1', 22, 47, 4) +
          ofdText('建站', 62, 47, 4) +
          ofdText('年底', 102, 47, 4),
      ],
    })
    expect(linesOf(text)).toEqual(['序号 | 任务 | 时限', '1 | 建站 | 年底'])
    expect(map.tables).toHaveLength(1)
  })

  it('says what is wrong', async () => {
    await expect(
      read({ pages: ['<ofd:ImageObject ID="1" Boundary="0 0 210 297" ResourceID="3"/>'] }),
    ).rejects.toMatchObject({ code: 'file_scanned' })
    await expect(read({ pages: [''] })).rejects.toMatchObject({ code: 'file_empty' })
    const lost = await read({
      pages: [ofdText('正文。', 20, 40), ofdText('丢失', 20, 40)],
      pagePath: (at) => (at === 0 ? 'Pages/Page_0/Content.xml' : 'nowhere.xml'),
    })
    expect(lost.warnings).toEqual(['1 of its pages are missing from the package.'])
  })

  it('reads parts whose prefix is declared nowhere, and no watermarks', async () => {
    const parts = unzipSync(
      makeOfd({
        pages: [ofdText('正文。', 20, 40)],
        annotation: `<ofd:Annot ID="1" Type="Watermark"><ofd:Appearance Boundary="0 0 210 297">${ofdText('内部资料', 60, 120)}</ofd:Appearance></ofd:Annot>`,
      }),
    )
    const bare = Object.entries(parts).map(([name, bytes]) => [
      name,
      strToU8(strFromU8(bytes).replace(/ xmlns:ofd="[^"]*"/, '')),
    ])
    const { text } = await readDocumentFile(zipSync(Object.fromEntries(bare)), 'x.ofd')
    expect(text).toBe('正文。\n')
  })
})
