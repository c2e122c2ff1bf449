import { describe, expect, it } from 'vitest'
import { readDocumentFile } from '../../src/readers/read-document.ts'

const read = (html: string | Uint8Array) =>
  readDocumentFile(typeof html === 'string' ? new TextEncoder().encode(html) : html, 'x.html')
const linesOf = (content: string) => content.replace(/\n$/, '').split('\n')

const ARTICLE =
  '<p>各镇人民政府：</p><p>为贯彻落实国家决策部署，结合本区实际，制定本方案，请认真组织实施，按时报送进展。</p><p>一、总体要求</p>'
const page = (body: string, head = '') =>
  `<!DOCTYPE html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`

describe('portal pages', () => {
  it.each([
    ['TRS', `<div class="TRS_Editor">${ARTICLE}</div>`],
    ['UCAP', `<div class="pages_content" id="UCAP-CONTENT">${ARTICLE}</div>`],
    ['大汉', `<div id="zoom">${ARTICLE}</div>`],
    ['a table as a frame', `<table><tr><td class="x">${ARTICLE}</td></tr></table>`],
    ['an unknown container', `<div class="a1"><div class="b2">${ARTICLE}</div></div>`],
  ])('give their main text (%s), without menus, shares and footers', async (_, content) => {
    const { text, coverage } = await read(
      page(
        `<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul></div>${content}<div class="share">分享到：微信</div><div class="footer">主办：某区人民政府办公室 备案号：沪ICP备1号</div><script>var a = '<p>x</p>'</script>`,
        '<meta name="ArticleTitle" content="关于印发方案的通知">',
      ),
    )
    expect(linesOf(text)).toEqual([
      '关于印发方案的通知',
      '各镇人民政府：',
      '为贯彻落实国家决策部署，结合本区实际，制定本方案，请认真组织实施，按时报送进展。',
      '一、总体要求',
    ])
    expect(coverage.left.find(({ what }) => what === 'navigation')!.characters).toBeGreaterThan(10)
  })

  it.each([
    [
      'a table',
      '<table><tr><td>索 引 号：</td><td>000014349/2024-00012</td><td>主题分类：</td><td>能源</td></tr><tr><td>发文机关：</td><td>某区人民政府</td><td>成文日期：</td><td>2024年01月03日</td></tr><tr><td>发文字号：</td><td>某府发〔2024〕1号</td><td>有效性：</td><td>有效</td></tr></table>',
    ],
    [
      'a list',
      '<ul><li><b>索引号：</b>000014349/2024-00012</li><li><b>发文机关：</b><span>某区人民政府</span></li><li>成文日期：2024-01-03</li><li>发文字号： 某府发〔2024〕1号</li><li>有效性：有效</li></ul>',
    ],
  ])('give their fields (%s) as metadata, not as text', async (_, fields) => {
    const { text, metadata } = await read(
      page(`<div class="article-content">${fields}${ARTICLE.repeat(3)}</div>`),
    )
    expect(metadata).toMatchObject({
      number: '某府发〔2024〕1号',
      issuer: '某区人民政府',
      date: '2024-01-03',
      status: '现行有效',
      properties: { 索引号: '000014349/2024-00012' },
    })
    expect(text).not.toContain('索引号')
  })

  it.each([
    ['gb2312', 'gb2312', true],
    ['no charset', '', true],
    ['a wrong charset', 'utf-8', true],
    ['UTF-8 that says gbk', 'gbk', false],
  ])('are decoded with %s', async (_, charset, chinese) => {
    const head = `<html><head>${charset && `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">`}<title>t</title></head><body><div id="zoom"><p>`
    const tail = '</p></div></body></html>'
    // 中国，政策。 in GB2312
    const word = chinese
      ? [0xd6, 0xd0, 0xb9, 0xfa, 0xa3, 0xac, 0xd5, 0xfe, 0xb2, 0xdf, 0xa1, 0xa3]
      : [...new TextEncoder().encode('中国，政策。')]
    const bytes = Uint8Array.from([...Buffer.from(head), ...word, ...Buffer.from(tail)])
    expect((await read(bytes)).text).toContain('中国，政策。')
  })

  it('read tables with spans, lists with numbers, breaks, powers and hidden parts', async () => {
    const table =
      '<table><thead><tr><th rowspan="2">序号</th><th colspan="2">标准（万元）</th></tr><tr><th>市级</th><th>区级</th></tr></thead><tbody><tr><td rowspan="2">1</td><td>10</td><td>5</td></tr><tr><td colspan="2">另行规定</td></tr></tbody></table>'
    const { text, map, coverage } = await read(
      page(
        `<div id="zoom">${ARTICLE}<p>面积达到100m<sup>2</sup>，甲<br>乙。</p><ol><li>先报</li><li>后批</li></ol><p style="display:none">暗文</p>${table}</div>`,
      ),
    )
    expect(linesOf(text).slice(3)).toEqual([
      '面积达到100m²，甲',
      '乙。',
      '1.先报',
      '2.后批',
      '序号 | 标准（万元） | ',
      '序号 | 市级 | 区级',
      '1 | 10 | 5',
      '1 | 另行规定 | ',
    ])
    expect(map.tables[0]).toMatchObject({ headerRows: 2 })
    expect(map.tables[0]!.columns[2]).toEqual({ headings: ['标准', '区级'], unit: '万元' })
    expect(coverage.left).toMatchObject([{ what: 'hidden', characters: 2 }])
  })

  it('keep a table that is nearly all of the page', async () => {
    const rows = Array.from(
      { length: 8 },
      (_, at) => `<tr><td>${at + 1}</td><td>能源</td><td>推进第${at + 1}项重点工程</td></tr>`,
    )
    const { text, map } = await read(
      page(
        `<p>任务表</p><table><tr><td>序号</td><td>类别</td><td>重点任务</td></tr>${rows.join('')}</table>`,
      ),
    )
    expect(linesOf(text).slice(0, 3)).toEqual([
      '任务表',
      '序号 | 类别 | 重点任务',
      '1 | 能源 | 推进第1项重点工程',
    ])
    expect(map.tables[0]).toMatchObject({ headerRows: 1, rowHeading: 2, caption: 1 })
  })

  it('join lines that only the source breaks', async () => {
    const { text } = await read(
      page('<div id="zoom"><p>为贯彻落实\n      国家决策，建成\n12个 站点。</p></div>'),
    )
    expect(text).toContain('为贯彻落实国家决策，建成 12个 站点。')
  })
})

const LONG =
  '<p>各镇人民政府，各街道办事处：为贯彻落实国家和省关于加快新能源汽车充电基础设施建设的决策部署，结合本区实际，制定本方案，请认真组织实施，按时报送进展情况。</p><p>一、总体要求。坚持规划先行、适度超前，到2025年，全区建成公共充电桩五千个，建成加氢站不少于两座，形成布局合理、便捷高效的服务网络，满足群众绿色出行的需要。</p><p>二、重点任务。推进居民小区、单位内部和公共停车场配建充电设施，新建小区固定车位按规定全部建设或者预留安装条件，由区发展改革委会同区交通委负责落实。</p>'
const MENU = `<div class="x1"><ul>${['首页', '要闻动态', '政务公开', '办事服务', '互动交流'].map((name) => `<li><a href="#">${name}</a></li>`).join('')}</ul></div>`
const FOOT =
  '<div class="x2"><p>主办：某区人民政府办公室，承办：某区大数据中心。</p><p>网站标识码：3100000001，版权所有，未经许可，不得转载。</p></div>'
const LONG_LINES = [...LONG.matchAll(/<p>(.*?)<\/p>/g)].map(([, line]) => line!)

describe('a page whose text only a script shows or writes', () => {
  const escaped = LONG.replace(/</g, '&lt;')
  it.each([
    [
      'hidden until it has loaded',
      `<div id="js_content" style="visibility: hidden; opacity: 0">${LONG}</div>`,
    ],
    ['not displayed', `<div style="display:none"><div>${LONG}</div></div>`],
    ['a template', `<div id="c"></div><script type="text/template">${LONG}</script>`],
    ['a field', `<div id="c"></div><textarea hidden>${escaped}</textarea>`],
    ['a hidden field', `<div id="c"></div><input type="hidden" value="${escaped}">`],
    ['a string', `<div id="c"></div><script>var page = ${JSON.stringify({ content: LONG })}</script>`],
  ])('is read (%s)', async (_, content) => {
    const { text } = await read(page(`${MENU}${content}${FOOT}`))
    expect(linesOf(text)).toEqual(LONG_LINES)
  })
})

it('menus and feet are told by what they hold, and attachments stay', async () => {
  const attachments = [1, 2, 3]
    .map((n) => `<p>附件${n}：<a href="${n}.docx">任务分解表${n}.docx</a></p>`)
    .join('')
  const { text } = await read(
    page(`<div class="a">${MENU}<div>${LONG}</div><div>${attachments}</div></div>${FOOT}`),
  )
  expect(linesOf(text).slice(-3)).toEqual([1, 2, 3].map((n) => `附件${n}：任务分解表${n}.docx`))
  expect(text).not.toMatch(/政务公开|版权所有/)
})

it('the title that stands above the text opens it, breaks of preformatted text are kept', async () => {
  const lines = LONG_LINES.map((line) => `　　${line}`).join('\n')
  const { text } = await read(
    page(
      `<h1>某区人民政府</h1><div class="xl-title">关于印发某区充电设施建设方案的通知</div><div id="zoom"><pre>${lines}</pre></div>`,
    ),
  )
  expect(linesOf(text)).toEqual(['关于印发某区充电设施建设方案的通知', ...LONG_LINES])
})

it('a merged cell is not repeated where that would swell the text', async () => {
  const body = Array.from(
    { length: 12 },
    (_, at) =>
      `<tr>${at === 0 ? '<td rowspan="12">推进能源绿色低碳转型行动</td>' : ''}<td>第${at + 1}项任务</td><td>${at}</td></tr>`,
  ).join('')
  const { text, map } = await read(
    page(
      `<div id="zoom">${ARTICLE}<table><tr><td>类别</td><td>任务</td><td>数量</td></tr>${body}</table></div>`,
    ),
  )
  expect(text.match(/推进能源/g)).toHaveLength(1)
  const [first, last] = [map.tables[0]!.rows[1]!, map.tables[0]!.rows.at(-1)!]
  expect(last.cells[0]).toMatchObject({ continued: true, span: first.cells[0]!.span })
})
