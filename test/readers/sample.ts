/** The one document from which the sample files of `test/fixtures/files` were made: lists, notes, boxes, tables, two pages. */
import { abstractList, type DocxParts, list, listed, p, run, tbl, tc, tr } from './make-docx.ts'

const PAGE =
  '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
const INDENT = '<w:ind w:firstLine="640"/><w:jc w:val="both"/>'
const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
  .join('')
const SONG =
  '<w:rFonts w:ascii="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC"/><w:sz w:val="32"/>'

const text = (content: string) => p(run(content, SONG), INDENT)
const centred = (content: string) => p(run(content, SONG), '<w:jc w:val="center"/>')
const width = (twips: number) => `<w:tcW w:w="${twips}" w:type="dxa"/>`
const grid = (...widths: number[]) =>
  `<w:tblGrid>${widths.map((each) => `<w:gridCol w:w="${each}"/>`).join('')}</w:tblGrid>`
const bordered = (rows: string, ...widths: number[]) =>
  tbl(rows).replace(
    '<w:tblPr/><w:tblGrid/>',
    `<w:tblPr><w:tblW w:w="${widths.reduce((a, b) => a + b)}" w:type="dxa"/><w:tblBorders>${BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>${grid(...widths)}`,
  )
const cell = (content: string, twips: number, more = '') => tc(content, width(twips) + more)
const down = (val = '') => `<w:vMerge${val && ` w:val="${val}"`}/>`

const LONG =
  '围绕碳达峰碳中和目标，统筹推进减污降碳协同增效，加快形成节约资源和保护环境的产业结构、生产方式、生活方式、空间格局，到2025年可再生能源装机容量达到29.4万千瓦以上，建成加氢站不少于2座，公共充电桩达到5000个。'

export const SAMPLE: DocxParts = {
  numbering:
    abstractList(0, [
      ['chineseCounting', '%1、', '<w:suff w:val="nothing"/>'],
      ['chineseCounting', '（%2）', '<w:suff w:val="nothing"/>'],
      ['decimal', '%3.', '<w:suff w:val="nothing"/>'],
    ]) + list(1, 0),
  footnotes: `<w:footnote w:type="separator" w:id="0">${p('—')}</w:footnote><w:footnote w:id="2">${p('本方案所称近期指到2025年。')}</w:footnote>`,
  header: p('内部资料 注意保存'),
  body: [
    centred('关于印发某区能源工作方案的通知'),
    centred('某府发〔2024〕12号'),
    p(run('各镇人民政府，各街道办事处：', SONG)),
    listed('总体要求', 1),
    text(LONG),
    `<w:p><w:pPr>${INDENT}</w:pPr>${run('近期目标按年度分解。', SONG)}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`,
    listed('重点任务', 1),
    listed('加快设施建设', 1, 1),
    text(LONG.repeat(2)),
    listed('车桩配套', 1, 2),
    listed('站网布局', 1, 2),
    listed('完善机制', 1, 1),
    text(LONG),
    centred('附件1 指标表'),
    bordered(
      tr(
        cell('序号', 900, down('restart')) +
          cell('指标名称', 3000, down('restart')) +
          cell('目标值', 3600, '<w:gridSpan w:val="2"/>') +
          cell('责任单位', 1800, down('restart')),
      ) +
        tr(
          cell('', 900, down()) +
            cell('', 3000, down()) +
            cell('2024年', 1800) +
            cell('2025年', 1800) +
            cell('', 1800, down()),
        ) +
        tr(
          cell('1', 900) +
            cell('光伏装机容量（万千瓦）', 3000) +
            cell('20.5', 1800) +
            cell('29.4', 1800) +
            cell('区发展改革委', 1800, down('restart')),
        ) +
        tr(
          cell('2', 900) +
            cell('加氢站数量（座）', 3000) +
            cell('1', 1800) +
            cell('2', 1800) +
            cell('', 1800, down()),
        ) +
        tr(
          cell('3', 900) +
            cell('公共充电桩（个）', 3000) +
            cell('', 1800) +
            cell('5000', 1800) +
            cell('区交通委', 1800),
        ) +
        tr(
          cell('合计', 3900, '<w:gridSpan w:val="2"/>') +
            cell('21.5', 1800) +
            cell('31.4', 1800) +
            cell('', 1800),
        ),
      900,
      3000,
      1800,
      1800,
      1800,
    ),
    p(''),
    text(LONG),
    PAGE,
  ].join(''),
}
