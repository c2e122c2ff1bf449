/** Gives the gap report: its page, its CSV, and what can be done with a group: link, not covered, hand over, open again. */
import { Hono } from 'hono'
import { dayOf } from '../../domain/china-day.ts'
import type { Decision } from '../../ports/question-store.ts'
import type { Services } from '../../ports/services.ts'
import type { Gap, GapReport } from '../../store/gap-report.ts'
import { messageOf } from '../../store/question-log.ts'
import { REMOVED } from '../../store/remove-personal-data.ts'
import type { DeskOptions, DeskVariables } from './desk-options.ts'
import { type DeskContext, deskPage, goTo, sendDesk, textField } from './desk-page.ts'
import { gapCsv } from './gap-csv.ts'
import { gapFilter, matching, sinceDays } from './gap-filter.ts'
import { gapPage } from './gap-page.ts'
import { handOverOf } from './hand-over.ts'
import { faultOfLine } from './lines.ts'
import { nearestTo } from './nearest.ts'

type Decided = Pick<Decision, 'decision' | 'document' | 'line'>

export function gapRoutes(
  services: Services,
  options: DeskOptions,
  report: GapReport,
): Hono<{ Variables: DeskVariables }> {
  const app = new Hono<{ Variables: DeskVariables }>()
  const { store, standardQuestions, owner } = options
  const now = () => options.now?.() ?? new Date()

  const show = async (c: DeskContext, failure?: string) => {
    const page = deskPage(c)
    const filter = gapFilter((name) => c.req.query(name), options.keepDays)
    let gaps: readonly Gap[] | null = null
    try {
      gaps = matching(await report.read(sinceDays(filter.days, now())), filter)
    } catch (error) {
      options.log({ level: 'warn', event: 'store_failed', error: messageOf(error) })
    }
    const told = failure ?? (gaps === null ? page.words.storeFailed : undefined)
    return sendDesk(c, options, {
      title: page.words.gapsTitle,
      place: 'gaps',
      ...(told !== undefined && { failure: told }),
      ...(failure !== undefined && { status: 422 as const }),
      content: await gapPage(page, services, options, filter, gaps ?? []),
    })
  }

  /** Of all groups, whatever the filter: another desk may have changed its state. */
  const groupOf = async (id: string) =>
    (await report.read(sinceDays(options.keepDays, now()))).find((gap) => gap.id === id)

  const decide = (c: DeskContext, gap: Gap, decided: Decided) => {
    const at = now().toISOString()
    const by = c.get('by')
    return store.keepDecisions(
      gap.wordings.map(({ question, corpus }) => ({ at, question, corpus, by, ...decided })),
    )
  }

  app.get('/desk/gaps', (c) => show(c))

  app.get('/desk/gaps.csv', async (c) => {
    const filter = gapFilter((name) => c.req.query(name), options.keepDays)
    const gaps = matching(await report.read(sinceDays(filter.days, now())), filter)
    c.header('Content-Disposition', `attachment; filename="gaps-${dayOf(now().getTime())}.csv"`)
    return c.body(await gapCsv(services, gaps), 200, { 'Content-Type': 'text/csv; charset=utf-8' })
  })

  app.post('/desk/gaps', async (c) => {
    const { words, here } = deskPage(c)
    const form = await c.req.formData()
    const gap = await groupOf(textField(form, 'group'))
    if (!gap) return show(c, words.gapGone)
    const back = `/desk/gaps${here.search}`
    const action = textField(form, 'action')
    try {
      if (action === 'not_covered' || action === 'reopened') {
        await decide(c, gap, { decision: action, document: null, line: null })
        return goTo(c, back, action === 'not_covered' ? 'not_covered' : undefined)
      }
      if (action === 'send' && owner) {
        await owner.send(handOverOf(gap, await nearestTo(services, gap), c.get('by')))
        await decide(c, gap, { decision: 'sent', document: null, line: null })
        return goTo(c, back, 'sent')
      }
      if (action === 'mailed') {
        await decide(c, gap, { decision: 'sent', document: null, line: null })
        return goTo(c, back, 'sent')
      }
      if (action !== 'link' || !standardQuestions) return show(c, words.notConnected)
      const question = textField(form, 'question')
      if (question === '') return show(c, words.questionMissing)
      const { document, line } = targetOf(form)
      const fault = faultOfLine(services.library, document, line, words)
      if (fault) return show(c, fault)
      const others = form.getAll('wording').filter((each) => typeof each === 'string')
      const wordings = [...new Set([question, ...others])].filter((each) => !each.includes(REMOVED))
      const entry = { line, by: c.get('by'), reviewed: dayOf(now().getTime()) }
      for (const wording of wordings) {
        const added = standardQuestions.add(document, { question: wording, ...entry })
        // The first was worded for the line; another may state what the line does not bear out, and is left out.
        await (wording === question ? added : added.catch(() => {}))
      }
      await decide(c, gap, { decision: 'linked', document, line })
      return goTo(c, back, 'linked')
    } catch (error) {
      options.log({ level: 'warn', event: 'gap_action_failed', action, error: messageOf(error) })
      return show(
        c,
        action === 'send' ? words.sendFailed : words.failed.replace('{reason}', messageOf(error)),
      )
    }
  })
  return app
}

/** The radio button of a nearest statement (`document line`), or the fields for another line. */
function targetOf(form: FormData): { document: string; line: number } {
  const target = textField(form, 'target')
  const cut = target.lastIndexOf(' ')
  return cut > 0
    ? { document: target.slice(0, cut), line: Number(target.slice(cut + 1)) }
    : { document: textField(form, 'document'), line: Number(textField(form, 'line')) }
}
