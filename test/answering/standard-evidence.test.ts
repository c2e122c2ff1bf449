/** A question that a person has linked to a line is answered by that line, whatever the reader makes of it. */
import { describe, expect, it } from 'vitest'
import type { StandardQuestion } from '../../src/domain/standard-question.ts'
import { askOn, openEngine, scripted } from './open-engine.ts'

const TEXT = `青川市露台管理办法
第一条 露台应当登记。
第二条 护栏应当每季度检查一次。
`
const LINKED: StandardQuestion = {
  question: '护栏多久检查一次?',
  line: 3,
  by: '市绿化局',
  reviewed: '2026-11-01',
}

/** The reader prefers the other article, and believes in neither. */
const DOUBTING = scripted('figure', (statement) => ({ answers: statement.includes('登记') ? 0.2 : 0.1 }))

async function answerTo(question: string, history: readonly string[] = [], corpus?: string) {
  const standardQuestions = new Map([['terrace', [LINKED]]])
  const engine = await openEngine(
    { terrace: TEXT, other: '青川市噪声管理办法\n第一条 夜间禁止施工。\n' },
    { reader: DOUBTING, sidecars: { translations: new Map(), standardQuestions } },
  )
  return (await askOn(engine, { question, history, ...(corpus && { corpus }) })).answer
}

describe('a standard question', () => {
  it('leads to its line, and the answer says who reviewed it', async () => {
    const answer = await answerTo('护栏多久检查一次?')
    expect(answer.status).toBe('answered')
    expect(answer.citations.map(({ line }) => line)).toEqual([3])
    expect(answer.reviewed).toEqual({ by: '市绿化局', date: '2026-11-01' })
    expect(answer.caveats.join()).toContain('市绿化局')
  })

  it('is known in a conversation by its very words, which other words may lean on', async () => {
    expect((await answerTo('护栏多久检查一次?', ['露台要登记吗?'])).reviewed).toBeDefined()
    expect((await answerTo('多久检查一次护栏呢?')).reviewed).toBeDefined()
    expect((await answerTo('多久检查一次护栏呢?', ['露台要登记吗?'])).reviewed).toBeUndefined()
  })

  it('is left alone in another document, and by another question', async () => {
    for (const answer of [
      await answerTo('护栏多久检查一次?', [], 'other'),
      await answerTo('露台要登记吗?'),
    ]) {
      expect(answer.status).toBe('not_found')
      expect(answer.reviewed).toBeUndefined()
    }
  })
})
