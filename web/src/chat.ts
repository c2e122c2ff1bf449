/** Makes the first page a conversation: shortcuts, and the source beside the answer. */
import type { Answer } from '../../src/domain/answer.ts'
import type { PolicyQa } from './policy-qa/policy-qa.ts'
import './policy-qa/policy-qa.ts'
import { type Passage, SourcePanel } from './source-panel.ts'

/** Width from which the source stands beside the conversation; below, it is a sheet that the reader opens. */
const WIDE = matchMedia('(min-width: 1024px)')

function start(conversation: PolicyQa): void {
  const panel = new SourcePanel()
  panel.api = conversation.api
  const frame = document.createElement('div')
  frame.className = 'chat-layout'
  conversation.before(frame)
  frame.append(conversation, panel)
  // A reader who closed the source is not shown it again unasked.
  let dismissed = false
  /** To each citation, those of its answer. */
  const cited = new WeakMap<Passage, readonly Passage[]>()
  const shown = (open: boolean) => frame.classList.toggle('with-source', open)

  conversation.addEventListener('policyqa:question', () => {
    // The panel takes its place with the question, so that nothing moves when the answer arrives.
    if (!WIDE.matches || dismissed) return
    panel.wait()
    shown(true)
  })
  conversation.addEventListener('policyqa:answer', (event) => {
    const { citations } = (event as CustomEvent<Answer>).detail
    for (const citation of citations) cited.set(citation, citations)
    const first = citations[0]
    if (WIDE.matches && first && !dismissed) void panel.show(first, citations)
  })
  conversation.addEventListener('policyqa:abstain', () => panel.clear())
  conversation.addEventListener('policyqa:citation', (event) => {
    event.preventDefault()
    dismissed = false
    shown(true)
    const passage = (event as CustomEvent<Passage>).detail
    void panel.show(passage, cited.get(passage) ?? [], true)
  })
  conversation.addEventListener('policyqa:reset', () => {
    panel.close()
    dismissed = false
  })
  panel.addEventListener('close', () => {
    dismissed = true
    shown(false)
  })

  document.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (event.key === 'Escape' && panel.open) panel.close()
    const typing =
      event.composedPath()[0] instanceof Element && isEditable(event.composedPath()[0] as Element)
    const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
    const find = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
    if (!slash && !find) return
    event.preventDefault()
    conversation.focusBox()
  })
}

function isEditable(element: Element): boolean {
  return element.matches('input, textarea, select, [contenteditable]')
}

const conversation = document.querySelector<PolicyQa>('policy-qa[mode="page"]')
if (conversation) start(conversation)
