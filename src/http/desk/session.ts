/** Gives the session of the desk: a signed cookie with a name and an end, made with a key that follows the token. */
import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'

const COOKIE = 'zhengda_desk'
/** Seconds: a working day. */
const LASTS = 8 * 3600

/** Another token is another key: it ends every session. All servers with one token share their sessions. */
function keyOf(token: string): string {
  return `zhengda desk session ${token}`
}

export async function startSession(c: Context, token: string, name: string, now: Date): Promise<void> {
  const until = now.getTime() + LASTS * 1000
  await setSignedCookie(c, COOKIE, `${until}.${encodeURIComponent(name)}`, keyOf(token), {
    path: '/desk',
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: LASTS,
    // A proxy speaks to browsers by TLS and to us without.
    secure: new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https',
  })
}

/** Name of the person whose session it is; null without one, or where it ended or was tampered with. */
export async function sessionName(c: Context, token: string, now: Date): Promise<string | null> {
  const value = await getSignedCookie(c, keyOf(token), COOKIE)
  const [, until, name] = /^(\d+)\.(.*)$/.exec(value || '') ?? []
  if (until === undefined || name === undefined || Number(until) <= now.getTime()) return null
  return decodeURIComponent(name)
}

export function endSession(c: Context): void {
  deleteCookie(c, COOKIE, { path: '/desk' })
}
