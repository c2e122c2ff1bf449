import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLibrary } from '../../src/adapters/node/library-store.ts'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import { inPassing, recordCounts } from '../../src/domain/library.ts'
import { corpusHash } from '../../src/retrieval/checksum.ts'
import { termsOf } from '../../src/retrieval/library-lexicon.ts'
import { createValuePacker, unpackValue } from '../../src/retrieval/pack-values.ts'
import { createLibraryPacker, unpackLibrary } from '../../src/retrieval/packed-library.ts'
import { readLibrary } from '../../src/services.ts'
import { fixtureLibrary } from './test-library.ts'

const sources = [...fixtureLibrary(['bj-water-2022', 'jiading-2023-27']).values()].map(({ source }) => source)
const library = readLibrary(sources, BODY_TABLE)

describe('packed values', () => {
  it('come back as JSON would give them', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.string(), (drawn, text) => {
        // JSON knows no −0.
        const values = JSON.parse(JSON.stringify(drawn)) as unknown[]
        const packer = createValuePacker()
        const starts = values.map((value) => {
          const start = packer.length
          packer.add(value, text)
          return start
        })
        const { bytes, tables } = packer.finish()
        expect(starts.map((start) => unpackValue(bytes, start, text, tables))).toEqual(values)
      }),
      { numRuns: 300, examples: [[[{ ['__proto__']: [] }], '']] },
    )
  })

  it.each([0, 1, 15, 16, 127, 128, 2 ** 28 - 1, 2 ** 28, -1, 0.5, 2 ** 53])('keep the number %d', (value) => {
    const packer = createValuePacker()
    packer.add([value], '')
    const { bytes, tables } = packer.finish()
    expect(unpackValue(bytes, 0, '', tables)).toEqual([value])
  })

  it('take what the text says from the text', () => {
    const packer = createValuePacker()
    const text = '到2025年,加氢站不少于2座。'
    packer.add({ start: 0, quote: text }, text)
    const { tables } = packer.finish()
    expect(tables.strings).toEqual([])
  })
})

describe('packed library', () => {
  const packer = createLibraryPacker()
  for (const read of library.values()) packer.add(read)
  const packed = packer.finish()

  it('holds what was read, in the same order', () => {
    expect(JSON.parse(JSON.stringify([...unpackLibrary(packed, sources)]))).toEqual(
      JSON.parse(JSON.stringify([...library])),
    )
  })

  it('shows each document in passing, and counts its records unread', () => {
    const unpacked = unpackLibrary(packed, sources)
    expect(JSON.parse(JSON.stringify([...inPassing(unpacked)]))).toEqual(
      JSON.parse(JSON.stringify([...library.values()])),
    )
    for (const read of library.values())
      expect(recordCounts(unpacked, read)).toEqual(recordCounts(library, read))
    const [first] = inPassing(unpacked)
    expect(first!.facts.targets).toBe(first!.facts.targets)
  })

  it('gives the same record each time it is asked', () => {
    const { tree, facts } = unpackLibrary(packed, sources).get('jiading-2023-27')!
    expect(facts.targets[0]).toBe(facts.targets[0])
    expect(tree.paragraphs).toBe(tree.paragraphs)
  })
})

describe('openLibrary', () => {
  let directory: string
  let lines: string[]
  let reads: number
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zhengda-library-'))
    lines = []
    reads = 0
  })
  afterEach(() => rm(directory, { recursive: true }))
  const open = (changed: { texts?: typeof sources; tables?: unknown } = {}) =>
    openLibrary(changed.texts ?? sources, {
      directory,
      read: (source) => {
        reads++
        return { ...library.get(source.id)!, source }
      },
      tables: changed.tables ?? {},
      report: (line) => lines.push(line),
    })

  it('reads once, then has it from the file', async () => {
    const first = await open()
    expect(reads).toBe(2)
    const second = await open()
    expect(reads).toBe(2)
    expect([...second.library.keys()]).toEqual([...library.keys()])
    for (const { corpus, terms } of [first, second]) {
      expect(corpus).toBe(corpusHash(library))
      expect(terms).toEqual([...new Set(termsOf(library))])
    }
    expect(lines).toEqual([])
  })

  it('reads anew after a change of a text, a table, or the file', async () => {
    await open()
    await open({ texts: sources.map((source) => ({ ...source, text: `${source.text} ` })) })
    expect(reads).toBe(4)
    await open({ tables: { rows: 1 } })
    expect(reads).toBe(6)
    const path = join(directory, 'library.bin')
    const bytes = await readFile(path)
    bytes[bytes.length >> 1]! ^= 1
    await writeFile(path, bytes)
    await open({ tables: { rows: 1 } })
    expect(reads).toBe(8)
  })

  it('serves without a file where none can be written', async () => {
    await writeFile(join(directory, 'taken'), '')
    const opened = await openLibrary(sources, {
      directory: join(directory, 'taken'),
      read: (source) => library.get(source.id)!,
      tables: {},
      report: (line) => lines.push(line),
    })
    expect(opened.library.size).toBe(2)
    expect(lines).toEqual([expect.stringMatching(/^library_unwritable/)])
  })
})
