/** Gives the first page of the desk: this week in figures, what waits, and what could not be read. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { dayOf } from '../../domain/china-day.ts'
import { fill } from '../../domain/fill-words.ts'
import type { Services } from '../../ports/services.ts'
import type { GapReport } from '../../store/gap-report.ts'
import { messageOf } from '../../store/question-log.ts'
import { firstMonday, weeklyFigures } from '../../store/weekly-figures.ts'
import { NOTHING } from '../pages/layout.ts'
import type { DeskOptions, DeskVariables } from './desk-options.ts'
import { type DeskPage, deskPage, sendDesk } from './desk-page.ts'
import { sinceDays } from './gap-filter.ts'
import { OUTCOMES } from './outcomes.ts'

export function overviewRoutes(
  services: Services,
  options: DeskOptions,
  report: GapReport,
): Hono<{ Variables: DeskVariables }> {
  const app = new Hono<{ Variables: DeskVariables }>()
  app.get('/desk', async (c) => {
    const page = deskPage(c)
    const { words, href } = page
    const now = options.now?.() ?? new Date()
    const [read, failures] = await Promise.all([
      readStore(options, report, now).catch((error: unknown) => {
        options.log({ level: 'warn', event: 'store_failed', error: messageOf(error) })
        return null
      }),
      options.libraryDesk?.failures() ?? services.health.skipped,
    ])
    const counts: readonly (readonly [string, number, string])[] = [
      [words.documentsCount, services.library.size, '/desk/documents'],
      [words.failuresCount, failures.length, '/desk/documents#failures'],
      ...(read ? [[words.openGaps, read.open, '/desk/gaps'] as const] : []),
    ]
    return sendDesk(c, options, {
      title: words.navOverview,
      place: 'overview',
      ...(read === null && { failure: words.storeFailed }),
      content: html`<h1>${words.desk}</h1>
<ul class="desk-counts">${counts.map(([label, count, path]) => html`<li><a href="${href(path)}"><b>${count}</b> ${label}</a></li>`)}</ul>
${read ? week(page, read) : NOTHING}
<p class="small soft">${options.store.kind === 'none' ? words.storeOff : fill(words.storeNote, { days: options.keepDays })}</p>`,
    })
  })
  return app
}

async function readStore({ store, keepDays }: DeskOptions, report: GapReport, now: Date) {
  const today = dayOf(now.getTime())
  const monday = firstMonday(today, 1)
  const [activity, gaps] = await Promise.all([store.activity(monday), report.read(sinceDays(keepDays, now))])
  const figures = weeklyFigures(activity, monday, today)[0]!
  return { figures, open: gaps.filter(({ state }) => state === 'open').length }
}

function week({ words, href }: DeskPage, { figures }: { figures: ReturnType<typeof weeklyFigures>[number] }) {
  return html`<section aria-labelledby="week"><h2 id="week">${words.thisWeek}</h2>
<dl class="desk-figures"><div><dt>${words.columnQuestions}</dt><dd>${figures.questions}</dd></div>
${OUTCOMES.map(([name, label]) => html`<div><dt>${words[label]}</dt><dd>${figures[name]}</dd></div>`)}
<div><dt>${words.columnUseful}</dt><dd>${figures.useful}</dd></div>
<div><dt>${words.columnNotUseful}</dt><dd>${figures.notUseful}</dd></div>
<div><dt>${words.columnP50}</dt><dd>${figures.p50 ?? '–'}</dd></div></dl>
<p><a href="${href('/desk/figures')}">${words.navFigures}</a></p></section>`
}
