/** Questions to begin with: those that people linked to a line come first and are not asked; others are tried out behind. */
import { describe, expect, it } from 'vitest'
import type { Question } from '../../src/domain/answer.ts'
import { createSuggest } from '../../src/http/pages/suggested-questions.ts'
import type { AskedOften } from '../../src/ports/question-store.ts'
import type { Services } from '../../src/ports/services.ts'
import { fakeServices } from './fake-services.ts'

const standard = (question: string) => ({ question, line: 3, by: '王审核', reviewed: '2026-11-28' })
const citing = { citations: [{}] }

function suggesting(
  questions: Readonly<Record<string, readonly string[]>>,
  ask?: Services['ask'],
  often?: () => Promise<readonly AskedOften[]>,
) {
  const fake = fakeServices()
  const asked: string[] = []
  const services: Services = {
    ...fake,
    sidecars: {
      translations: new Map(),
      standardQuestions: new Map(Object.entries(questions).map(([id, texts]) => [id, texts.map(standard)])),
    },
    ask: async (question: Question) => {
      asked.push(question.question)
      return ask ? ask(question) : ({ ...(await fake.ask(question)), ...citing } as never)
    },
  }
  const suggest = createSuggest(services, often)
  const works: Promise<void>[] = []
  return {
    suggest: (lang: 'zh' | 'en', corpus?: string) => suggest(lang, corpus, (work) => works.push(work)),
    asked,
    settled: () => Promise.all(works),
  }
}

describe('questions to begin with', () => {
  it('are the standard ones, of each document in turn, from all of it, and none is asked', async () => {
    const alpha = Array.from({ length: 12 }, (_, i) => `第${i}个问题是什么?`)
    const { suggest, asked, settled } = suggesting({ alpha, beta: ['另一份文件有几条?'] })
    const given = suggest('zh')
    expect(given.map(({ role }) => role)).toEqual(Array(6).fill('standard'))
    expect(given.map(({ text }) => text)).toEqual([
      alpha[0],
      '另一份文件有几条?',
      ...[2, 4, 6, 8].map((i) => alpha[i]),
    ])
    await settled()
    expect(asked).toEqual([])
  })

  it('are in the language of the page and of the document asked about', () => {
    const { suggest } = suggesting({
      alpha: ['有几个加氢站?', 'How many stations are there?'],
      beta: ['有几条?'],
    })
    const first = (lang: 'zh' | 'en', corpus?: string) => suggest(lang, corpus).map(({ text }) => text)
    expect(first('en')).toEqual(['How many stations are there?'])
    expect(first('zh', 'beta')).toEqual(['有几条?'])
    expect(first('zh', 'none')).toEqual([])
  })

  it('that are asked most come first, in the words of the one who reviewed them', async () => {
    const alpha = Array.from({ length: 12 }, (_, i) => `第${i}个问题是什么?`)
    const times = (question: string, count: number) => ({ question, corpus: null, count })
    const { suggest, settled } = suggesting({ alpha }, undefined, async () => [
      times('请问第7个问题是什么呢', 9),
      times('骂人的话', 8),
      times('第11个问题是什么?', 4),
      times('第11个问题是啥', 6),
    ])
    // They are read behind the first page.
    expect(suggest('zh')[0]!.text).toBe(alpha[0])
    await settled()
    expect(suggest('zh').map(({ text }) => text)).toEqual([11, 7, 0, 2, 4, 6].map((i) => alpha[i]))
  })

  it('do not wait: what is tried out stands there the next time', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const fake = fakeServices()
    const { suggest, asked, settled } = suggesting({ alpha: ['有几个加氢站?'] }, async (question) => {
      await gate
      return { ...(await fake.ask(question)), ...citing } as never
    })
    expect(suggest('zh').map(({ text }) => text)).toEqual(['有几个加氢站?'])
    await expect.poll(() => asked.length).toBe(1)
    release()
    await settled()
    const later = suggest('zh')
    expect(later[0]).toEqual({ role: 'standard', text: '有几个加氢站?' })
    expect(later.length).toBeGreaterThan(1)
    expect(later.length).toBeLessThanOrEqual(6)
    const tried = asked.length
    await settled()
    expect(asked).toHaveLength(tried)
  })

  it('leave out what has no answer, and a failure', async () => {
    const fake = fakeServices()
    const { suggest, asked, settled } = suggesting({}, async (question) => {
      if (question.question.includes('任务')) throw new Error('made for the test')
      return { ...(await fake.ask(question)), status: 'not_found' }
    })
    expect(suggest('zh')).toEqual([])
    await settled()
    expect(asked.length).toBeGreaterThan(1)
    expect(suggest('zh')).toEqual([])
  })
})
