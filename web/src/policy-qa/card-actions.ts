/** Gives what the buttons of an answer card do, from the conversation, the API and the words to tell the reader. */
import { type CitationStyle, formatCitation } from '../../../src/domain/citation-styles.ts'
import type { CardActions } from './answer-card.ts'
import type { Api } from './api.ts'
import type { Conversation } from './conversation.ts'
import { copyText } from './copy-text.ts'
import type { Turn } from './turn.ts'
import type { Words } from './words.ts'

/** What only the element itself can do. */
export type ElementActions = Pick<CardActions, 'ask' | 'askAlone' | 'open'>

export function cardActions(
  conversation: Conversation,
  api: Api,
  words: Words,
  element: ElementActions,
): CardActions {
  const copy = async ({ key }: Turn, text: string) => {
    const done = await copyText(text)
    conversation.change(key, { told: done ? words.copied : words.copyFailed })
  }
  return {
    ...element,
    retry: (turn) => void conversation.retry(turn),
    copy: (turn) => void copy(turn, turn.answer?.answer ?? ''),
    cite: (turn, style) => void copy(turn, citationsOf(turn, style, api)),
    link: (turn) => void copy(turn, api.address(`/a/${encodeURIComponent(turn.answer?.id ?? '')}`) ?? ''),
    print: () => window.print(),
    judge: async ({ key, answer, verdict }, useful, reason) => {
      const noted = answer !== null && (await api.feedback(answer.id, verdict, useful, reason))
      conversation.change(key, noted ? { useful, told: words.thanks } : { told: words.feedbackLost })
    },
    address: (path) => api.address(path),
  }
}

/** All citations of an answer in one style; quotations of one document that read the same stand once. */
function citationsOf({ answer, documents }: Turn, style: CitationStyle, api: Api): string {
  // The reader's own day, as Swedish writes it: YYYY-MM-DD.
  const today = new Date().toLocaleDateString('sv')
  const formatted = (answer?.citations ?? []).map((citation) => {
    const head = documents.get(citation.document)
    const source = { issuer: head?.issuer ?? null, date: head?.date ?? null }
    return formatCitation(style, citation, source, api.address(citation.url) ?? '', today)
  })
  return [...new Set(formatted)].join('\n\n')
}
