/** Gives the weekly figures: a page with plots and the tables they are drawn from, and the same as CSV. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { dayOf } from '../../domain/china-day.ts'
import { fill } from '../../domain/fill-words.ts'
import type { Activity } from '../../ports/question-store.ts'
import type { Services } from '../../ports/services.ts'
import { messageOf } from '../../store/question-log.ts'
import { firstMonday, type Week, weeklyFigures } from '../../store/weekly-figures.ts'
import { toCsv } from '../csv.ts'
import { NOTHING } from '../pages/layout.ts'
import { chartTable } from './chart-table.ts'
import type { DeskOptions, DeskVariables } from './desk-options.ts'
import { type DeskPage, deskPage, sendDesk } from './desk-page.ts'
import { titleOf } from './lines.ts'
import { OUTCOMES } from './outcomes.ts'

/** A quarter; fewer where records are kept for less. */
const MOST_WEEKS = 13

export function figureRoutes(services: Services, options: DeskOptions): Hono<{ Variables: DeskVariables }> {
  const app = new Hono<{ Variables: DeskVariables }>()
  const weeksShown = Math.max(2, Math.min(MOST_WEEKS, Math.ceil(options.keepDays / 7)))
  const read = async () => {
    const today = dayOf((options.now?.() ?? new Date()).getTime())
    const since = firstMonday(today, weeksShown)
    const activity = await options.store.activity(since)
    return { weeks: weeklyFigures(activity, since, today), topics: activity.topics }
  }

  app.get('/desk/figures', async (c) => {
    const page = deskPage(c)
    const { words, href } = page
    const figures = await read().catch((error: unknown) => {
      options.log({ level: 'warn', event: 'store_failed', error: messageOf(error) })
      return null
    })
    return sendDesk(c, options, {
      title: words.figuresTitle,
      place: 'figures',
      ...(figures === null && { failure: words.storeFailed }),
      content: html`<h1>${words.figuresTitle}</h1><p class="lead">${fill(words.figuresLead, { weeks: weeksShown })}</p>
${options.store.kind === 'none' ? html`<p>${words.storeOff}</p>` : NOTHING}
<p><a class="button" href="${href('/desk/figures.csv')}">${words.figuresCsv}</a></p>
${figures ? plots(page, services, figures) : NOTHING}`,
    })
  })

  app.get('/desk/figures.csv', async (c) => {
    const { weeks } = await read()
    const columns = Object.keys(weeks[0]!) as (keyof Week)[]
    c.header('Content-Disposition', 'attachment; filename="weekly-figures.csv"')
    return c.body(
      toCsv(
        columns,
        weeks.map((week) => ({ ...week })),
      ),
      200,
      {
        'Content-Type': 'text/csv; charset=utf-8',
      },
    )
  })
  return app
}

function plots(
  page: DeskPage,
  { library }: Services,
  { weeks, topics }: { readonly weeks: readonly Week[]; readonly topics: Activity['topics'] },
) {
  const { words } = page
  if (weeks.every(({ questions }) => questions === 0)) return html`<p>${words.figuresEmpty}</p>`
  const byWeek = (cells: (week: Week) => readonly (number | null)[]) =>
    weeks.map((week) => ({ name: week.monday, cells: cells(week) }))
  return html`<div class="figures">
${chartTable(words, {
  id: 'outcomes',
  kind: 'stacked',
  title: words.chartOutcomes,
  heading: words.columnWeek,
  columns: OUTCOMES.map(([, label]) => words[label]),
  rows: byWeek((week) => OUTCOMES.map(([name]) => week[name])),
})}
${chartTable(words, {
  id: 'verdicts',
  kind: 'stacked',
  title: words.chartVerdicts,
  heading: words.columnWeek,
  columns: [words.columnUseful, words.columnNotUseful],
  rows: byWeek(({ useful, notUseful }) => [useful, notUseful]),
})}
${chartTable(words, {
  id: 'latency',
  kind: 'line',
  title: words.chartLatency,
  heading: words.columnWeek,
  columns: [words.columnP50, words.columnP95],
  rows: byWeek(({ p50, p95 }) => [p50, p95]),
})}
${chartTable(words, {
  id: 'topics',
  kind: 'bar',
  title: words.chartTopics,
  heading: words.columnTopic,
  columns: [words.columnCount],
  rows: topics.map(({ document, topic, count }) => ({
    name: topic,
    note: titleOf(library, document),
    cells: [count],
  })),
})}</div>`
}
