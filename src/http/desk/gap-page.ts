/** Gives the page of the gap report: a filter, and each group with its wordings, nearest statements and what can be done. */
import { html, raw } from 'hono/html'
import { dayOf } from '../../domain/china-day.ts'
import { fill } from '../../domain/fill-words.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { Services } from '../../ports/services.ts'
import { type Gap, nearEnough, timesOf } from '../../store/gap-report.ts'
import { type Markup, NOTHING } from '../pages/layout.ts'
import type { DeskOptions } from './desk-options.ts'
import type { DeskPage } from './desk-page.ts'
import { gapActions } from './gap-actions.ts'
import { type GapFilter, PAGE_SIZE, PERIODS, STATES } from './gap-filter.ts'
import { documentList, titleOf } from './lines.ts'
import { nearestTo } from './nearest.ts'

export const STATE_WORDS = {
  open: 'stateOpen',
  sent: 'stateSent',
  linked: 'stateLinked',
  not_covered: 'stateNotCovered',
  all: 'stateAll',
} as const

export async function gapPage(
  page: DeskPage,
  services: Services,
  options: DeskOptions,
  filter: GapFilter,
  gaps: readonly Gap[],
): Promise<Markup> {
  const { words, href } = page
  const pages = Math.max(1, Math.ceil(gaps.length / PAGE_SIZE))
  const at = Math.min(filter.page, pages)
  const shown: Markup[] = []
  for (const gap of gaps.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE)) {
    shown.push(await group(page, services, options, gap))
  }
  const { state, days } = filter
  const turn = (to: number, label: string) =>
    html`<a class="button" href="${href('/desk/gaps', { state, days, page: to })}">${label}</a>`
  const how = options.embedder
    ? fill(words.gapsHow, { threshold: nearEnough(options.embedder), pairs: 'src/data/question-groups.json' })
    : words.gapsHowPlain
  return html`<h1>${words.gapsTitle}</h1><p class="lead">${words.gapsLead}</p>
${filterForm(page, filter, options.keepDays)}
<p><a class="button" href="${href('/desk/gaps.csv', { state, days })}">${words.gapsCsv}</a></p>
${options.store.kind === 'none' ? html`<p>${words.storeOff}</p>` : NOTHING}
${gaps.length === 0 ? html`<p>${words.gapsEmpty}</p>` : html`<ol class="gaps">${shown}</ol>${documentList(services.library)}`}
${
  pages > 1
    ? html`<nav class="pager" aria-label="${words.gapsTitle}"><p>${fill(words.pageOf, { page: at, pages })}</p>${at > 1 ? turn(at - 1, words.previous) : NOTHING} ${at < pages ? turn(at + 1, words.next) : NOTHING}</nav>`
    : NOTHING
}
<p class="small soft">${how}</p>`
}

function filterForm({ words, here }: DeskPage, { state, days }: GapFilter, keepDays: number): Markup {
  const option = (value: string | number, label: string, chosen: boolean) =>
    html`<option value="${value}"${chosen ? raw(' selected') : ''}>${label}</option>`
  const kept = ['lang', 'elder'].filter((name) => here.searchParams.has(name))
  const periods = [...new Set([...PERIODS.filter((each) => each < keepDays), keepDays])]
  return html`<form class="filters" method="get" action="/desk/gaps">
${kept.map((name) => html`<input type="hidden" name="${name}" value="${here.searchParams.get(name)}">`)}
<label>${words.gapState}<select name="state">${([...STATES, 'all'] as const).map((each) => option(each, words[STATE_WORDS[each]], each === state))}</select></label>
<label>${words.gapDays}<select name="days">${periods.map((each) => option(each, fill(words.gapDaysOf, { days: each }), each === days))}</select></label>
<button type="submit">${words.gapsFilter}</button></form>`
}

async function group(page: DeskPage, services: Services, options: DeskOptions, gap: Gap): Promise<Markup> {
  const { words } = page
  const { unanswered, disliked, decision, state } = gap
  const nearest = await nearestTo(services, gap, 3)
  const id = `gap-${gap.id}`
  return html`<li class="gap" data-state="${state}"><h2 id="${id}">${visibleText(gap.question)} <span class="tag">${words[STATE_WORDS[state]]}</span></h2>
<p class="small soft">${fill(words.gapTimes, { times: timesOf(gap), unanswered, disliked })} · ${fill(words.gapSpan, { first: dayOf(gap.first), last: dayOf(gap.last) })}${gap.corpus === null ? '' : ` · ${fill(words.gapCorpus, { title: titleOf(services.library, gap.corpus) })}`}</p>
${decision ? html`<p class="small">${fill(words.gapDecided, { by: visibleText(decision.by), at: dayOf(decision.at), decision: decided(page, gap) })}${state === 'open' && decision.decision === 'linked' ? html` <b>${words.gapAgain}</b>` : ''}</p>` : NOTHING}
${
  gap.wordings.length > 1
    ? html`<details><summary>${fill(words.gapWordings, { n: gap.wordings.length })}</summary><ul>${gap.wordings.map(
        (wording) =>
          html`<li>${visibleText(wording.question)} <span class="soft">× ${timesOf(wording)}</span></li>`,
      )}</ul></details>`
    : NOTHING
}
${gap.reasons.length > 0 ? html`<details><summary>${words.gapReasons}</summary><ul>${gap.reasons.slice(0, 20).map((reason) => html`<li>${visibleText(reason)}</li>`)}</ul></details>` : NOTHING}
${gapActions(page, options, gap, nearest)}</li>`
}

function decided({ words }: DeskPage, { decision }: Gap): string {
  switch (decision?.decision) {
    case 'linked':
      return fill(words.decisionLinked, { document: decision.document ?? '', line: decision.line ?? 0 })
    case 'not_covered':
      return words.decisionNotCovered
    case 'sent':
      return words.decisionSent
    default:
      return words.decisionReopened
  }
}
