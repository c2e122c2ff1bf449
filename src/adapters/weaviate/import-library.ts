/**
 * Brings a library into the engine: what is new or changed is sent, what is gone is withdrawn.
 *
 * A document counts as sent once its record stands in the collection of documents, which is written after its statements:
 * an import that was cut off goes on with the first document without one. Ids are made of document, version and place, so
 * that what is sent twice stands there once. Statements of earlier versions go last, when all of the new ones are there.
 */
import { inPassing, type Library } from '../../domain/library.ts'
import { inContext } from '../../domain/statement.ts'
import type { Translation } from '../../domain/translation.ts'
import type { Embedder } from '../../ports/embedder.ts'
import { statementsOf } from '../../statements/statements-of.ts'
import type { Collections } from './collections.ts'
import { deleteWhere, put, recordOf, recordsOf } from './objects.ts'
import {
  documentObject,
  statementObjects,
  type VersionedDocument,
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
    const version = versionOf(parts)
    if (record?.version === version) continue
    if (record || whole) replaced.push(id)
    await sender.add({ ...parts, version })
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

/** Stands for the library among the records of its documents, whose names hold no slash. */
const WHOLE = '/'

/** Sends documents in batches; one is on its way while the next is embedded. */
function createSender(client: WeaviateClient, collections: Collections, options: ImportOptions) {
  const versions = new Map<string, string>()
  let waiting: VersionedDocument[] = []
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
      documents.map(({ read, version }) =>
        documentObject(collections, {
          document: read.source.id,
          version,
          statements: statementsOf(read).length,
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
    for (const { read, version } of documents) versions.set(read.source.id, version)
    sent += objects.length
    if (Date.now() - last < PROGRESS_EVERY_MS) return
    last = Date.now()
    options.report(`engine: ${sent} statements of ${versions.size} documents sent`)
  }
  return {
    /** Versions of the documents that were added. */
    versions,
    async add(parts: VersionedDocument) {
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
  documents: readonly VersionedDocument[],
  embedder: Embedder | null,
): Promise<WeaviateObject[]> {
  const texts = documents.map(({ read }) => statementsOf(read).map(inContext))
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

/** Statements of the documents in another version than the one that stands now. */
async function deleteEarlier(
  client: WeaviateClient,
  collections: Collections,
  documents: readonly string[],
  versions: ReadonlyMap<string, string>,
): Promise<void> {
  for (let from = 0; from < documents.length; from += DELETED_AT_ONCE) {
    const some = documents.slice(from, from + DELETED_AT_ONCE)
    await deleteWhere(client, collections.statements, {
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
    const where = { path: ['document'], operator: 'ContainsAny', valueTextArray: some }
    await deleteWhere(client, collections.statements, where)
    await deleteWhere(client, collections.documents, where)
  }
}
