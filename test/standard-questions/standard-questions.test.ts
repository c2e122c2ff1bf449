import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StandardQuestion } from '../../src/domain/standard-question.ts'
import { checkStandardQuestion } from '../../src/standard-questions/check-standard-question.ts'
import { findStandardQuestion } from '../../src/standard-questions/find-standard-question.ts'
import { questionKey } from '../../src/standard-questions/question-key.ts'
import { readStandardQuestions } from '../../src/standard-questions/read-standard-questions.ts'

const entry = (question: string, line = 1): StandardQuestion => ({
  question,
  line,
  by: 'A',
  reviewed: '2026-11-28',
})
const LIST = [
  entry('到2025年要新建多少座加氢站?'),
  entry('哪些项目不得新建?'),
  entry('How many hydrogen stations will be built by 2025?'),
  entry('What is the forest coverage rate in 2025?'),
  entry('“两高一低”是什么?'),
]

describe('a question that is a standard question', () => {
  it.each([
    ['到2025年要新建多少座加氢站?', 'same', 0],
    ['請問一下，到２０２５年要新建多少座加氢站呢', 'same', 0],
    ['您好，我想问一下：二〇二五年要新建几个加氢站？谢谢', 'same', 0],
    ['加氢站到2025年要新建多少座', 'near', 0],
    ['哪些项目不得新建呀', 'same', 1],
    ['Could you please tell me how many hydrogen stations will be built by 2025?', 'same', 2],
    ['By 2025, how many hydrogen stations are to be built?', 'near', 2],
    ["What's the forest coverage rate in 2025", 'same', 3],
    ['两高一低是什么呢', 'same', 4],
  ])('%s is %s as %i', (question, how, index) => {
    expect(findStandardQuestion(question, LIST)).toMatchObject({ how, index, score: 1, entry: LIST[index] })
  })

  it.each([
    '到2030年要新建多少座加氢站?',
    '到2025年要新建多少座加气站?',
    '到2025年要改建多少座加氢站?',
    '哪些项目可以新建?',
    '新建',
    '请问',
    '',
    'How many hydrogen stations will be built by 2030?',
    'How many hydrogen stations will not be built by 2025?',
    'hello',
  ])('%s is none', (question) => {
    expect(findStandardQuestion(question, LIST)).toBeNull()
  })

  it('is found by meaning where figures, negation and language agree', () => {
    const alike = { similarity: (index: number) => [0.97, 0.98, 0.96, 0.99][index]!, atLeast: 0.95 }
    expect(findStandardQuestion('2025年前打算再盖多少加氢站', LIST, alike)).toMatchObject({
      how: 'meaning',
      index: 0,
      score: 0.97,
    })
    expect(findStandardQuestion('2030年前打算再盖多少加氢站', LIST, alike)).toBeNull()
    expect(findStandardQuestion('什么样的项目不能盖', LIST, alike)).toMatchObject({ index: 1 })
    expect(findStandardQuestion('什么样的项目能盖', LIST, alike)).toBeNull()
    expect(findStandardQuestion('2025年前打算再盖多少加氢站', LIST, { ...alike, atLeast: 0.975 })).toBeNull()
  })

  it('does not turn on width, case, blanks or closing marks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LIST),
        fc.constantFrom('', ' ', '?', '？', '。', '  !'),
        fc.boolean(),
        ({ question }, close, wide) => {
          const typed =
            (wide
              ? question.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
              : question.toUpperCase()) + close
          expect(findStandardQuestion(typed, LIST)?.entry.question).toBe(question)
        },
      ),
    )
  })

  it('has a key whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(questionKey(text)).toEqual(questionKey(` ${text} `))
      }),
    )
  })
})

const SOURCE =
  '关于加氢站的方案\n到2025年,建成6座加氢站,光伏29.4万千瓦,占50%。\n\n其中新建不少于2座,由区交通委负责。'

describe('what a document bears out', () => {
  it.each([
    ['到2025年建成几座加氢站?', 2],
    ['新增光伏29.4万千瓦由谁负责?', 2],
    ['2025年要新建几座?', 4],
    ['谁负责?', 4],
    ['How many stations will be built by 2025?', 4],
    ['Who adds 294,000 kW of solar power?', 2],
    ['六座加氢站什么时候建成?', 2],
    ['光伏要达到多少千瓦?', 2],
  ])('%s — line %i', (question, line) => {
    expect(checkStandardQuestion(entry(question, line), SOURCE)).toEqual([])
  })

  it.each([
    ['几座加氢站?', 9, 'line 9 does not exist: the document has 4 lines'],
    ['几座加氢站?', 3, 'line 3 is blank'],
    ['几座加氢站?', 1, 'the question asks for a figure, and line 1 states none'],
    ['8座加氢站由谁负责?', 4, 'the question states 8, which line 4 does not hold'],
    ['2030年建成几座?', 2, 'the question states 2030, which no line up to 2 holds'],
    ['什么时候建成?', 4, 'the question asks for a time, and line 4 states none'],
    ['加氢站占地多少公顷?', 2, 'the question asks for 公顷, and line 2 has none'],
    ['Who adds 300,000 kW?', 2, 'the question states 300,000, which line 2 does not hold'],
  ])('%s — line %i: %s', (question, line, fault) => {
    expect(checkStandardQuestion(entry(question, line), SOURCE)).toEqual([fault])
  })
})

describe('the file', () => {
  const line = (value: unknown) => JSON.stringify(value)

  it('gives what holds, and says what is wrong with the rest', () => {
    const { questions, faults } = readStandardQuestions(
      [
        line(entry('到2025年建成几座加氢站?', 2)),
        'nonsense',
        '',
        line({ question: '谁负责?', line: 4, by: 'A' }),
        line({ ...entry('谁负责?', 4), reviewed: '28 November' }),
        line({ ...entry('谁负责?', 4), note: 'x' }),
        line(entry('谁负责?', 0)),
        line(entry('谁负责?', 40)),
        line(entry('请问2025年建成几座加氢站', 2)),
        line(entry('谁负责?', 4)),
      ].join('\r\n'),
      SOURCE,
    )
    expect(questions.map(({ question }) => question)).toEqual(['到2025年建成几座加氢站?', '谁负责?'])
    expect(faults.map(({ at, message }) => `${at} ${message}`)).toEqual([
      expect.stringMatching(/^2 is no JSON/),
      expect.stringMatching(/^4 reviewed: /),
      '5 reviewed: must be a date YYYY-MM-DD',
      expect.stringMatching(/^6 the entry: .*note/),
      '7 line: must be a line number, counted from 1',
      '8 line 40 does not exist: the document has 4 lines',
      '9 the question stands in line 1 of the file already',
    ])
  })
})
