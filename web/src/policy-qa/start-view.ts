/** Gives what the component shows before the first question: questions by role, and the documents behind the answers. */
import { html, nothing, type TemplateResult } from 'lit'
import { visibleText } from '../../../src/domain/visible-text.ts'
import type { Start } from './api.ts'
import type { Words } from './words.ts'

export function startView(
  start: Start | null,
  words: Words,
  ask: (question: string) => void,
): TemplateResult {
  const { suggestions = [], documents = [] } = start ?? {}
  return html`<div class="start">
    ${
      suggestions.length > 0
        ? html`<h3>${words.start}</h3>
            <ul>${suggestions.map(
              ({ role, text }) =>
                html`<li><button type="button" class="chip" part="chip" @click=${() => ask(text)}><span class="role">${words[`role_${role}`]}</span>${visibleText(text)}</button></li>`,
            )}</ul>`
        : nothing
    }
    ${
      documents.length > 0
        ? html`<h3>${words.covered}</h3>
            <ul class="documents" lang="zh-CN">${documents.map(
              ({ title, number }) => html`<li>${visibleText(`《${title}》${number ?? ''}`)}</li>`,
            )}</ul>`
        : nothing
    }
  </div>`
}
