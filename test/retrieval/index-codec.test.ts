import { beforeAll, describe, expect, it } from 'vitest'
import { createFlatVectorIndex } from '../../src/adapters/flat-vector-index.ts'
import type { Library } from '../../src/domain/library.ts'
import {
  deserializeIndex,
  formatManifest,
  parseManifest,
  type StoredIndex,
  serializeIndex,
} from '../../src/retrieval/index-codec.ts'
import { lexiconOf } from '../../src/retrieval/library-lexicon.ts'
import { joinStretches } from '../../src/retrieval/pack.ts'
import { buildSearchIndex, manifestOf, type SearchIndex } from '../../src/retrieval/search-index.ts'
import { searchStatements } from '../../src/retrieval/search-statements.ts'
import { createLexicon } from '../../src/text/tokenize.ts'
import { hashingEmbedder } from './hashing-embedder.ts'
import { queryOf } from './query-of.ts'
import { fixtureLibrary, fixtureText, libraryOf } from './test-library.ts'

const library = fixtureLibrary(['jiading-2023-27', 'qd-aipark-2023'])
const options = {
  embedder: hashingEmbedder(),
  lexicon: lexiconOf(library),
  vectorIndex: createFlatVectorIndex,
}
let index: SearchIndex
let stored: StoredIndex

function storedOf(built: SearchIndex): StoredIndex {
  const { manifest, files } = serializeIndex(built)
  const joined = Object.entries(files).map(([name, stretches]) => [name, joinStretches(stretches)] as const)
  return { manifest, files: Object.fromEntries(joined) }
}

beforeAll(async () => {
  index = await buildSearchIndex(library, options)
  stored = storedOf(index)
})

/** The same texts, as a parser that joins the last two sentences of a paragraph would read them. */
function reparsed(): Library {
  const id = 'jiading-2023-27'
  const read = library.get(id)!
  const paragraphs = read.tree.paragraphs.map((paragraph) =>
    paragraph.sentences.length > 3
      ? { ...paragraph, sentences: paragraph.sentences.slice(0, -1) }
      : paragraph,
  )
  return new Map([...library, [id, { ...read, tree: { ...read.tree, paragraphs } }]])
}

describe('index codec', () => {
  it('gives back an index that ranks alike, scores included', async () => {
    const manifest = parseManifest(formatManifest(stored.manifest))
    const restored = await deserializeIndex({ ...stored, manifest }, manifestOf(library, options), options)
    for (const text of ['加氢站由谁负责', '新建数据中心PUE', '房租补贴']) {
      const query = await queryOf(text, options.embedder)
      const found = searchStatements(index, query)
      expect(found.length).toBeGreaterThan(0)
      expect(searchStatements(restored, query)).toEqual(found)
    }
  })

  it('works without vectors', async () => {
    const lexical = { ...options, embedder: null }
    const built = await buildSearchIndex(library, lexical)
    const files = storedOf(built)
    expect(Object.keys(files.files)).not.toContain('vectors.bin')
    expect((await deserializeIndex(files, manifestOf(library, lexical), lexical)).dense).toBeNull()
  })

  it('refuses every file with any one byte changed, cut off or missing', async () => {
    for (const [name, bytes] of Object.entries(stored.files)) {
      const places = [0, 3, bytes.length >> 1, bytes.length - 1]
      const damaged = places.map((at) => bytes.map((byte, i) => (i === at ? byte ^ 0x41 : byte)))
      for (const file of [...damaged, bytes.slice(0, -1), new Uint8Array(0)]) {
        const broken = { ...stored, files: { ...stored.files, [name]: file } }
        await expect(deserializeIndex(broken, index.manifest, options), name).rejects.toMatchObject({
          code: 'index_corrupt',
        })
      }
      const { [name]: _, ...rest } = stored.files
      await expect(
        deserializeIndex({ ...stored, files: rest }, index.manifest, options),
      ).rejects.toMatchObject({
        code: 'index_corrupt',
      })
    }
  })

  it.each([
    ['no JSON', () => 'x'],
    ['another JSON', () => '{}'],
    [
      'an edited document id',
      () => formatManifest(stored.manifest).replace('jiading-2023-27', 'jiading-2024-27'),
    ],
    [
      'an edited average',
      () => formatManifest(stored.manifest).replace(/"averageLength": \d/, '"averageLength": 9'),
    ],
  ])('refuses a manifest that is %s', (_, json) => {
    expect(() => parseManifest(json())).toThrow(expect.objectContaining({ code: 'index_corrupt' }))
  })

  it.each([
    [
      'corpus',
      libraryOf({ 'jiading-2023-27': fixtureText('jiading-2023-27').replace('29.4', '29.5') }),
      options,
    ],
    ['corpus', reparsed(), options],
    ['lexicon', library, { ...options, lexicon: createLexicon(['加氢站']) }],
    ['model', library, { ...options, embedder: hashingEmbedder('fake-2') }],
    ['model', library, { ...options, embedder: null }],
  ])('refuses an index of another %s', async (what, otherLibrary, otherOptions) => {
    const expected = manifestOf(otherLibrary, otherOptions)
    await expect(deserializeIndex(stored, expected, otherOptions)).rejects.toThrow(what)
  })
})
