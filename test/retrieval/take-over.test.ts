import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openIndex } from '../../src/adapters/node/index-store.ts'
import { type OpenedLibrary, openLibrary } from '../../src/adapters/node/library-store.ts'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import type { SourceText } from '../../src/domain/document.ts'
import type { SearchIndex } from '../../src/retrieval/search-index.ts'
import { readDocument } from '../../src/services.ts'
import { statementsOf } from '../../src/statements/statements-of.ts'
import { createLexicon } from '../../src/text/tokenize.ts'
import { hashingEmbedder } from './hashing-embedder.ts'

const source = (id: string, figure: number): SourceText => ({
  id,
  text: `关于${id}的办法\n\n一、目标\n到2025年建成${figure}个站点。由市发展改革委负责。\n`,
  encoding: 'utf-8',
  sidecar: {},
})
const A = source('a', 10)
const B = source('b', 20)
const C = source('c', 30)

let directory: string
let read: string[]
let embedded: number
const report = () => {}
const embedder = hashingEmbedder()
const counting = {
  ...embedder,
  embed: (texts: readonly string[], kind: 'query' | 'passage') => {
    embedded += texts.length
    return embedder.embed(texts, kind)
  },
}

interface Previous {
  readonly library: OpenedLibrary
  readonly index: SearchIndex
}

async function open(sources: readonly SourceText[], previous: Previous | null = null): Promise<Previous> {
  read = []
  embedded = 0
  return opened(sources, previous)
}

async function opened(sources: readonly SourceText[], previous: Previous | null) {
  const library = await openLibrary(sources, {
    directory,
    read: (each) => {
      read.push(each.id)
      return readDocument(each, BODY_TABLE)
    },
    tables: {},
    previous: previous?.library ?? null,
    report,
  })
  const index = await openIndex(library.library, {
    directory,
    embedder: counting,
    lexicon: createLexicon(library.terms),
    corpus: library.corpus,
    vectorIndex: 'flat',
    previous: previous?.index ?? null,
    report,
  })
  return { library, index }
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhengda-take-over-'))
})
afterEach(() => rm(directory, { recursive: true }))

describe('a library that changes', () => {
  it.each([
    ['in one process', true],
    ['after a restart', false],
  ])('reads and embeds what is new alone, %s', async (_, lives) => {
    const first = await open([A, B])
    expect(read).toEqual(['a', 'b'])
    const changed = [A, { ...B, text: B.text.replace('20', '21') }, C]
    const second = await open(changed, lives ? first : null)
    expect(read).toEqual(['b', 'c'])
    expect(embedded).toBe(
      ['b', 'c'].reduce((sum, id) => sum + statementsOf(second.library.library.get(id)!).length, 0),
    )
    // As if all had been made anew.
    await rm(directory, { recursive: true })
    const anew = await open(changed)
    expect(second.index.dense!.vectors).toEqual(anew.index.dense!.vectors)
    expect(second.index.statements).toEqual(anew.index.statements)
    expect(second.library.corpus).toBe(anew.library.corpus)
    expect(second.library.terms).toEqual(anew.library.terms)
    expect(JSON.stringify([...second.library.library])).toBe(JSON.stringify([...anew.library.library]))
  })

  it('is the same where nothing changed', async () => {
    const first = await open([A, B])
    const second = await open([A, B], first)
    expect(second.library).toBe(first.library)
    expect(second.index).toBe(first.index)
  })

  it('forgets what was withdrawn', async () => {
    const first = await open([A, B, C])
    const second = await open([A, C], first)
    expect([read, embedded]).toEqual([[], 0])
    expect([...second.library.library.keys()]).toEqual(['a', 'c'])
    expect(second.index.statements.documents).toEqual(['a', 'c'])
  })
})
