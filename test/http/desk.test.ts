import { describe, expect, it } from 'vitest'
import { ownerWebhook, sign } from '../../src/adapters/owner-webhook.ts'
import type { HandOver } from '../../src/ports/owner.ts'
import { NO_STORE } from '../../src/store/no-store.ts'
import { asked, judged } from '../store/records.ts'
import { fakeOwner } from './desk-fakes.ts'
import { NOW, startDesk } from './desk-site.ts'

/** Groups: 加氢 three times in two wordings, 充电 twice by dislike, one within alpha. */
async function withQuestions(...start: Parameters<typeof startDesk>) {
  const desk = startDesk(...start)
  await desk.store.keepAsked([
    asked({ question: '加氢站怎么补贴?', at: '2026-11-20T02:00:00.000Z' }),
    asked({ question: '加氢站怎么补贴?', at: '2026-11-26T02:00:00.000Z' }),
    asked({ question: '加氢有补贴吗<b>', at: '2026-11-21T02:00:00.000Z' }),
    asked({ question: '罚款多少?', corpus: 'alpha', at: '2026-11-22T02:00:00.000Z' }),
    asked({ question: '谁负责?', status: 'answered', at: '2026-11-22T02:00:00.000Z' }),
  ])
  const dislike = { question: '充电桩谁装?', at: '2026-11-23T02:00:00.000Z' }
  await desk.store.keepFeedback(judged({ ...dislike, reason: '答非所问' }))
  await desk.store.keepFeedback(judged(dislike))
  await desk.signIn()
  const groups = async (query = '') => {
    const { text } = await desk.get(`/desk/gaps${query}`)
    return [...text.matchAll(/<li class="gap" data-state="(\w+)"><h2 id="gap-(\w+)">([^<]*)/g)].map(
      ([, state, id, question]) => ({ state, id: id!, question: question!.trim() }),
    )
  }
  return { ...desk, groups }
}

describe('the gap report', () => {
  it('groups by meaning, the most frequent first, with the nearest statements', async () => {
    const { groups, get } = await withQuestions()
    expect((await groups()).map(({ question }) => question)).toEqual([
      '加氢站怎么补贴?',
      '充电桩谁装?',
      '罚款多少?',
    ])
    const { text } = await get('/desk/gaps')
    expect(text).toContain('共 3 次：未回答 3 次，没用 0 次 · 首次 2026-11-20，最近 2026-11-26')
    expect(text).toContain('2 种问法')
    expect(text).toContain('加氢有补贴吗&lt;b&gt;')
    expect(text).toContain('答非所问')
    expect(text).toContain('只问《某区方案》')
    expect(text).toMatch(/<input type="radio" name="target" value="alpha 3" checked>/)
    expect(text).not.toContain('谁负责?')
  })

  it('links a group to a line: each wording becomes a standard question, and the group is dealt with', async () => {
    const { groups, post, questions } = await withQuestions()
    const [group] = await groups()
    const response = await post('/desk/gaps?state=open', {
      action: 'link',
      group: group!.id,
      question: '加氢站有没有补贴?',
      wording: ['fails', '加氢有补贴吗<b>'],
      target: 'alpha 3',
    })
    expect(response.headers.get('location')).toBe('/desk/gaps?state=open&done=linked')
    const entry = { line: 3, by: '王审核', reviewed: '2026-11-28' }
    expect(questions.all.get('alpha')).toEqual([
      { question: '加氢站有没有补贴?', ...entry },
      { question: '加氢有补贴吗<b>', ...entry },
    ])
    expect((await groups()).map(({ question }) => question)).toEqual(['充电桩谁装?', '罚款多少?'])
    expect(await groups('?state=linked')).toMatchObject([{ state: 'linked', question: '加氢站怎么补贴?' }])
  })

  it('takes another line than the nearest', async () => {
    const { groups, post, questions } = await withQuestions()
    const fields = { action: 'link', group: (await groups())[0]!.id, question: '问', target: '' }
    expect((await post('/desk/gaps', { ...fields, document: 'beta', line: '2' })).status).toBe(303)
    expect(questions.all.get('beta')).toMatchObject([{ question: '问', line: 2 }])
  })

  it.each([
    [{ document: 'beta', line: '99', target: '' }, '没有第 99 行'],
    [{ document: 'beta', line: '0', target: '' }, '没有第 0 行'],
    [{ document: 'none', line: '1', target: '' }, '没有这份文件'],
    [{ question: ' ', target: 'alpha 3' }, '请写出问题'],
    [{ question: 'fails', target: 'alpha 3' }, '没有成功：the file is read-only'],
    [{ group: 'gone', target: 'alpha 3' }, '已不在列表里'],
  ])('refuses %j, says why, and decides nothing', async (fields, reason) => {
    const { groups, post, store } = await withQuestions()
    const response = await post('/desk/gaps', {
      action: 'link',
      group: (await groups())[0]!.id,
      question: '问',
      ...fields,
    })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain(reason)
    expect(await store.decisions()).toEqual([])
  })

  it('opens a linked group again when it is asked once more without an answer', async () => {
    const { groups, post, store, get } = await withQuestions()
    await post('/desk/gaps', {
      action: 'link',
      group: (await groups())[0]!.id,
      question: '问',
      target: 'alpha 3',
    })
    await store.keepAsked([asked({ question: '加氢枪?', at: '2026-11-29T00:00:00.000Z' })])
    expect((await groups())[0]).toMatchObject({ state: 'open' })
    expect((await get('/desk/gaps')).text).toContain('关联之后又被问到')
  })

  it('marks as not covered: a new wording of it is known, until it is opened again', async () => {
    const { groups, post, store } = await withQuestions()
    await post('/desk/gaps', { action: 'not_covered', group: (await groups())[0]!.id })
    await store.keepAsked([asked({ question: '加氢贵吗?', at: '2026-11-28T03:00:00.000Z' })])
    expect((await groups()).map(({ question }) => question)).toEqual(['充电桩谁装?', '罚款多少?'])
    const [known] = await groups('?state=not_covered')
    expect(known).toMatchObject({ state: 'not_covered' })
    await post('/desk/gaps', { action: 'reopened', group: known!.id })
    expect((await groups())[0]).toMatchObject({ state: 'open', question: '加氢站怎么补贴?' })
  })

  it('hands over to the owner, with wordings, counts and statements', async () => {
    const { groups, post, owner, get } = await withQuestions({ OWNER_MAIL: 'owner@example.gov.cn' })
    expect((await get('/desk/gaps')).text).toMatch(
      /href="mailto:owner@example\.gov\.cn\?subject=[^"]*&amp;body=/,
    )
    const response = await post('/desk/gaps', { action: 'send', group: (await groups())[0]!.id })
    expect(response.headers.get('location')).toContain('done=sent')
    expect(owner.taken).toEqual([
      {
        question: '加氢站怎么补贴?',
        wordings: ['加氢站怎么补贴?', '加氢有补贴吗<b>'],
        times: 3,
        first: '2026-11-20T02:00:00.000Z',
        last: '2026-11-26T02:00:00.000Z',
        nearest: [
          { document: 'alpha', line: 3, quote: expect.stringContaining('建成6个加氢站') },
          { document: 'beta', line: 3, quote: expect.stringContaining('建成6个加氢站') },
        ],
        by: '王审核',
      },
    ])
    expect(await groups('?state=sent')).toHaveLength(1)
  })

  it('says so where the hand-over fails, and nothing is decided', async () => {
    const { groups, post, store } = await withQuestions({}, { owner: fakeOwner(new Error('secret host')) })
    const response = await post('/desk/gaps', { action: 'send', group: (await groups())[0]!.id })
    const text = await response.text()
    expect([response.status, text.includes('转交没有成功'), text.includes('secret host')]).toEqual([
      422,
      true,
      false,
    ])
    expect(await store.decisions()).toEqual([])
  })

  it('is a CSV too', async () => {
    const { get } = await withQuestions()
    const { text, headers } = await get('/desk/gaps.csv')
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toContain('gaps-2026-11-28.csv')
    const lines = text.split('\r\n')
    expect(lines[0]).toMatch(/^question,times,unanswered,disliked,first,last,state,/)
    expect(lines[1]).toMatch(
      /^加氢站怎么补贴\?,3,3,0,2026-11-20T02:00:00\.000Z,2026-11-26T02:00:00\.000Z,open,/,
    )
    expect(lines[1]).toContain(',alpha,3,')
    expect(lines).toHaveLength(5)
  })

  it('keeps questions that lost a personal part out of standard questions', async () => {
    const { store, groups, post, questions, signIn } = startDeskWith()
    await signIn()
    await store.keepAsked([asked({ question: '我叫[***],能补贴吗', at: '2026-11-27T00:00:00.000Z' })])
    const [id] = await groups()
    await post('/desk/gaps', {
      action: 'link',
      group: id!,
      question: '能补贴吗',
      wording: '我叫[***],能补贴吗',
      target: 'alpha 3',
    })
    expect(questions.all.get('alpha')!.map(({ question }) => question)).toEqual(['能补贴吗'])
  })

  it('tells of a store that fails or is off, and shows the rest', async () => {
    const fails = async () => {
      throw new Error('password authentication failed for user "x"')
    }
    for (const path of ['/desk', '/desk/gaps', '/desk/figures']) {
      const broken = startDesk(
        {},
        { store: { ...NO_STORE, kind: 'postgres', openQuestions: fails, activity: fails } },
      )
      await broken.signIn()
      const { status, text } = await broken.get(path)
      expect([status, text.includes('暂时读不到提问记录'), text.includes('password')]).toEqual([
        200,
        true,
        false,
      ])
      const off = startDesk({}, { store: NO_STORE })
      await off.signIn()
      expect((await off.get(path)).text).toContain('KEEP=off')
    }
  })
})

function startDeskWith() {
  const desk = startDesk()
  const groups = async () => {
    const { text } = await desk.get('/desk/gaps')
    return [...text.matchAll(/<h2 id="gap-(\w+)">/g)].map(([, id]) => id)
  }
  return { ...desk, groups }
}

describe('standard questions', () => {
  it('are listed with their line, added and removed', async () => {
    const { get, post, signIn, questions } = startDesk()
    await signIn('<李>')
    const page = '/desk/questions?document=alpha'
    expect((await get(page)).text).toContain('还没有标准问')
    const added = await post(page, { action: 'add', question: '几个加氢站?', line: '3' })
    expect(added.headers.get('location')).toBe('/desk/questions?document=alpha&done=added')
    const { text } = await get(page)
    expect(text).toContain('几个加氢站?')
    expect(text).toContain('建成6个加氢站')
    expect(text).toContain('&lt;李&gt;')
    await post(page, { action: 'remove', question: '几个加氢站?' })
    expect(questions.all.get('alpha')).toEqual([])
  })

  it.each([
    [{ question: '问', line: '4' }, '没有第 4 行'],
    [{ question: '', line: '3' }, '请写出问题'],
    [{ question: 'fails', line: '3' }, 'read-only'],
  ])('refuse %j', async (fields, reason) => {
    const { post, signIn } = startDesk()
    await signIn()
    const response = await post('/desk/questions?document=alpha', { action: 'add', ...fields })
    expect([response.status, (await response.text()).includes(reason)]).toEqual([422, true])
  })
})

describe('weekly figures', () => {
  it('count each week from Monday in Beijing time, also without questions', async () => {
    const { store, get, signIn } = startDesk({ KEEP_DAYS: '21' })
    await store.keepAsked([
      // Sunday 23:59 and Monday 00:00 in Beijing.
      asked({ at: '2026-11-22T15:59:59.000Z', status: 'answered', latency: 10, topic: '能源' }),
      asked({ at: '2026-11-22T16:00:00.000Z', status: 'corrected', latency: 20, topic: '能源' }),
      asked({ at: '2026-11-23T16:00:00.000Z', status: 'not_found', latency: 40 }),
      asked({ at: '2026-11-23T16:00:00.000Z', status: 'out_of_scope', latency: 400 }),
    ])
    await store.keepFeedback(judged({ useful: true, at: '2026-11-24T00:00:00.000Z' }))
    await signIn()
    const { text } = await get('/desk/figures.csv')
    expect(text.trim().split('\r\n')).toEqual([
      'monday,questions,answered,partial,corrected,clarify,refused,rejected,useful,notUseful,p50,p95',
      '2026-11-09,0,0,0,0,0,0,0,0,0,,',
      '2026-11-16,1,1,0,0,0,0,0,0,0,10,10',
      '2026-11-23,3,0,0,1,0,2,0,1,0,40,400',
    ])
    const page = (await get('/desk/figures')).text
    expect(page).toMatch(
      /<th scope="row" data-name="2026-11-23">2026-11-23<\/th><td>0<\/td><td>0<\/td><td>1<\/td>/,
    )
    expect(page).toMatch(/data-name="能源">能源.*?<td>2<\/td>/)
    expect(page.match(/class="plot"/g)).toHaveLength(4)
  })
})

describe('documents', () => {
  const file = (name: string, text = '某市方案\n一、总体要求\n') => {
    const form = new FormData()
    form.append('file', new File([text], name))
    return form
  }

  it('are listed, with the files that failed', async () => {
    const { get, signIn } = startDesk()
    await signIn()
    const { text } = await get('/desk/documents')
    expect(text.match(/某区方案<\/a>/g)).toHaveLength(2)
    expect(text).toContain('压缩包不完整 &lt;b&gt;')
    expect(text).toContain('目标 1，责任 1，义务 1')
  })

  it('go from upload to preview to publishing, with corrected metadata', async () => {
    const { get, post, signIn, library } = startDesk()
    await signIn()
    const uploaded = await post('/desk/documents', file('方案.docx'))
    expect([uploaded.status, uploaded.headers.get('location')]).toEqual([303, '/desk/preview/s1'])
    const { text } = await get('/desk/preview/s1')
    expect(text).toContain('某市&lt;方案&gt;')
    for (const part of [
      '指导思想',
      '到2027年,建成9个加氢站',
      '取自原文件的 98.7%',
      '页眉 2 处未收入正文',
      '第 3 页是图片',
    ]) {
      expect(text).toContain(part)
    }
    const published = await post('/desk/preview/s1', {
      action: 'publish',
      title: '某市方案',
      number: '',
      status: '现行有效',
    })
    expect(published.headers.get('location')).toBe('/desk/documents?done=published')
    expect(library.done.at(-1)).toEqual(['publish', 's1', { title: '某市方案', status: '现行有效' }])
    expect((await get('/desk/preview/s1')).status).toBe(404)
  })

  it('are replaced, discarded and withdrawn', async () => {
    const { get, post, signIn, library } = startDesk()
    await signIn()
    const form = file('新版.docx')
    form.append('replaces', 'alpha')
    const uploaded = await post('/desk/documents', form)
    expect(uploaded.headers.get('location')).toBe('/desk/preview/s1?replaces=alpha')
    expect((await get('/desk/preview/s1?replaces=alpha')).text).toContain('发布后替换《某区方案》')
    await post('/desk/preview/s1?replaces=alpha', { action: 'publish' })
    await post('/desk/documents', file('别的.docx'))
    await post('/desk/preview/s1', { action: 'discard' })
    expect((await get('/desk/withdraw?document=beta')).text).toContain('撤下《某区方案》')
    await post('/desk/withdraw', { document: 'beta' })
    expect(library.done.filter((each) => (each as string[])[0] !== 'stage')).toEqual([
      ['replace', 'alpha', 's1', {}],
      ['discard', 's1'],
      ['withdraw', 'beta'],
    ])
  })

  it('that cannot be read are refused with the reason, the others are taken', async () => {
    const { post, signIn } = startDesk()
    await signIn()
    const form = file('好.docx')
    form.append('file', new File(['broken'], '坏.docx'))
    const text = await (await post('/desk/documents', form)).text()
    expect(text).toContain('坏.docx：the file ends in the middle of a table')
    expect(text).toContain('href="/desk/preview/s1"')
    const json = await post('/desk/documents', file('坏.docx', 'broken'), { accept: 'application/json' })
    expect(await json.json()).toEqual({
      uploaded: [{ file: '坏.docx', reason: 'the file ends in the middle of a table' }],
    })
    expect((await post('/desk/documents', new FormData())).status).toBe(422)
  })

  it('may be larger than other requests, up to their own limit, and only for who signed in', async () => {
    const { post, signIn, library } = startDesk({ UPLOAD_LIMIT: '1048576' })
    expect((await post('/desk/documents', file('大.txt', '长'.repeat(100_000)))).status).toBe(401)
    await signIn()
    expect((await post('/desk/documents', file('大.txt', '长'.repeat(100_000)))).status).toBe(303)
    const large = await post('/desk/documents', file('太大.txt', '长'.repeat(400_000)), {
      accept: 'application/json',
    })
    expect(large.status).toBe(413)
    expect(library.done).toEqual([['stage', '大.txt', 300_000]])
    expect((await post('/desk/questions?document=alpha', { question: 'x'.repeat(70_000) })).status).toBe(413)
  })

  it('are listed and not changed where no library is connected', async () => {
    const { get, post, signIn } = startDesk({}, { libraryDesk: undefined as never })
    await signIn()
    expect((await get('/desk/documents')).text).not.toContain('type="file"')
    expect((await post('/desk/withdraw', { document: 'alpha' })).status).toBe(422)
  })
})

describe('the webhook', () => {
  const handOver: HandOver = {
    question: '加氢站?',
    wordings: ['加氢站?'],
    times: 2,
    first: '2026-11-20T02:00:00.000Z',
    last: '2026-11-20T02:00:00.000Z',
    nearest: [],
    by: '王',
  }
  const send = async (status: number, secret?: string) => {
    const requests: { url: string; init: RequestInit }[] = []
    const owner = ownerWebhook({
      url: 'https://owner.example/hook',
      now: () => NOW,
      ...(secret && { secret }),
      fetch: (async (url: string, init: RequestInit) => {
        requests.push({ url, init })
        return new Response(status === 204 ? null : '', { status })
      }) as typeof fetch,
    })
    await owner.send(handOver)
    return requests[0]!
  }

  it('is signed so that the receiver can prove who sent it and when', async () => {
    const { init } = await send(200, 'a secret')
    const headers = init.headers as Record<string, string>
    expect(JSON.parse(init.body as string)).toEqual({ event: 'unanswered_question', ...handOver })
    expect(headers['X-Zhengda-Timestamp']).toBe(String(NOW.getTime() / 1000))
    const { createHmac } = await import('node:crypto')
    const expected = createHmac('sha256', 'a secret')
      .update(`${headers['X-Zhengda-Timestamp']}.${init.body}`)
      .digest('hex')
    expect(headers['X-Zhengda-Signature']).toBe(`sha256=${expected}`)
    // RFC 4231, test case 2.
    expect(await sign('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })

  it('carries no signature without a secret, and rejects what the receiver refuses', async () => {
    expect((await send(204)).init.headers).not.toHaveProperty('X-Zhengda-Signature')
    await expect(send(500)).rejects.toThrow(/answered 500/)
  })
})
