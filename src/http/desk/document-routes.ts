/** Gives the documents of the desk: list and failures, upload, preview, publishing, replacing, withdrawing. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { fill } from '../../domain/fill-words.ts'
import type { DocumentMetadata, LibraryDesk } from '../../ports/library-desk.ts'
import type { Services } from '../../ports/services.ts'
import { messageOf } from '../../store/question-log.ts'
import { type DeskOptions, type DeskVariables, UPLOAD } from './desk-options.ts'
import { type DeskContext, deskPage, goTo, sendDesk, textField } from './desk-page.ts'
import { documentsPage, type Uploaded, withdrawPage } from './documents-page.ts'
import { METADATA_FIELDS, previewPage } from './preview-page.ts'

export function documentRoutes(services: Services, options: DeskOptions): Hono<{ Variables: DeskVariables }> {
  const app = new Hono<{ Variables: DeskVariables }>()
  const { libraryDesk } = options
  const { library } = services

  const show = async (c: DeskContext, uploaded: readonly Uploaded[] = [], failure?: string) => {
    const page = deskPage(c)
    const failures = (await libraryDesk?.failures()) ?? services.health.skipped
    return sendDesk(c, options, {
      title: page.words.documentsTitle,
      place: 'documents',
      ...(failure !== undefined && { failure, status: 422 as const }),
      content: documentsPage(page, library, {
        failures,
        uploaded,
        changeable: libraryDesk !== undefined,
        limit: options.uploadLimit,
      }),
    })
  }

  /** What a form asks for; a failure is told on the page of documents. */
  const change = async (c: DeskContext, work: (desk: LibraryDesk, form: FormData) => Promise<Response>) => {
    const { words } = deskPage(c)
    if (!libraryDesk) return show(c, [], words.notConnected)
    try {
      return await work(libraryDesk, await c.req.formData())
    } catch (error) {
      options.log({ level: 'warn', event: 'desk_document_failed', error: messageOf(error) })
      return show(c, [], fill(words.failed, { reason: messageOf(error) }))
    }
  }

  app.get(UPLOAD, (c) => show(c))

  app.use(
    UPLOAD,
    bodyLimit({
      // The form around the files takes some bytes too.
      maxSize: options.uploadLimit + 65_536,
      onError: (c) => {
        const { words } = deskPage(c)
        const failure = fill(words.uploadTooLarge, { limit: Math.floor(options.uploadLimit / 1_048_576) })
        return wantsJson(c)
          ? c.json({ uploaded: [{ file: '', reason: failure }] }, 413)
          : show(c, [], failure)
      },
    }),
  )
  app.post(UPLOAD, (c) =>
    change(c, async (desk, form) => {
      const { words } = deskPage(c)
      const replaces = textField(form, 'replaces')
      const files = form.getAll('file').filter((each) => typeof each !== 'string' && each.name !== '')
      const uploaded: Uploaded[] = []
      for (const file of files as File[]) {
        try {
          const preview = await desk.stage({
            name: file.name,
            bytes: new Uint8Array(await file.arrayBuffer()),
          })
          uploaded.push({ file: file.name, url: previewUrl(c, preview.id, replaces) })
        } catch (error) {
          uploaded.push({ file: file.name, reason: messageOf(error) })
        }
      }
      if (wantsJson(c)) return c.json({ uploaded }, uploaded.length === 0 ? 422 : 200)
      if (uploaded.length === 0) return show(c, [], words.uploadNone)
      const [only] = uploaded
      return uploaded.length === 1 && only?.url ? c.redirect(only.url, 303) : show(c, uploaded)
    }),
  )

  app.get('/desk/preview/:id', async (c) => {
    const page = deskPage(c)
    const preview = await libraryDesk?.staged(c.req.param('id'))
    if (!preview) {
      const { words } = page
      return sendDesk(c, options, {
        title: words.documentsTitle,
        place: 'documents',
        status: 404,
        failure: libraryDesk ? words.previewGone : words.notConnected,
        content: documentsPage(page, library, {
          failures: [],
          uploaded: [],
          changeable: libraryDesk !== undefined,
          limit: options.uploadLimit,
        }),
      })
    }
    const replaces = c.req.query('replaces') ?? ''
    return sendDesk(c, options, {
      title: preview.file,
      place: 'documents',
      content: previewPage(page, preview, library.has(replaces) ? library.get(replaces)! : null),
    })
  })

  app.post('/desk/preview/:id', (c) =>
    change(c, async (desk, form) => {
      const id = c.req.param('id')
      const replaces = c.req.query('replaces') ?? ''
      if (textField(form, 'action') === 'discard') {
        await desk.discard(id)
        return goTo(c, UPLOAD, 'discarded')
      }
      if (library.has(replaces)) {
        await desk.replace(replaces, id, metadataOf(form))
        return goTo(c, UPLOAD, 'replaced')
      }
      await desk.publish(id, metadataOf(form))
      return goTo(c, UPLOAD, 'published')
    }),
  )

  app.get('/desk/withdraw', (c) => {
    const page = deskPage(c)
    const document = library.get(c.req.query('document') ?? '')
    if (!document) return show(c, [], page.words.documentUnknown)
    return sendDesk(c, options, {
      title: page.words.withdrawDo,
      place: 'documents',
      content: withdrawPage(page, document),
    })
  })

  app.post('/desk/withdraw', (c) =>
    change(c, async (desk, form) => {
      await desk.withdraw(textField(form, 'document'))
      return goTo(c, UPLOAD, 'withdrawn')
    }),
  )
  return app
}

function previewUrl(c: DeskContext, id: string, replaces: string): string {
  return deskPage(c).href(`/desk/preview/${encodeURIComponent(id)}`, { replaces })
}

function wantsJson(c: { req: { header(name: string): string | undefined } }): boolean {
  return (c.req.header('Accept') ?? '').startsWith('application/json')
}

/** What was filled in; a blank field says nothing. */
function metadataOf(form: FormData): DocumentMetadata {
  const stated = METADATA_FIELDS.map(({ name }) => [name, textField(form, name)] as const)
  return Object.fromEntries(stated.filter(([, value]) => value !== ''))
}
