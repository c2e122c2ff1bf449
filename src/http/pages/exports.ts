/** Gives the files of the registers (XLSX, DOCX, ICS), each with exactly the rows that the API gives for the same filter. */
import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { citationUrl } from '../../domain/citation-url.ts'
import type { Located } from '../../domain/facts.ts'
import { fill } from '../../domain/fill-words.ts'
import type { Library } from '../../domain/library.ts'
import type { TaskRow } from '../../exports/task-rows.ts'
import { taskOfTarget, tasksOfResponsibility } from '../../exports/task-rows.ts'
import { problemWords } from '../problem.ts'
import {
  OBLIGATION_REGISTER,
  RESPONSIBILITY_REGISTER,
  type Register,
  TARGET_REGISTER,
} from '../register-rows.ts'
import { selectObligations, selectResponsibilities, selectTargets } from '../select-facts.ts'
import { mapped, streamBytes, streamText } from '../stream-body.ts'
import { filterOf } from './filters.ts'
import { pageContext } from './page-context.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Rows of a Word document: it takes some 20 kB of memory a row. */
export const MOST_TASKS = 5000

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The libraries that write files are loaded when the first file is asked for. */
export function exportRoutes(library: Library): Hono {
  const app = new Hono()
  const filter = (c: Context) => filterOf(pageContext(c), library)

  app.get('/export/targets.xlsx', (c) =>
    workbook(c, 'targets', TARGET_REGISTER, selectTargets(library, filter(c)), library),
  )
  app.get('/export/responsibilities.xlsx', (c) =>
    workbook(
      c,
      'responsibilities',
      RESPONSIBILITY_REGISTER,
      selectResponsibilities(library, filter(c)),
      library,
    ),
  )
  app.get('/export/obligations.xlsx', (c) =>
    workbook(c, 'obligations', OBLIGATION_REGISTER, selectObligations(library, filter(c)), library),
  )
  app.get('/export/targets.docx', (c) => {
    const targets = selectTargets(library, filter(c))
    return taskTable(
      c,
      tasks(targets, (target) => [taskOfTarget(target, library.get(target.document)!)]),
      library,
    )
  })
  app.get('/export/responsibilities.docx', (c) => {
    const all = selectResponsibilities(library, filter(c))
    return taskTable(
      c,
      tasks(all, (each) => tasksOfResponsibility(each, library.get(each.document)!)),
      library,
    )
  })
  app.get('/export/targets.ics', async (c) => {
    const { targetsIcs } = await import('../../exports/targets-ics.ts')
    const { origin } = new URL(c.req.url)
    const calendar = targetsIcs(selectTargets(library, filter(c)), library, (target) => {
      const line = library.get(target.document)!.tree.paragraphs[target.paragraph]?.line ?? target.line
      return origin + citationUrl(target.document, target.clause, line)
    })
    return file(c, 'targets.ics', 'text/calendar; charset=utf-8', streamText(calendar))
  })
  return app
}

/** What an export gives is read from the library while it is sent. */
async function workbook<T extends Located>(
  c: Context,
  name: string,
  register: Register<T>,
  records: Iterable<T>,
  library: Library,
): Promise<Response> {
  const { registerXlsx } = await import('../../exports/register-xlsx.ts')
  const rows = mapped(records, (record) => register.row(record, library))
  return file(c, `${name}.xlsx`, XLSX, streamBytes(registerXlsx(name, register.columns, rows)))
}

/** A Word document is laid out as a whole, in memory: its library writes it in no other way. */
async function taskTable(c: Context, tasks: Iterable<TaskRow>, library: Library): Promise<Response> {
  const rows: TaskRow[] = []
  for (const task of tasks) {
    if (rows.length === MOST_TASKS) {
      throw new HTTPException(422, { message: fill(problemWords(c).tooManyTasks, { n: MOST_TASKS }) })
    }
    rows.push(task)
  }
  const { taskTableDocx } = await import('../../exports/task-table-docx.ts')
  const sources = [...new Set(rows.map(({ document }) => document))].map((id) => {
    const { title, number } = library.get(id)!.tree.metadata
    return `《${title.value}》${number?.value ?? ''}`
  })
  return file(c, 'tasks.docx', DOCX, await taskTableDocx({ sources, rows }))
}

function* tasks<T>(records: Iterable<T>, tasksOf: (record: T) => readonly TaskRow[]): Generator<TaskRow> {
  for (const record of records) yield* tasksOf(record)
}

function file(c: Context, name: string, type: string, content: Uint8Array | ReadableStream): Response {
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  return c.body(content instanceof Uint8Array ? content.slice().buffer : content)
}
