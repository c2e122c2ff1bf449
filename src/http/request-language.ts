/** Gives the language that a request prefers, of those that this site speaks, by `lang` in its address or by Accept-Language. */
import type { Context } from 'hono'
import type { Language } from '../domain/answer.ts'

/** `otherwise`: the language of a request that states none. */
export function requestLanguage(c: Context, otherwise: Language): Language {
  const stated = c.req.query('lang')
  if (stated === 'zh' || stated === 'en') return stated
  return preferredLanguage(c.req.header('Accept-Language')) ?? otherwise
}

/** RFC 9110, 12.5.4. Null where the header is missing or wants neither; of equal wishes the first stands. */
export function preferredLanguage(header: string | undefined): Language | null {
  let best: { language: Language; weight: number } | null = null
  for (const part of (header ?? '').split(',')) {
    const [, tag = '', weight = '1'] =
      /^\s*([a-z]{1,8})(?:-[\w-]*)?\s*(?:;\s*q=([\d.]+)\s*)?$/i.exec(part) ?? []
    const language = tag.toLowerCase()
    if (language !== 'zh' && language !== 'en') continue
    if (Number(weight) > (best?.weight ?? 0)) best = { language, weight: Number(weight) }
  }
  return best?.language ?? null
}
