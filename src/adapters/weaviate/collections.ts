/** The two collections of an index in Weaviate: statements, and what is known of their documents. */
import { z } from 'zod'
import { DEFAULT_BM25 } from '../../retrieval/bm25.ts'
import { hashText } from '../../retrieval/checksum.ts'
import { INDEX_FORMAT } from '../../retrieval/search-index.ts'
import { createLexicon, TOKENIZER } from '../../text/tokenize.ts'
import type { WeaviateClient } from './weaviate-client.ts'

/** Changes with what is sent for a statement or document. */
const FORMAT = 1

/**
 * Terms of the library stay whole in the embedded index; a new document would change the words of all others, and all would
 * have to be sent again. Without them recall@16 on the development documents is the same within a document, and .825
 * instead of .827 over all.
 */
export const LEXICON = createLexicon([])

export interface Collections {
  readonly statements: string
  readonly documents: string
  /** Copies that are kept of each statement; above 1 a read may say how many of them are to agree. */
  readonly replicas: number
}

/** Most copies: two of three agree while one node is away. */
const MOST_REPLICAS = 3
const PATIENCE = 30_000

const nodes = z.object({ nodes: z.array(z.unknown()).min(1) })
const schema = z.object({
  classes: z
    .array(z.object({ class: z.string(), replicationConfig: z.object({ factor: z.int() }) }))
    .nullish()
    .transform((classes) => classes ?? []),
})

/**
 * Finds the collections of this format and model, or makes them. Others of an earlier format or model stay, since another
 * server may still use them; `report` names them.
 * @throws ZhengdaError of `WeaviateClient.request`
 */
export async function openCollections(
  client: WeaviateClient,
  model: string | null,
  report: (line: string) => void,
): Promise<Collections> {
  const generation = hashText([FORMAT, INDEX_FORMAT, TOKENIZER, model].join('\n')).slice(0, 8)
  const names = { statements: `ZhengdaStatement_${generation}`, documents: `ZhengdaDocument_${generation}` }
  const existing = await classesOf(client)
  const others = [...existing.keys()].filter(
    (name) => /^Zhengda(Statement|Document)_/.test(name) && !Object.values(names).includes(name),
  )
  if (others.length > 0) {
    report(
      `engine: collections of another version or model may be deleted once no server uses them: ${others.join(', ')}`,
    )
  }
  const known = existing.get(names.documents)
  if (known !== undefined && existing.has(names.statements)) return { ...names, replicas: known }
  const count = (await client.request({ path: '/nodes', answer: nodes, patience: PATIENCE })).nodes.length
  const replicas = Math.min(MOST_REPLICAS, count)
  // As many as the nodes hold without holding more than their share.
  const shards = Math.ceil(count / replicas)
  await create(client, statementCollection(names.statements, { replicas, shards, model }))
  await create(client, documentCollection(names.documents, { replicas, shards }))
  return { ...names, replicas }
}

/** Copies of each collection, by name. */
async function classesOf(client: WeaviateClient): Promise<ReadonlyMap<string, number>> {
  const { classes } = await client.request({ path: '/schema', answer: schema, patience: PATIENCE })
  return new Map(classes.map(({ class: name, replicationConfig }) => [name, replicationConfig.factor]))
}

/** One that is there already, since two servers start together, or a request was sent again, is as good as made. */
async function create(client: WeaviateClient, definition: { readonly class: string }): Promise<void> {
  await client
    .request({ path: '/schema', body: definition, answer: z.unknown(), patience: PATIENCE })
    .catch(async (error: unknown) => {
      if (!(await classesOf(client)).has(definition.class)) throw error
    })
}

interface Layout {
  readonly replicas: number
  readonly shards: number
}

const spread = ({ replicas, shards }: Layout) => ({
  vectorizer: 'none',
  shardingConfig: { desiredCount: shards },
  // What was written while a node was away is brought to it when it is back.
  replicationConfig: {
    factor: replicas,
    asyncEnabled: replicas > 1,
    deletionStrategy: 'TimeBasedResolution',
  },
})

const exact = (name: string) => ({
  name,
  dataType: ['text'],
  tokenization: 'field',
  indexFilterable: true,
  indexSearchable: false,
})

const stored = (name: string, dataType: 'text' | 'int') => ({
  name,
  dataType: [dataType],
  indexFilterable: false,
  indexSearchable: false,
})

const day = (name: string) => ({
  ...stored(name, 'int'),
  indexRangeFilters: true,
})

function statementCollection(name: string, layout: Layout & { readonly model: string | null }) {
  return {
    class: name,
    ...spread(layout),
    vectorIndexType: 'hnsw',
    vectorIndexConfig:
      layout.model === null
        ? { skip: true }
        : // A byte a dimension in memory, as the embedded index has; the nearest are compared again by their floats.
          { distance: 'dot', rq: { enabled: true, bits: 8 } },
    invertedIndexConfig: { bm25: DEFAULT_BM25, stopwords: { preset: 'none' } },
    properties: [
      exact('document'),
      exact('version'),
      stored('statement', 'int'),
      stored('passage', 'text'),
      {
        // Words as this project cuts them, so that BM25 gives the scores that its readers were calibrated on. Weaviate's
        // own `gse` cuts by a Japanese dictionary, and its `gse_ch` knows neither figures with units nor numerals.
        name: 'words',
        dataType: ['text'],
        tokenization: 'whitespace',
        indexFilterable: false,
        indexSearchable: true,
      },
      day('inForceFrom'),
      day('inForceUntil'),
    ],
  }
}

function documentCollection(name: string, layout: Layout) {
  return {
    class: name,
    ...spread(layout),
    vectorIndexType: 'hnsw',
    vectorIndexConfig: { skip: true },
    properties: [exact('document'), stored('version', 'text'), stored('statements', 'int')],
  }
}
