/** What every store of what was asked must do; runs over SQLite and over PostgreSQL. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Decision, QuestionStore } from '../../src/ports/question-store.ts'
import { asked, judged } from './records.ts'

const decided = (change: Partial<Decision> = {}): Decision => ({
  at: '2026-11-21T00:00:00.000Z',
  question: '加氢站怎么补贴?',
  corpus: null,
  decision: 'not_covered',
  document: null,
  line: null,
  by: '王',
  ...change,
})

const LONG_AGO = '2000-01-01T00:00:00.000Z'

/** `open` gives a store over the same data each time; `reset` empties it. */
export function storeContract(name: string, open: () => QuestionStore, reset: () => Promise<void>): void {
  describe(`a store over ${name}`, () => {
    let store: QuestionStore
    const stores: QuestionStore[] = []
    const another = () => {
      const opened = open()
      stores.push(opened)
      return opened
    }
    beforeEach(async () => {
      await reset()
      store = another()
    })
    afterEach(async () => {
      for (const each of stores.splice(0)) await each.close()
    })

    it('is empty at first', async () => {
      expect(await store.openQuestions(LONG_AGO, 10)).toEqual([])
      expect(await store.decisions()).toEqual([])
      expect(await store.askedOften(LONG_AGO, 10)).toEqual([])
      expect(await store.activity('2000-01-01')).toEqual({
        statuses: [],
        verdicts: [],
        latencies: [],
        topics: [],
      })
    })

    it('lists what was not answered or disliked, each wording once, the most frequent first', async () => {
      await store.keepAsked([
        asked({ at: '2026-11-20T02:00:00.000Z' }),
        asked({ at: '2026-11-22T02:00:00.000Z', status: 'clarify' }),
        asked({ at: '2026-11-21T02:00:00.000Z', status: 'out_of_scope' }),
        asked({ question: '谁负责?', status: 'answered' }),
        asked({ question: '谁负责加氢站?', status: 'partial' }),
        asked({ question: '', status: 'rejected' }),
        asked({ question: '加氢站怎么补贴?', corpus: 'plan', language: 'en' }),
      ])
      await store.keepFeedback(
        judged({ question: '谁负责?', reason: '答非所问', at: '2026-11-23T02:00:00.000Z' }),
      )
      await store.keepFeedback(judged({ question: '谁负责?', at: '2026-11-24T02:00:00.000Z' }))
      await store.keepFeedback(judged({ question: '何时?', useful: true }))
      expect(await store.openQuestions(LONG_AGO, 10)).toEqual([
        {
          question: '加氢站怎么补贴?',
          corpus: null,
          language: 'zh',
          unanswered: 3,
          disliked: 0,
          first: '2026-11-20T02:00:00.000Z',
          last: '2026-11-22T02:00:00.000Z',
          reasons: [],
        },
        {
          question: '谁负责?',
          corpus: null,
          language: 'zh',
          unanswered: 0,
          disliked: 2,
          first: '2026-11-23T02:00:00.000Z',
          last: '2026-11-24T02:00:00.000Z',
          reasons: ['答非所问'],
        },
        expect.objectContaining({ corpus: 'plan', language: 'en', unanswered: 1 }),
      ])
      expect(await store.openQuestions(LONG_AGO, 1)).toHaveLength(1)
      expect(await store.openQuestions('2026-11-24T00:00:00.000Z', 10)).toMatchObject([{ disliked: 1 }])
    })

    it('adds an answer without and a dislike of the same question', async () => {
      await store.keepAsked([asked()])
      await store.keepFeedback(judged({ at: '2026-11-25T00:00:00.000Z' }))
      expect(await store.openQuestions(LONG_AGO, 10)).toMatchObject([
        { unanswered: 1, disliked: 1, first: '2026-11-20T02:00:00.000Z', last: '2026-11-25T00:00:00.000Z' },
      ])
    })

    it('keeps a record once, however often it is sent', async () => {
      const [first, second] = [asked(), asked()]
      await store.keepAsked([first])
      await store.keepAsked([first, second])
      const verdict = judged()
      await store.keepFeedback(verdict)
      await store.keepFeedback(verdict)
      expect(await store.openQuestions(LONG_AGO, 10)).toMatchObject([{ unanswered: 2, disliked: 1 }])
    })

    it('replaces a verdict by a later one of the same name', async () => {
      const verdict = judged({ useful: true })
      await store.keepFeedback(verdict)
      await store.keepFeedback({ ...verdict, useful: false })
      await store.keepFeedback({ ...verdict, useful: false, reason: '答非所问' })
      expect(await store.openQuestions(LONG_AGO, 10)).toMatchObject([{ disliked: 1, reasons: ['答非所问'] }])
      expect((await store.activity('2000-01-01')).verdicts).toMatchObject([{ useful: false, count: 1 }])
    })

    it('takes all of a batch or nothing of it', async () => {
      const broken = asked({ question: null as unknown as string })
      await expect(store.keepAsked([asked(), broken])).rejects.toThrow()
      expect(await store.openQuestions(LONG_AGO, 10)).toEqual([])
      await expect(
        store.keepDecisions([decided(), decided({ by: null as unknown as string })]),
      ).rejects.toThrow()
      expect(await store.decisions()).toEqual([])
    })

    it('gives texts back as they were, markup and rare characters too', async () => {
      const question = `'; drop table asked; -- <b>"𠮷"</b>\n\\ ? $1 ${'长'.repeat(2000)}`
      await store.keepAsked([asked({ question })])
      expect((await store.openQuestions(LONG_AGO, 10))[0]!.question).toBe(question)
    })

    it('has one decision about each question, the latest', async () => {
      await store.keepDecisions([decided(), decided({ question: '二', at: '2026-11-22T00:00:00.000Z' })])
      await store.keepDecisions([
        decided({ decision: 'linked', document: 'plan', line: 7, at: '2026-11-23T00:00:00.000Z', by: '李' }),
        decided({ corpus: 'plan', decision: 'sent', at: '2026-11-20T00:00:00.000Z' }),
      ])
      expect(await store.decisions()).toEqual([
        decided({ decision: 'linked', document: 'plan', line: 7, at: '2026-11-23T00:00:00.000Z', by: '李' }),
        decided({ question: '二', at: '2026-11-22T00:00:00.000Z' }),
        decided({ corpus: 'plan', decision: 'sent', at: '2026-11-20T00:00:00.000Z' }),
      ])
    })

    it('counts by day in China', async () => {
      await store.keepAsked([
        asked({ at: '2026-11-20T15:59:59.999Z', latency: 12.4, status: 'answered', topic: '能源' }),
        asked({ at: '2026-11-20T16:00:00.000Z', latency: 12, status: 'answered', topic: '能源' }),
        asked({ at: '2026-11-21T10:00:00.000Z', latency: 30, status: 'corrected', topic: '交通' }),
        asked({ at: '2026-10-01T10:00:00.000Z', topic: '旧' }),
      ])
      await store.keepFeedback(judged({ useful: true, at: '2026-11-21T10:00:00.000Z' }))
      expect(await store.activity('2026-11-20')).toEqual({
        statuses: [
          { day: '2026-11-20', status: 'answered', count: 1 },
          { day: '2026-11-21', status: 'answered', count: 1 },
          { day: '2026-11-21', status: 'corrected', count: 1 },
        ],
        verdicts: [{ day: '2026-11-21', useful: true, count: 1 }],
        latencies: [
          { day: '2026-11-20', latency: 12, count: 1 },
          { day: '2026-11-21', latency: 12, count: 1 },
          { day: '2026-11-21', latency: 30, count: 1 },
        ],
        topics: [
          { document: 'plan', topic: '能源', count: 2 },
          { document: 'plan', topic: '交通', count: 1 },
        ],
      })
    })

    it('counts what was answered, each wording once, the most frequent first', async () => {
      const at = '2026-11-21T00:00:00.000Z'
      await store.keepAsked([
        asked({ at, question: '谁负责?', status: 'answered', corpus: 'plan' }),
        asked({ at, question: '几个站?', status: 'answered' }),
        asked({ at, question: '几个站?', status: 'corrected' }),
        asked({ at, question: '几个站?', status: 'not_found' }),
        asked({ at, question: '罚多少?', status: 'not_found' }),
        asked({ at: '2026-10-01T00:00:00.000Z', question: '谁负责?', status: 'answered', corpus: 'plan' }),
      ])
      expect(await store.askedOften(at, 10)).toEqual([
        { question: '几个站?', corpus: null, count: 2 },
        { question: '谁负责?', corpus: 'plan', count: 1 },
      ])
      expect(await store.askedOften(at, 1)).toHaveLength(1)
    })

    it('deletes what is older, and nothing else', async () => {
      await store.keepAsked([
        asked({ at: '2026-08-01T00:00:00.000Z' }),
        asked({ at: '2026-08-02T00:00:00.000Z' }),
      ])
      await store.keepFeedback(judged({ at: '2026-08-01T00:00:00.000Z' }))
      await store.keepDecisions([decided({ at: '2026-08-01T00:00:00.000Z' })])
      expect(await store.purge('2026-08-02T00:00:00.000Z')).toBe(3)
      expect(await store.openQuestions(LONG_AGO, 10)).toMatchObject([{ unanswered: 1, disliked: 0 }])
      expect(await store.decisions()).toEqual([])
      expect(await store.purge('2026-08-02T00:00:00.000Z')).toBe(0)
    })

    it('is shared by all who open it, at once and from the first moment', async () => {
      await store.close()
      await reset()
      const several = [another(), another(), another(), another()]
      await Promise.all(
        several.flatMap((each, n) =>
          Array.from({ length: 10 }, (_, i) => each.keepAsked([asked({ question: `${n} ${i}` })])),
        ),
      )
      for (const each of several) expect(await each.openQuestions(LONG_AGO, 100)).toHaveLength(40)
    })

    it('can be opened again after it was closed', async () => {
      await store.keepAsked([asked()])
      await store.close()
      expect(await another().openQuestions(LONG_AGO, 10)).toHaveLength(1)
    })
  })
}
