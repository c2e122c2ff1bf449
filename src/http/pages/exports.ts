/** Gives the files of the registers (XLSX, DOCX, ICS), each with exactly the rows that the API gives for the same filter. */
import { type Context, Hono } from 'hono'
import { citationUrl } from '../../domain/citation-url.ts'
import type { Located } from '../../domain/facts.ts'
import type { Library } from '../../domain/library.ts'
import type { TaskRow } from '../../exports/task-rows.ts'
import { taskOfTarget, tasksOfResponsibility } from '../../exports/task-rows.ts'
import {
  OBLIGATION_REGISTER,
  RESPONSIBILITY_REGISTER,
  type Register,
  TARGET_REGISTER,
} from '../register-rows.ts'
import { selectObligations, selectResponsibilities, selectTargets } from '../select-facts.ts'
import { filterOf } from './filters.ts'
import { pageContext } from './page-context.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The libraries that write files are loaded when the first file is asked for. */
export function exportRoutes(library: Library): Hono {
  const app = new Hono()
  const filter = (c: Context) => filterOf(pageContext(c), library)

  app.get('/export/targets.xlsx', (c) =>
    workbook(c, 'targets', TARGET_REGISTER, [...selectTargets(library, filter(c))], library),
  )
  app.get('/export/responsibilities.xlsx', (c) =>
    workbook(
      c,
      'responsibilities',
      RESPONSIBILITY_REGISTER,
      [...selectResponsibilities(library, filter(c))],
      library,
    ),
  )
  app.get('/export/obligations.xlsx', (c) =>
    workbook(c, 'obligations', OBLIGATION_REGISTER, [...selectObligations(library, filter(c))], library),
  )
  app.get('/export/targets.docx', (c) => {
    const rows = [...selectTargets(library, filter(c))].map((target) =>
      taskOfTarget(target, library.get(target.document)!),
    )
    return taskTable(c, rows, library)
  })
  app.get('/export/responsibilities.docx', (c) => {
    const rows = [...selectResponsibilities(library, filter(c))].flatMap((each) =>
      tasksOfResponsibility(each, library.get(each.document)!),
    )
    return taskTable(c, rows, library)
  })
  app.get('/export/targets.ics', async (c) => {
    const { targetsIcs } = await import('../../exports/targets-ics.ts')
    const { origin } = new URL(c.req.url)
    const calendar = targetsIcs([...selectTargets(library, filter(c))], library, (target) => {
      const line = library.get(target.document)!.tree.paragraphs[target.paragraph]?.line ?? target.line
      return origin + citationUrl(target.document, target.clause, line)
    })
    return file(c, 'targets.ics', 'text/calendar; charset=utf-8', calendar)
  })
  return app
}

async function workbook<T extends Located>(
  c: Context,
  name: string,
  register: Register<T>,
  records: readonly T[],
  library: Library,
): Promise<Response> {
  const { registerXlsx } = await import('../../exports/register-xlsx.ts')
  const rows = records.map((record) => register.row(record, library))
  return file(c, `${name}.xlsx`, XLSX, await registerXlsx(name, register.columns, rows))
}

async function taskTable(c: Context, rows: readonly TaskRow[], library: Library): Promise<Response> {
  const { taskTableDocx } = await import('../../exports/task-table-docx.ts')
  const sources = [...new Set(rows.map(({ document }) => document))].map((id) => {
    const { title, number } = library.get(id)!.tree.metadata
    return `《${title.value}》${number?.value ?? ''}`
  })
  return file(c, 'tasks.docx', DOCX, await taskTableDocx({ sources, rows }))
}

function file(c: Context, name: string, type: string, content: Uint8Array | string): Response {
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  return c.body(typeof content === 'string' ? content : content.slice().buffer)
}
