/** Reads records of documents, writes and deletes objects: the requests of an import, each of which may be sent twice. */
import { z } from 'zod'
import { ZhengdaError } from '../../domain/errors.ts'
import type { Collections } from './collections.ts'
import { documentObjectId, type WeaviateObject } from './statement-objects.ts'
import type { WeaviateClient } from './weaviate-client.ts'

/** Milliseconds that a node has to take a batch. */
const PATIENCE = 60_000

const record = z.object({ document: z.string(), version: z.string(), statements: z.int() })
type DocumentRecord = z.output<typeof record>
const page = z.object({
  objects: z
    .array(z.object({ id: z.string(), properties: record }))
    .nullish()
    .transform((objects) => objects ?? []),
})
const PAGE = 1000

export async function recordOf(
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

export async function recordsOf(
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

const written = z.array(
  z.object({
    result: z.object({
      errors: z.object({ error: z.array(z.object({ message: z.string() })) }).nullish(),
    }),
  }),
)

/** Most copies hold what this resolves for. */
export async function put(client: WeaviateClient, objects: readonly WeaviateObject[]): Promise<void> {
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

const deletion = z.object({
  results: z.object({ matches: z.int(), successful: z.int(), failed: z.int() }),
})

/** The engine deletes some thousands at a time. */
export async function deleteWhere(client: WeaviateClient, collection: string, where: object): Promise<void> {
  for (;;) {
    const { results } = await client.request({
      method: 'DELETE',
      path: '/batch/objects?consistency_level=QUORUM',
      body: { match: { class: collection, where } },
      answer: deletion,
      patience: PATIENCE,
    })
    if (results.failed > 0) {
      throw new ZhengdaError(
        'engine_refused',
        `the search engine keeps ${results.failed} objects that are to go`,
      )
    }
    if (results.matches === results.successful) return
  }
}
