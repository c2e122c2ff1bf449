import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenIndexOptions, openIndex } from '../../src/adapters/node/index-store.ts'
import { lexiconOf } from '../../src/retrieval/library-lexicon.ts'
import { searchStatements } from '../../src/retrieval/search-statements.ts'
import { statementsOf } from '../../src/statements/statements-of.ts'
import { hashingEmbedder } from './hashing-embedder.ts'
import { queryOf } from './query-of.ts'
import { fixtureLibrary } from './test-library.ts'

const library = fixtureLibrary(['jiading-2023-27'])
const lexicon = lexiconOf(library)
const embedder = hashingEmbedder()
/** Statements of the plan. */
const ROWS = statementsOf(library.get('jiading-2023-27')!).length
let folder: string
let directory: string
let lines: string[]
const options = (changed: Partial<OpenIndexOptions> = {}): OpenIndexOptions => ({
  directory,
  embedder,
  lexicon,
  vectorIndex: 'flat',
  report: (line) => lines.push(line),
  ...changed,
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhengda-index-'))
  directory = join(folder, 'built')
  lines = []
})

afterEach(() => rm(folder, { recursive: true }))

describe('openIndex', () => {
  it('builds and writes once, then loads without a word, and leaves no temporary file', async () => {
    const built = await openIndex(library, options())
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^index built: ${ROWS} statements`))])
    lines = []
    const loaded = await openIndex(library, options())
    expect(lines).toEqual([])
    const query = await queryOf('加氢站由谁负责', embedder)
    expect(searchStatements(loaded, query)).toEqual(searchStatements(built, query))
    expect((await readdir(directory)).sort()).toEqual([
      'lexical.bin',
      'manifest.json',
      'vectors.bin',
      'vocabulary.txt',
    ])
  })

  it.each(['manifest.json', 'lexical.bin', 'vectors.bin', 'vocabulary.txt'])(
    'rebuilds when %s is damaged, and says why',
    async (name) => {
      await openIndex(library, options())
      const path = join(directory, name)
      const bytes = await readFile(path)
      bytes[bytes.length >> 1]! ^= 1
      await writeFile(path, bytes)
      lines = []
      const rebuilt = await openIndex(library, options())
      expect(lines[0]).toMatch(/is rebuilt: .*(damaged|checksum)/)
      expect(rebuilt.bm25.size).toBe(ROWS)
      lines = []
      await openIndex(library, options())
      expect(lines).toEqual([])
    },
  )

  it('rebuilds when the corpus or the model is another', async () => {
    await openIndex(library, options())
    lines = []
    await openIndex(fixtureLibrary(['qd-aipark-2023']), options())
    expect(lines[0]).toMatch(/another .*corpus/)
    lines = []
    await openIndex(fixtureLibrary(['qd-aipark-2023']), options({ embedder: null }))
    expect(lines[0]).toMatch(/another .*model/)
  })

  it('serves from memory where the folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), 'not a folder')
    const index = await openIndex(library, options({ directory: join(folder, 'file', 'built') }))
    expect(index.bm25.size).toBe(ROWS)
    expect(lines.at(-1)).toMatch(/^index_unwritable: .*stays in memory/)
  })

  it('keeps a graph beside the vectors for hnsw, or says that the package is missing', async () => {
    const opened = await openIndex(library, options({ vectorIndex: 'hnsw' })).catch((error: unknown) => error)
    if (opened instanceof Error) {
      expect(opened).toMatchObject({ code: 'package_missing' })
      return
    }
    expect(await readdir(directory)).toContain('statements.hnsw')
    lines = []
    await openIndex(library, options({ vectorIndex: 'hnsw' }))
    expect(lines).toEqual([])
    await writeFile(join(directory, 'statements.hnsw'), 'noise')
    await openIndex(library, options({ vectorIndex: 'hnsw' }))
    expect(lines[0]).toMatch(/statements.hnsw does not match its checksum/)
  })

  it('adds a graph to an index that was built without one', async () => {
    await openIndex(library, options())
    lines = []
    const linked = await openIndex(library, options({ vectorIndex: 'hnsw' })).catch((error: unknown) => error)
    if (linked instanceof Error) return
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^index: linking ${ROWS} vectors`))])
    lines = []
    await openIndex(library, options({ vectorIndex: 'hnsw' }))
    await openIndex(library, options())
    expect(lines).toEqual([])
  })
})
