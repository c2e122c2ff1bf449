/** Public bodies: the table, what questions name, what a document has, and English names. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bodiesOfDocument, bodyKey } from '../../src/bodies/bodies-of-document.ts'
import { englishBodyName } from '../../src/bodies/english-name.ts'
import { findBodies } from '../../src/bodies/find-bodies.ts'
import { matchBody } from '../../src/bodies/match-body.ts'
import { BODY_TABLE, bodyTableExtraSchema, bodyTableSchema, mergeBodyTables } from '../../src/bodies/table.ts'
import { extractResponsibilities } from '../../src/facts/responsibilities/extract-responsibilities.ts'
import { planWith, readFixture, readText } from '../facts/read-facts.ts'

const area = '嘉定区减污降碳协同增效实施方案 上海市嘉定区人民政府 Jiading'
const seed = bodiesOfDocument(
  { responsibilities: extractResponsibilities(readFixture('jiading-2023-27').reader) },
  area,
)

describe('the table', () => {
  it('keeps its schema', () => {
    expect(() => bodyTableSchema.parse(BODY_TABLE)).not.toThrow()
  })

  it('has one row a function, and no complete name in two rows', () => {
    const ids = BODY_TABLE.rows.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const owners = new Map<string, string>()
    for (const row of BODY_TABLE.rows) {
      for (const name of [...row.names, ...row.former]) {
        expect(owners.get(name) ?? row.id, name).toBe(row.id)
        owners.set(name, row.id)
      }
    }
  })

  it('takes the rows of a corpus: a known function gains names, a new one is added', () => {
    const extra = {
      id: 'car-city',
      stems: [],
      names: ['国际汽车城(集团)公司'],
      former: [],
      bare: [],
      english: 'International Automobile City (Group) Co.',
      field: 'Automobile City',
      aliases: ['Auto City Group'],
    }
    const water = {
      ...BODY_TABLE.rows.find(({ id }) => id === 'water')!,
      names: [],
      stems: [],
      former: ['河长办'],
    }
    const table = mergeBodyTables(BODY_TABLE, { source: 'test', rows: [extra, water] })
    expect(englishBodyName('国际汽车城(集团)公司', table)).toBe('International Automobile City (Group) Co.')
    expect(findBodies('河长办管什么', 'zh', { table })[0]?.function).toBe('water')
    expect(findBodies('水务局管什么', 'zh', { table })[0]?.function).toBe('water')
    expect(findBodies('河长办管什么', 'zh')).toEqual([])
  })
})

describe('what a Chinese question names', () => {
  it.each([
    ['区生态环境局的联系电话是多少?', ['区生态环境局'], ['ecology']],
    ['工厂VOC废气治理找环保还是找经委?', ['环保', '经委'], ['ecology', 'economy']],
    ['柴油卡车淘汰归哪个局?公安那边参不参与', ['公安'], ['public-security']],
    [
      '区水利局、交委和发改委都管吗',
      ['区水利局', '交委', '发改委'],
      ['water', 'transport', 'development-reform'],
    ],
    ['请问卫健委有任务吗', ['卫健委'], ['health']],
    [
      '绿化局和机关事务管理局',
      ['绿化局', '机关事务管理局'],
      ['landscaping-city-appearance', 'government-offices'],
    ],
    ['请问嘉定区财政局负责什么', ['嘉定区财政局'], ['finance']],
    ['崇明区水务局负责什么', ['崇明区水务局'], ['water']],
    ['城管和市场监管部门', ['市场监管部门'], ['market-regulation']],
    ['区委宣传部呢', ['区委宣传部'], ['publicity']],
    ['各街镇要做什么', ['街镇'], ['subdistricts-towns']],
  ])('%s', (question, names, functions) => {
    const found = findBodies(question, 'zh')
    expect(found.map(({ function: id }) => id)).toEqual(expect.arrayContaining(functions))
    for (const name of names)
      expect(
        found.some((one) => one.name.endsWith(name) || name.endsWith(one.name)),
        name,
      ).toBe(true)
    for (const { name, start, end } of found) expect(question.slice(start, end)).toBe(name)
  })

  it.each([
    '轨道交通局域线网络怎么规划',
    '已经委托的项目怎么办',
    '加强环保管理的要求是什么',
    '政府机关屋顶光伏比例',
    '绿色建筑建设部署',
    '卫生条件和教育水平',
    '1个示范镇和10个示范基地',
    '农业部分的目标',
  ])('%s names none', (question) => {
    expect(findBodies(question, 'zh')).toEqual([])
  })

  it('finds the names that only the document has', () => {
    const [town] = findBodies('安亭镇要做什么', 'zh', { documentBodies: seed })
    expect(matchBody(town!, seed)?.name).toBe('安亭镇')
    const [firm] = findBodies('国际汽车城集团公司负责哪些', 'zh', { documentBodies: seed })
    expect(matchBody(firm!, seed)?.name).toBe('国际汽车城(集团)公司')
  })
})

describe('what an English question names', () => {
  it.each([
    ['What does the District Water Authority do?', 'District Water Authority', 'water'],
    [
      'Is the Jiading District Ecology and Environment Bureau involved?',
      'Jiading District Ecology and Environment Bureau',
      'ecology',
    ],
    ['tasks of the development & reform commission', 'development & reform commission', 'development-reform'],
    ['Does the Economic Commission lead?', 'Economic Commission', 'economy'],
    [
      'Department of Agriculture and Rural Affairs',
      'Department of Agriculture and Rural Affairs',
      'agriculture',
    ],
    ['do the police take part', 'police', 'public-security'],
    ['what must subdistricts and towns do', 'subdistricts and towns', 'subdistricts-towns'],
  ])('%s', (question, name, id) => {
    const found = findBodies(question, 'en')
    expect(found.map((one) => [one.name, one.function])).toEqual([[name, id]])
  })

  it('towns as places and education as a topic name none', () => {
    expect(findBodies('How many demonstration bases (not towns) are planned?', 'en')).toEqual([])
    expect(findBodies('publicity and education about low-carbon life', 'en')).toEqual([])
  })
})

describe('the bodies of the seed plan', () => {
  it('merges spelled variants: 28 bodies stand in its brackets', () => {
    const postal = seed.find(({ function: id }) => id === 'postal')
    expect(postal?.names).toEqual(['青浦区邮政管理局', '青浦邮政管理局'])
    const brackets = extractResponsibilities(readFixture('jiading-2023-27').reader).filter(
      ({ form }) => form === 'bracket',
    )
    expect(bodiesOfDocument({ responsibilities: brackets })).toHaveLength(28)
  })

  it.each([
    ['环保局', '区生态环境局'],
    ['发改委', '区发展改革委'],
    ['交委', '区交通委'],
    ['绿化局', '区绿化市容局'],
    ['水利局', '区水务局'],
    ['农委', '区农业农村委'],
    ['工商局', '区市场监管局'],
    ['公安局', '公安嘉定分局'],
    ['住建委', '区建设管理委'],
    ['房管局', '区住房保障房屋管理局'],
    ['嘉定区财政局', '区财政局'],
    ['卫计委', '区卫生健康委'],
    ['经信委', '区经委'],
    ['规土局', '区规划资源局'],
    ['青浦邮政管理局', '青浦区邮政管理局'],
  ])('%s is %s', (asked, printed) => {
    const [query] = findBodies(`${asked}负责什么`, 'zh', { documentBodies: seed })
    const body = matchBody(query!, seed)
    expect(body?.names).toContain(printed)
  })

  it.each([
    '区民政局',
    '市生态环境局',
    '崇明区水务局',
    '浦东新区财政局',
    '区人社局',
    '国家发展改革委',
    '区审计局',
  ])('%s is not lent another body', (asked) => {
    const [query] = findBodies(`${asked}负责什么`, 'zh', { documentBodies: seed })
    expect(query).toBeDefined()
    expect(matchBody(query!, seed)).toBeNull()
  })

  it('each has an English name, but for those that only the document knows', () => {
    const without = seed.filter(({ name }) => englishBodyName(name) === null).map(({ name }) => name)
    expect(without.sort()).toEqual(
      ['嘉定区生态文明建设领导小组', '国际汽车城(集团)公司', '安亭镇', '领导小组办公室'].sort(),
    )
  })
})

describe('two levels of one function', () => {
  const { reader } = readText(planWith('建设充电桩。（省科技厅牵头，省委科技委员会、市科技局配合）'))
  const bodies = bodiesOfDocument({ responsibilities: extractResponsibilities(reader) })

  it.each([
    ['科技厅', '省科技厅'],
    ['市科技局', '市科技局'],
    ['省科技厅', '省科技厅'],
    ['省委科技委员会', '省委科技委员会'],
  ])('%s is %s', (asked, printed) => {
    const [query] = findBodies(`${asked}负责什么`, 'zh')
    expect(matchBody(query!, bodies)?.name).toBe(printed)
  })
})

describe('keys and English names', () => {
  it.each([
    ['青浦区邮政管理局', '青浦邮政管理局'],
    ['区发展改革委', '区发展和改革委员会'],
    ['市住房城乡建设局', '市住房和城乡建设局'],
    ['各街镇', '街镇'],
  ])('%s and %s are one body', (one, other) => {
    expect(bodyKey(one)).toBe(bodyKey(other))
  })

  it.each([
    ['省科技厅', '省委科技委员会'],
    ['市水务局', '区水务局'],
    ['安亭镇', '各街镇'],
    ['公安嘉定分局', '公安青浦分局'],
  ])('%s and %s are two', (one, other) => {
    expect(bodyKey(one)).not.toBe(bodyKey(other))
  })

  it.each([
    ['区水务局', 'District Water Authority'],
    ['市发展改革委', 'Municipal Development and Reform Commission'],
    ['省科技厅', 'Provincial Department of Science and Technology'],
    ['生态环境部', 'Ministry of Ecology and Environment'],
    ['国家发展改革委', 'National Development and Reform Commission'],
    ['各街镇', 'all subdistricts and towns'],
    ['公安嘉定分局', 'Jiading Public Security Sub-bureau'],
    ['人民银行山东省分行', "Shandong Branch of the People's Bank of China"],
    ['区委宣传部', 'District Publicity Department'],
    ['崂山区政府', "Laoshan District People's Government"],
    ['上海市嘉定区人民政府', "Jiading District People's Government of Shanghai"],
  ])('%s → %s', (printed, english) => {
    expect(englishBodyName(printed)).toBe(english)
  })

  it.each(['绿色低碳高质量发展先行区建设办公室', '青岛海洋科技中心', '某某实验室'])(
    '%s has none',
    (printed) => {
      expect(englishBodyName(printed)).toBeNull()
    },
  )
})

describe('the rows that the seed corpus adds', () => {
  const extra = bodyTableExtraSchema.parse(
    JSON.parse(readFileSync(new URL('../../corpus/tables/bodies.json', import.meta.url), 'utf8')),
  )
  const table = mergeBodyTables(BODY_TABLE, extra)

  it('give every body of the seed plan an English name', () => {
    expect(seed.filter(({ name }) => englishBodyName(name, table) === null)).toEqual([])
    expect(englishBodyName('安亭镇', table)).toBe('Anting Town')
  })

  it('change nothing about its responsibilities', () => {
    const { reader } = readFixture('jiading-2023-27')
    expect(extractResponsibilities(reader, table)).toEqual(extractResponsibilities(reader))
  })
})
