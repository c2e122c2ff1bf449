/** Small answers for tests of phrasing: a headline and the spans that prove it. */
import type { Answer, Language } from '../../src/domain/answer.ts'

export function answerOf(language: Language, headline: string, quotes: readonly string[]): Answer {
  const citations = quotes.map((quote, i) => ({
    n: i + 1,
    document: 'plan',
    title: '某区方案',
    number: null,
    locator: '一',
    path: ['一、能源'],
    line: 3,
    paragraph: { start: 0, end: quote.length },
    start: 0,
    end: quote.length,
    quote,
    url: `/d/plan?q=0-${quote.length}#p3`,
  }))
  return {
    id: 'x',
    status: 'answered',
    language,
    headline,
    answer: `${headline}\n注意。\n${quotes.join('\n')}`,
    caveats: ['注意。'],
    citations,
    interpretation: { question: '?', topic: '', year: null, body: null, kind: 'target' },
    related: [],
    suggestions: [],
    generation: 'template',
    reader: 'basic',
    asOf: '2026-11-28',
    verified: { characters: 0, matched: 0 },
    timings: {},
  }
}

const STATIONS = '到2025年,建成6个加氢站,其中新建不少于2座。'
const BODIES = '(区交通委、区经委、区发展改革委等按职责分工负责)'
const ROLES = '（牵头单位：市水务局；配合单位：市财政局、市生态环境局）'

export const ANSWERS = {
  target: answerOf('zh', '到2025年，加氢站：建成6个。', [STATIONS]),
  floor: answerOf('zh', '到2025年，新建加氢站：不少于2座。', [STATIONS]),
  aim: answerOf('zh', '到2025年，绿色建筑占比：力争达到百分之九十以上。', [
    '到2025年,力争绿色建筑占比达到百分之九十以上,三星级建筑不少于40万平方米。',
  ]),
  twins: answerOf('zh', '新建数据中心PUE：不高于1.3；改造后PUE：不高于1.4。', [
    '新建数据中心PUE不高于1.3,改造后不高于1.4。',
  ]),
  twinsEn: answerOf(
    'en',
    'New data centre PUE (新建数据中心PUE) — at most 1.3 (不高于1.3). Retrofitted PUE (改造后PUE) — at most 1.4 (不高于1.4).',
    ['新建数据中心PUE不高于1.3,改造后PUE不高于1.4。'],
  ),
  topics: answerOf('zh', '“节能”由区水务局负责。“节水”由区经委负责。', [
    '节能(区水务局负责)节水(区经委负责)',
  ]),
  bodies: answerOf('zh', '“加快能源转型”由区交通委、区经委、区发展改革委等负责。', [BODIES]),
  roles: answerOf('zh', '“防汛”由市水务局牵头，市财政局、市生态环境局配合或参与负责。', [ROLES]),
  ban: answerOf('zh', '原则上不可以：原则上不得新建燃煤锅炉。', ['原则上不得新建燃煤锅炉,应急备用的除外。']),
  law: answerOf('zh', '原文指明的文件是《上海市绿色建筑条例》。', ['按照《上海市绿色建筑条例》执行。']),
  targetEn: answerOf('en', 'By 2025: hydrogen refuelling stations (加氢站) — 6 (6个).', [STATIONS]),
  floorEn: answerOf('en', 'By 2025: new hydrogen stations (新建加氢站) — at least 2 (不少于2座).', [
    `${STATIONS}新建加氢站应符合规划。`,
  ]),
  powerEn: answerOf('en', 'By 2025: installed capacity (装机规模) — 29.4 ten thousand kW (29.4万千瓦).', [
    '到2025年,新能源和可再生能源装机规模达到29.4万千瓦。',
  ]),
  wordedEn: answerOf(
    'en',
    'By 2025: green buildings (绿色建筑) — the plan aims for at least ninety per cent (百分之九十以上).',
    ['到2025年,力争绿色建筑占比达到百分之九十以上。'],
  ),
  bodiesEn: answerOf(
    'en',
    '“加快能源转型”: responsible are District Transport Commission (区交通委), District Economic Commission (区经委) and others (等).',
    ['(区交通委、区经委等按职责分工负责)加快能源转型'],
  ),
  banEn: answerOf('en', 'No, in principle not allowed: “原则上不得新建燃煤锅炉”.', [
    '原则上不得新建燃煤锅炉。',
  ]),
} as const

export type AnswerName = keyof typeof ANSWERS
