/** Gives what every page needs to know of its reader (language, large text) and links that keep it, from the request. */
import type { Context } from 'hono'
import answerWords from '../../data/interface-answer.json' with { type: 'json' }
import pageWords from '../../data/interface-pages.json' with { type: 'json' }
import registerWords from '../../data/interface-registers.json' with { type: 'json' }
import type { Language } from '../../domain/answer.ts'
import { requestLanguage } from '../request-language.ts'

const WORDS = {
  zh: { ...answerWords.zh, ...pageWords.zh, ...registerWords.zh },
  en: { ...answerWords.en, ...pageWords.en, ...registerWords.en },
}

export type Words = typeof WORDS.zh

export interface PageContext {
  readonly lang: Language
  /** Large text and large controls (适老化), asked for in the address. */
  readonly elder: boolean
  readonly words: Words
  /** Path and query of this page, as asked for. */
  readonly here: URL
  /** An address of this site that keeps the language and the large text. */
  href(path: string, parameters?: Readonly<Record<string, string | number | null | undefined>>): string
}

export function pageContext(c: Context): PageContext {
  const here = new URL(c.req.url)
  // As an address of its own, `//host` would lead to another site.
  here.pathname = here.pathname.replace(/^\/{2,}/, '/')
  const stated = here.searchParams.get('lang')
  const elder = here.searchParams.get('elder') === '1'
  const lang = requestLanguage(c, 'zh')
  return {
    lang,
    elder,
    words: WORDS[lang],
    here,
    href(path, parameters = {}) {
      const [before, fragment] = path.split('#')
      const url = new URL(before!, 'http://x')
      for (const [name, value] of Object.entries(parameters)) {
        if (value === null || value === undefined || value === '') url.searchParams.delete(name)
        else url.searchParams.set(name, String(value))
      }
      if (stated && !url.searchParams.has('lang')) url.searchParams.set('lang', lang)
      if (elder && !url.searchParams.has('elder')) url.searchParams.set('elder', '1')
      return url.pathname + url.search + (fragment === undefined ? '' : `#${fragment}`)
    },
  }
}
