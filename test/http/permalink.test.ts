/** A permalink that cannot give the answer of then says why, and offers the question that it holds. */
import { expect, it } from 'vitest'
import { encodeAnswerId } from '../../src/answering/answer-id.ts'
import { readConfig } from '../../src/config.ts'
import type { Question } from '../../src/domain/answer.ts'
import { createApp } from '../../src/http/create-app.ts'
import { openPermalink } from '../../src/http/permalink.ts'
import { fakeServices } from './fake-services.ts'

const QUESTION: Question = { question: '加氢站由谁负责?', history: [] }
const GONE = encodeAnswerId({ question: { ...QUESTION, corpus: 'gone' }, version: 'fake0001' })
const OLDER = encodeAnswerId({ question: QUESTION, version: 'older' })

const app = createApp(fakeServices(), {
  config: readConfig({ LOG: 'off' }),
  log: () => {},
  clientAddress: () => 'one',
})
const page = async (path: string, language = 'zh') => {
  const response = await app.request(path, { headers: { accept: 'text/html', 'accept-language': language } })
  return { status: response.status, text: await response.text() }
}

it('of a removed document names it and the question, to programs', async () => {
  const response = await app.request(`/api/answers/${GONE}`)
  expect(response.status).toBe(404)
  const { detail } = (await response.json()) as { detail: string }
  expect(detail).toContain('The document gone, on which this answer rested, is no longer here')
  expect(detail).toContain(QUESTION.question)
})

it.each([
  ['zh', '这个回答已不能显示', '当时的回答依据文件“gone”'],
  ['en', 'This answer can no longer be shown', 'It rested on the document “gone”'],
])('of a removed document offers the question again, to readers (%s)', async (language, title, reason) => {
  const { status, text } = await page(`/a/${GONE}`, language)
  expect(status).toBe(404)
  expect(text).toContain(`<h1>${title}</h1>`)
  expect(text).toContain(reason)
  expect(text).toMatch(
    /<form class="ask-form" action="\/ask"[\s\S]*<textarea[^>]*>加氢站由谁负责\?<\/textarea>/,
  )
  expect(text).not.toContain('name="corpus"')
})

it('that is cut says that it is', async () => {
  const { status, text } = await page(`/a/${OLDER.slice(0, -4)}`)
  expect(status).toBe(404)
  expect(text).toContain('链接不完整或有误')
})

it('of an older index gives the answer of today and says so, on the page as in the API', async () => {
  const notice = '提问之后文件或索引已更新,以下按现行索引重新作答。'
  const { status, text } = await page(`/a/${OLDER}`)
  expect(status).toBe(200)
  expect(text).toContain(`<li>${notice}</li>`)
  const current = await page(`/a/${encodeAnswerId({ question: QUESTION, version: 'fake0001' })}`)
  expect(current.text).not.toContain(notice)
})

it('of an older index whose answer is gone says that it cannot be shown', async () => {
  const services = fakeServices()
  const opened = await openPermalink(
    { ...services, ask: async (question) => ({ ...(await services.ask(question)), status: 'not_found' }) },
    OLDER,
  )
  expect(opened).toMatchObject({ state: 'answer', renewed: true })
  if (opened.state === 'answer') expect(opened.answer.caveats[0]).toContain('当时的回答无法再现')
})
