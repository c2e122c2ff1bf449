/** Hands questions over by a signed POST to the owner's address (`OWNER_WEBHOOK`); docs/hand-over.md tells how to check it. */
import type { HandOver, Owner } from '../ports/owner.ts'

/** Milliseconds that the other side has. */
const TIMEOUT = 10_000

export interface OwnerWebhookOptions {
  readonly url: string
  /** Signs the body; without it, requests carry no signature. */
  readonly secret?: string
  readonly now?: () => Date
  readonly fetch?: typeof fetch
}

/**
 * The header `X-Zhengda-Signature` is `sha256=` and the hexadecimal HMAC-SHA256 of timestamp, dot and body; the timestamp,
 * in `X-Zhengda-Timestamp`, is in seconds, so that the receiver can refuse what was recorded and sent again.
 */
export function ownerWebhook(options: OwnerWebhookOptions): Owner {
  const { url, secret, now = () => new Date() } = options
  const post = options.fetch ?? fetch
  return {
    async send(handOver: HandOver) {
      const body = JSON.stringify({ event: 'unanswered_question', ...handOver })
      const timestamp = String(Math.floor(now().getTime() / 1000))
      const headers: Record<string, string> = {
        'Content-Type': 'application/json',
        'X-Zhengda-Timestamp': timestamp,
      }
      if (secret) headers['X-Zhengda-Signature'] = `sha256=${await sign(secret, `${timestamp}.${body}`)}`
      const response = await post(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`the webhook answered ${response.status}`)
    },
  }
}

/** Hexadecimal HMAC-SHA256 (RFC 2104). */
export async function sign(secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
