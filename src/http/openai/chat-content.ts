/** Gives an answer as a chat message: text with markers, footnotes that prove them, annotations that link them. */
import { phrasesOf } from '../../answering/compose/phrases-of.ts'
import type { Answer } from '../../domain/answer.ts'
import type { Annotation } from './chat-schemas.ts'

export interface ChatContent {
  readonly content: string
  readonly annotations: readonly Annotation[]
}

const SUGGESTED = { zh: '可以这样问：', en: 'You may ask:' }

/** Addresses of citations are made absolute with `origin`. */
export function chatContent(answer: Answer, origin: string): ChatContent {
  const { headline, caveats, citations, related, suggestions, language } = answer
  const address = (url: string) => new URL(url, origin).href
  const annotations: Annotation[] = []
  let content = headline
  for (const { n, url, title, locator } of citations) {
    const marker = `[${n}]`
    annotations.push({
      type: 'url_citation',
      url_citation: {
        url: address(url),
        title: locator === '' ? title : `${title} ${locator}`,
        start_index: content.length,
        end_index: content.length + marker.length,
      },
    })
    content += marker
  }
  const footnotes = citations.map(
    ({ n, quote, title, number, locator, line, url }) =>
      `[${n}] “${quote}” 《${title}》${[number, locator].filter(Boolean).join(' ')} L${line} ${address(url)}`,
  )
  const nearest = related.map(({ quote, locator, url }) => `- “${quote}” ${locator} ${address(url)}`)
  const blocks = [
    caveats.join('\n'),
    footnotes.join('\n'),
    nearest.length > 0 ? [phrasesOf(language).nearest, ...nearest].join('\n') : '',
    suggestions.length > 0 ? [SUGGESTED[language], ...suggestions.map((each) => `- ${each}`)].join('\n') : '',
  ].filter(Boolean)
  return { content: [content, ...blocks].join('\n\n'), annotations }
}

/** Estimate: a Han character, or four other characters, count as one token. */
export function countTokens(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return han + Math.ceil((text.length - han) / 4)
}
