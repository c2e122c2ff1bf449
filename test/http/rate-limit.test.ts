import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { rateLimit } from '../../src/http/rate-limit.ts'

it('fills the bucket again at the stated rate, up to one minute of requests', async () => {
  let time = 0
  const app = new Hono()
  app.use(rateLimit({ perMinute: 60, clientAddress: () => 'one', now: () => time }))
  app.get('/', (c) => c.text('ok'))
  const take = async (count: number) => {
    const statuses: number[] = []
    for (let i = 0; i < count; i++) statuses.push((await app.request('/')).status)
    return statuses.filter((status) => status === 200).length
  }
  expect(await take(70)).toBe(60)
  time += 1000
  expect(await take(5)).toBe(1)
  time += 2500
  expect(await take(5)).toBe(2)
  time += 3_600_000
  expect(await take(70)).toBe(60)
})
