/** The memo gives what was computed, forgets the oldest first, and keeps out of ablations and errors. */
import { describe, expect, it } from 'vitest'
import type { Answer, Question } from '../../src/domain/answer.ts'
import { rememberAnswers } from '../../src/http/remember-answers.ts'
import type { Services } from '../../src/ports/services.ts'

function counting(): { services: Services; asked: string[] } {
  const asked: string[] = []
  const ask = async (question: Question) => {
    asked.push(question.question)
    if (question.question === 'bad') throw new Error('refused')
    return {
      headline: `${question.question}/${question.lang}/${question.history.join()}`,
      timings: { answer: 9 },
    } as unknown as Answer
  }
  return { services: { ask } as unknown as Services, asked }
}
const of = (question: string, more: Partial<Question> = {}): Question => ({ question, history: [], ...more })

describe('the memo of answers', () => {
  it('computes once what is asked twice, and tells its own time', async () => {
    const { services, asked } = counting()
    const remembering = rememberAnswers(services)
    const first = await remembering.ask(of('a'))
    const second = await remembering.ask(of('a'))
    expect(asked).toEqual(['a'])
    expect(second.headline).toBe(first.headline)
    expect(Object.keys(second.timings)).toEqual(['memo'])
  })
  it('tells language, history and document apart', async () => {
    const { services, asked } = counting()
    const remembering = rememberAnswers(services)
    for (const more of [{}, { lang: 'en' as const }, { history: ['b'] }, { corpus: 'd' }])
      await remembering.ask(of('a', more))
    expect(asked).toHaveLength(4)
  })
  it('forgets what was asked for longest ago', async () => {
    const { services, asked } = counting()
    const remembering = rememberAnswers(services, 2)
    for (const question of ['a', 'b', 'a', 'c', 'a', 'b']) await remembering.ask(of(question))
    expect(asked).toEqual(['a', 'b', 'c', 'b'])
  })
  it('keeps out of ablations, and remembers no failure', async () => {
    const { services, asked } = counting()
    const remembering = rememberAnswers(services)
    await remembering.ask(of('a'), { channels: 'bm25' })
    await remembering.ask(of('a'), { channels: 'bm25' })
    for (const _ of [1, 2]) await expect(remembering.ask(of('bad'))).rejects.toThrow('refused')
    expect(asked).toEqual(['a', 'a', 'bad', 'bad'])
  })
})
