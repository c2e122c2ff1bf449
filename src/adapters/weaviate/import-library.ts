/**
 * Brings a library into the engine: what is new or changed is sent, what is gone is withdrawn.
 *
 * A document counts as sent once its record stands in the collection of documents, which is written after its statements:
 * an import that was cut off goes on with the first document without one. Ids are made of document, version and place, so
 * that what is sent twice stands there once. Statements of earlier versions go last, when all of the new ones are there.
 */
import { z } from 'zod'
import { ZhengdaError } from '../../domain/errors.ts'
import { inPassing, type Library } from '../../domain/library.ts'
import type { Translation } from '../../domain/translation.ts'
import type { Embedder } from '../../ports/embedder.ts'
import { passageText } from '../../retrieval/search-index.ts'
import { statementsOf } from '../../statements/statements-of.ts'
import type { Collections } from './collections.ts'
import {
  type DocumentParts,
  documentObject,
  documentObjectId,
  statementObjects,
  versionOf,
  type WeaviateObject,
} from './statement-objects.ts'
import type { WeaviateClient } from './weaviate-client.ts'

export interface ImportOptions {
  /** Null for words alone. */
  readonly embedder: Embedder | null
  readonly translations: ReadonlyMap<string, Translation>
  /** Equal keys: the same library, translations and program. An engine that holds it is left as it is. */
  readonly key: string
  /** Takes one line on progress. */
  readonly report: (line: string) => void
}

/** Statements that are embedded, and sent in one request, at a time: 1.5 MB of vectors as text. */
const BATCH = 256
/** Documents whose statements are deleted by one request. */
const DELETED_AT_ONCE = 100
const PROGRESS_EVERY_MS = 2000
/** Milliseconds that a node has to take a batch. */
const PATIENCE = 60_000

/**
 * Gives the number of statements that the engine holds of the library.
 * @throws ZhengdaError `engine_unavailable`, `engine_refused`; what was sent until then is kept
 */
export async function importLibrary(
  client: WeaviateClient,
  collections: Collections,
  library: Library,
  options: ImportOptions,
): Promise<number> {
  const { key, translations, report } = options
  const whole = await recordOf(client, collections, WHOLE)
  if (whole?.version === key) return whole.statements
  const started = Date.now()
  const records = await recordsOf(client, collections)
  // From here on until the end the engine holds no library that was whole.
  await put(client, [await documentObject(collections, { document: WHOLE, version: '', statements: 0 })])

  const sender = createSender(client, collections, options)
  const replaced: string[] = []
  let statements = 0
  for (const read of inPassing(library)) {
    const { id } = read.source
    const parts = { read, library, translation: translations.get(id) }
    const record = records.get(id)
    statements += statementsOf(read).length
    if (record?.version === versionOf(parts)) continue
    if (record || whole) replaced.push(id)
    await sender.add(parts)
  }
  await sender.finish()
  const withdrawn = [...records.keys()].filter((id) => id !== WHOLE && !library.has(id))
  await deleteEarlier(client, collections, replaced, sender.versions)
  await withdraw(client, collections, withdrawn)
  await put(client, [await documentObject(collections, { document: WHOLE, version: key, statements })])
  report(
    `engine: ${sender.versions.size} documents sent, ${withdrawn.length} withdrawn, ${statements} statements in all, in ${Date.now() - started} ms`,
  )
  return statements
}

/** Documents have names; the record of the library has none. */
const WHOLE = ''

const record = z.object({ document: z.string(), version: z.string(), statements: z.int() })
type DocumentRecord = z.output<typeof record>
const page = z.object({
  objects: z
    .array(z.object({ id: z.string(), properties: record }))
    .nullish()
    .transform((objects) => objects ?? []),
})
const PAGE = 1000

async function recordOf(
  client: WeaviateClient,
  collections: Collections,
  document: string,
): Promise<DocumentRecord | null> {
  const id = await documentObjectId(document)
  // The page that begins after the id before it, since an object that is not there is no fault here.
  const found = await pageAfter(client, collections, before(id), 1)
  return found.find((each) => each.id === id)?.properties ?? null
}

/** The id that comes before, in the order of ids. */
function before(id: string): string {
  const digits = id.replaceAll('-', '')
  const less = (BigInt(`0x${digits}`) - 1n).toString(16).padStart(32, '0')
  return less.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

async function recordsOf(
  client: WeaviateClient,
  collections: Collections,
): Promise<ReadonlyMap<string, DocumentRecord>> {
  const records = new Map<string, DocumentRecord>()
  for (let after = ''; ; ) {
    const found = await pageAfter(client, collections, after, PAGE)
    for (const { properties } of found) records.set(properties.document, properties)
    if (found.length < PAGE) return records
    after = found.at(-1)!.id
  }
}

async function pageAfter(
  client: WeaviateClient,
  { documents }: Collections,
  after: string,
  limit: number,
): Promise<z.output<typeof page>['objects']> {
  const path = `/objects?class=${documents}&limit=${limit}&after=${after}`
  return (await client.request({ path, answer: page, patience: PATIENCE })).objects
}

/** Sends documents in batches; one is on its way while the next is embedded. */
function createSender(client: WeaviateClient, collections: Collections, options: ImportOptions) {
  const versions = new Map<string, string>()
  let waiting: DocumentParts[] = []
  let count = 0
  let sent = 0
  let last = Date.now()
  let onItsWay: Promise<void> = Promise.resolve()

  const flush = async () => {
    const documents = waiting
    waiting = []
    count = 0
    const objects = await objectsOf(collections, documents, options.embedder)
    const records = await Promise.all(
      documents.map((parts) =>
        documentObject(collections, {
          document: parts.read.source.id,
          version: versionOf(parts),
          statements: statementsOf(parts.read).length,
        }),
      ),
    )
    await onItsWay
    onItsWay = (async () => {
      for (let from = 0; from < objects.length; from += BATCH) {
        await put(client, objects.slice(from, from + BATCH))
      }
      await put(client, records)
    })()
    // Whoever waits for it is told of its failure.
    onItsWay.catch(() => undefined)
    for (const parts of documents) versions.set(parts.read.source.id, versionOf(parts))
    sent += objects.length
    if (Date.now() - last < PROGRESS_EVERY_MS) return
    last = Date.now()
    options.report(`engine: ${sent} statements of ${versions.size} documents sent`)
  }
  return {
    /** Versions of the documents that were added. */
    versions,
    async add(parts: DocumentParts) {
      waiting.push(parts)
      count += statementsOf(parts.read).length
      if (count >= BATCH) await flush()
    },
    async finish() {
      if (waiting.length > 0) await flush()
      await onItsWay
    },
  }
}

async function objectsOf(
  collections: Collections,
  documents: readonly DocumentParts[],
  embedder: Embedder | null,
): Promise<WeaviateObject[]> {
  const texts = documents.map(({ read }) => statementsOf(read).map(passageText))
  const vectors: Float32Array[] = []
  const all = texts.flat()
  for (let from = 0; embedder && from < all.length; from += BATCH) {
    vectors.push(...(await embedder.embed(all.slice(from, from + BATCH), 'passage')))
  }
  const objects: WeaviateObject[] = []
  let next = 0
  for (const [d, parts] of documents.entries()) {
    const end = next + texts[d]!.length
    objects.push(...(await statementObjects(collections, parts, embedder && vectors.slice(next, end))))
    next = end
  }
  return objects
}

const written = z.array(
  z.object({
    result: z.object({
      errors: z.object({ error: z.array(z.object({ message: z.string() })) }).nullish(),
    }),
  }),
)

/** Most copies hold what this resolves for. */
async function put(client: WeaviateClient, objects: readonly WeaviateObject[]): Promise<void> {
  if (objects.length === 0) return
  const results = await client.request({
    path: '/batch/objects?consistency_level=QUORUM',
    body: { objects },
    answer: written,
    patience: PATIENCE,
  })
  const fault = results.flatMap(({ result }) => result.errors?.error ?? [])[0]
  if (fault)
    throw new ZhengdaError('engine_refused', `the search engine takes no statements: ${fault.message}`)
}

/** Statements of the documents in another version than the one that stands now. */
async function deleteEarlier(
  client: WeaviateClient,
  collections: Collections,
  documents: readonly string[],
  versions: ReadonlyMap<string, string>,
): Promise<void> {
  for (let from = 0; from < documents.length; from += DELETED_AT_ONCE) {
    const some = documents.slice(from, from + DELETED_AT_ONCE)
    await deleteWhere(client, collections, {
      operator: 'And',
      operands: [
        { path: ['document'], operator: 'ContainsAny', valueTextArray: some },
        { path: ['version'], operator: 'ContainsNone', valueTextArray: some.map((id) => versions.get(id)!) },
      ],
    })
  }
}

async function withdraw(
  client: WeaviateClient,
  collections: Collections,
  documents: readonly string[],
): Promise<void> {
  for (let from = 0; from < documents.length; from += DELETED_AT_ONCE) {
    const some = documents.slice(from, from + DELETED_AT_ONCE)
    await deleteWhere(client, collections, {
      path: ['document'],
      operator: 'ContainsAny',
      valueTextArray: some,
    })
    for (const id of some) {
      const path = `/objects/${collections.documents}/${await documentObjectId(id)}?consistency_level=QUORUM`
      await client.request({ method: 'DELETE', path, answer: z.unknown(), patience: PATIENCE })
    }
  }
}

const deletion = z.object({
  results: z.object({ matches: z.int(), successful: z.int(), failed: z.int() }),
})

/** The engine deletes some thousands at a time. */
async function deleteWhere(client: WeaviateClient, collections: Collections, where: object): Promise<void> {
  for (;;) {
    const { results } = await client.request({
      method: 'DELETE',
      path: '/batch/objects?consistency_level=QUORUM',
      body: { match: { class: collections.statements, where } },
      answer: deletion,
      patience: PATIENCE,
    })
    if (results.failed > 0) {
      throw new ZhengdaError('engine_refused', `the search engine keeps ${results.failed} earlier statements`)
    }
    if (results.matches === results.successful) return
  }
}
