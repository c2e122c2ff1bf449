import { describe, expect, it, vi } from 'vitest'
import { NOW, ORIGIN, startDesk, TOKEN } from './desk-site.ts'

const PAGES = [
  '/desk',
  '/desk/documents',
  '/desk/gaps',
  '/desk/gaps.csv',
  '/desk/questions',
  '/desk/figures',
  '/desk/figures.csv',
  '/desk/preview/s1',
  '/desk/withdraw?document=alpha',
]

describe('the desk', () => {
  it.each(PAGES)('has no %s without a token', async (path) => {
    const { get } = startDesk({ DESK_TOKEN: '' })
    expect((await get(path)).status).toBe(404)
    expect((await get('/desk/sign-in')).status).toBe(404)
  })

  it.each(PAGES)('shows %s to who signed in, and leads others to the sign-in', async (path) => {
    const { get, signIn } = startDesk()
    const before = await get(path)
    expect(before.status).toBe(303)
    expect(before.headers.get('location')).toMatch(/^\/desk\/sign-in\?next=%2Fdesk/)
    await signIn()
    const after = await get(path)
    expect(after.status).toBe(path.includes('preview') ? 404 : 200)
    expect(after.headers.get('cache-control')).toBe('no-store')
    expect(after.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    if (!path.endsWith('.csv')) expect(after.text).toContain('王审核')
  })

  it('tells a program with 401, and not where to sign in', async () => {
    const { get, post } = startDesk()
    expect((await get('/desk/gaps.csv', { accept: 'text/csv' })).status).toBe(401)
    expect((await post('/desk/gaps', { action: 'link' })).status).toBe(401)
    expect((await post('/desk/documents', new FormData())).status).toBe(401)
  })
})

describe('a session', () => {
  it('is a cookie that scripts, other sites and other paths do not see', async () => {
    const { signIn } = startDesk()
    const response = await signIn()
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/desk')
    expect(response.headers.get('set-cookie')).toMatch(
      /^zhengda_desk=[^;]+; Max-Age=28800; Path=\/desk; HttpOnly; SameSite=Strict$/,
    )
    expect(response.headers.get('set-cookie')).not.toContain(TOKEN)
  })

  it('is for TLS alone where the browser came by TLS', async () => {
    const { post } = startDesk()
    const response = await post('/desk/sign-in', { token: TOKEN }, { 'x-forwarded-proto': 'https' })
    expect(response.headers.get('set-cookie')).toContain('; Secure')
  })

  it('ends by signing out, after eight hours, and with another token', async () => {
    const now = { value: NOW }
    const { get, post, signIn } = startDesk({}, { now: () => now.value })
    const cookie = (await signIn()).headers.get('set-cookie')!.split(';')[0]!
    const out = await post('/desk/sign-out', {})
    expect(out.headers.get('set-cookie')).toMatch(/^zhengda_desk=; Max-Age=0; Path=\/desk/)
    now.value = new Date(NOW.getTime() + 8 * 3_600_000 - 1)
    expect((await get('/desk')).status).toBe(200)
    now.value = new Date(NOW.getTime() + 8 * 3_600_000)
    expect((await get('/desk')).status).toBe(303)
    const other = startDesk({ DESK_TOKEN: `${TOKEN}x` })
    expect((await other.get('/desk', { cookie })).status).toBe(303)
  })

  it.each([
    ['another name', (cookie: string) => cookie.replace('.A', '.B')],
    ['another end', (cookie: string) => cookie.replace(/=\d/, '=9')],
    ['no signature', (cookie: string) => cookie.replace(/\.[^.]+$/, '')],
    ['nothing in it', () => 'zhengda_desk='],
    ['a signature that is no base64', (cookie: string) => cookie.replace(/\.[^.]+$/, '.%%%')],
  ])('with %s is none', async (_, change) => {
    const { get, signIn } = startDesk()
    const cookie = (await signIn('A')).headers.get('set-cookie')!.split(';')[0]!
    expect((await get('/desk', { cookie })).status).toBe(200)
    expect((await get('/desk', { cookie: change(cookie) })).status).toBe(303)
  })

  it('leads back to where it was asked for, and to no other site', async () => {
    const { post } = startDesk()
    const to = async (next: string) =>
      (await post(`/desk/sign-in?next=${encodeURIComponent(next)}`, { token: TOKEN })).headers.get('location')
    expect(await to('/desk/gaps?state=all')).toBe('/desk/gaps?state=all')
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '/desk//evil.example',
      '/deskx',
      '/d/alpha',
    ]) {
      expect(await to(next)).toBe('/desk')
    }
  })
})

describe('whoever guesses', () => {
  it('waits after five wrong tokens, on the form and by bearer, and whatever comes next', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const { post, get, logged } = startDesk()
    for (let i = 0; i < 3; i++) expect((await post('/desk/sign-in', { token: `no${i}` })).status).toBe(401)
    const bearer = (token: string) => get('/desk', { authorization: `Bearer ${token}` })
    for (let i = 0; i < 2; i++) expect((await bearer(`no${i}`)).status).toBe(401)
    expect((await bearer(TOKEN)).status).toBe(429)
    const blocked = await post('/desk/sign-in', { token: TOKEN })
    expect(blocked.status).toBe(429)
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(50)
    // Others do not wait.
    expect((await get('/desk', { authorization: `Bearer ${TOKEN}`, 'x-test-client': 'two' })).status).toBe(
      200,
    )
    vi.advanceTimersByTime(61_000)
    expect((await bearer(TOKEN)).status).toBe(200)
    expect(JSON.stringify(logged)).not.toMatch(/no0|a-token/)
    vi.useRealTimers()
  })

  it('is not told the token in any page', async () => {
    const { get, signIn } = startDesk()
    await signIn()
    for (const path of PAGES) expect((await get(path)).text).not.toContain(TOKEN)
  })
})

describe('a form from another site', () => {
  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'null' }],
  ])('with %j does nothing, session or not', async (headers) => {
    const { post, signIn, questions } = startDesk()
    await signIn()
    for (const path of [
      '/desk/questions?document=alpha',
      '/desk/sign-in',
      '/desk/sign-out',
      '/desk/withdraw',
    ]) {
      const response = await post(path, { question: '问', line: '3', token: TOKEN }, headers)
      expect(response.status).toBe(403)
    }
    expect(questions.all.size).toBe(0)
  })

  it('passes behind a proxy that changes the host, where the browser says same-origin', async () => {
    const { post } = startDesk()
    const headers = { origin: 'https://qa.example.gov.cn', 'sec-fetch-site': 'same-origin' }
    expect((await post('/desk/sign-in', { token: TOKEN }, headers)).status).toBe(303)
    expect(ORIGIN).not.toBe(headers.origin)
  })
})

describe('a single sign-on in front', () => {
  const user = { 'x-forwarded-user': Buffer.from('李负责').toString('latin1') }
  const bearer = { authorization: `Bearer ${TOKEN}` }

  it('names the person where the setting trusts it', async () => {
    const { get } = startDesk({ DESK_USER_HEADER: 'X-Forwarded-User', TRUSTED_PROXIES: '1' })
    const { status, text } = await get('/desk', { ...bearer, ...user })
    expect(status).toBe(200)
    expect(text).toContain('李负责')
  })

  it('names nobody without a proxy to trust', async () => {
    const { get } = startDesk({ DESK_USER_HEADER: 'X-Forwarded-User' })
    const { text } = await get('/desk', { ...bearer, ...user })
    expect(text).not.toContain('李负责')
    expect(text).toContain('工作人员')
  })
})
