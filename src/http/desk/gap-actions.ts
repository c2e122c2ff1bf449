/** Gives the forms of a group: link it to a line, say that it is not covered, hand it over, open it again. */
import { html, raw } from 'hono/html'
import { fill } from '../../domain/fill-words.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { Gap } from '../../store/gap-report.ts'
import { REMOVED } from '../../store/remove-personal-data.ts'
import { type Markup, NOTHING } from '../pages/layout.ts'
import type { DeskOptions } from './desk-options.ts'
import type { DeskPage } from './desk-page.ts'
import { mailLink } from './hand-over.ts'
import type { Nearest } from './nearest.ts'

export function gapActions(
  page: DeskPage,
  options: DeskOptions,
  gap: Gap,
  nearest: readonly Nearest[],
): Markup {
  const { words, here } = page
  const to = `/desk/gaps${here.search.replace(/([?&])done=[^&]*/, '$1')}`
  const button = (action: string, label: string) =>
    html`<button class="button" name="action" value="${action}" type="submit" aria-describedby="gap-${gap.id}">${label}</button>`
  return html`<form method="post" action="${to}" class="gap-link"><input type="hidden" name="group" value="${gap.id}">
${options.standardQuestions ? linkFields(page, gap, nearest) : statements(page, nearest)}
<p class="gap-buttons">${options.standardQuestions ? html`<button class="button primary" name="action" value="link" type="submit" aria-describedby="gap-${gap.id}">${words.linkDo}</button>` : NOTHING}
${gap.state === 'not_covered' ? button('reopened', words.reopenDo) : button('not_covered', words.notCoveredDo)}
${options.owner ? button('send', words.sendDo) : NOTHING}
${
  options.ownerMail
    ? html`<a class="button" href="${mailLink(options.ownerMail, gap, nearest, words)}">${words.sendMail}</a> ${button('mailed', words.markSentDo)}`
    : NOTHING
}</p></form>`
}

function linkFields({ words, href }: DeskPage, gap: Gap, nearest: readonly Nearest[]): Markup {
  const { id } = gap
  const question = gap.question.includes(REMOVED) ? '' : gap.question
  const others = gap.wordings.slice(1).filter((each) => !each.question.includes(REMOVED))
  return html`<label for="q-${id}">${words.linkQuestion}</label>
<input id="q-${id}" name="question" value="${question}" maxlength="2000">
<fieldset><legend>${words.linkTarget}</legend>
${nearest.length === 0 ? html`<p>${words.gapNearestNone}</p>` : NOTHING}
${nearest.map(
  ({ document, line, locator, title, quote, url }, i) =>
    html`<label class="check"><input type="radio" name="target" value="${document} ${line}"${i === 0 ? raw(' checked') : ''}><span><span lang="zh-CN">${visibleText(shortened(quote))}</span> <a class="small" href="${href(url)}">${visibleText(title)} ${locator} ${fill(words.line, { line })}</a></span></label>`,
)}
<label class="check"><input type="radio" name="target" value=""${nearest.length === 0 ? raw(' checked') : ''}><span>${words.linkOther}</span></label>
<div class="gap-other"><label>${words.linkDocument}<input name="document" list="documents" value="${gap.corpus ?? nearest[0]?.document ?? ''}"></label>
<label>${words.linkLine}<input name="line" type="number" min="1" inputmode="numeric"></label></div></fieldset>
${
  others.length > 0
    ? html`<details><summary>${fill(words.linkWordings, { n: others.length })}</summary>${others
        .slice(0, 20)
        .map(
          (each) =>
            html`<label class="check"><input type="checkbox" name="wording" value="${each.question}" checked><span>${visibleText(each.question)}</span></label>`,
        )}</details>`
    : NOTHING
}`
}

function statements({ words, href }: DeskPage, nearest: readonly Nearest[]): Markup {
  return html`<p class="small">${words.gapNearest}</p><ul>${nearest.map(
    ({ line, locator, title, quote, url }) =>
      html`<li><span lang="zh-CN">${visibleText(shortened(quote))}</span> <a class="small" href="${href(url)}">${visibleText(title)} ${locator} ${fill(words.line, { line })}</a></li>`,
  )}</ul>`
}

function shortened(text: string): string {
  return text.length <= 110 ? text : `${text.slice(0, 109)}…`
}
