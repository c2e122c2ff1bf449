import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEmbedderFiles } from '../../src/adapters/node/embedder-files.ts'
import { readConfig } from '../../src/config.ts'
import { loadStaticEmbedder, type StaticEmbedder } from '../../src/embedding/static-embedder.ts'
import { openReader } from '../../src/main.open-reader.ts'
import { firstStage, MOST_READER_VECTORS } from '../../src/reading/first-stage.ts'
import { FOLDER, hasTrained } from './reader-folder.ts'

let own: StaticEmbedder
/** A folder of a reader without the trained model. */
let bare: string
beforeAll(async () => {
  own = await loadStaticEmbedder(await readEmbedderFiles('index/embedder'))
  bare = await mkdtemp(join(tmpdir(), 'reader-'))
  await cp(join(FOLDER, 'basic.json'), join(bare, 'basic.json'))
})
afterAll(() => rm(bare, { recursive: true }))

async function open(settings: Record<string, string>, folder = bare) {
  const lines: string[] = []
  const reading = await openReader(readConfig(settings), { own, report: (line) => lines.push(line), folder })
  return { reading, lines }
}

describe('openReader without the trained model', () => {
  it('serves the basic reader and says why, in one line', async () => {
    const { reading, lines } = await open({})
    const { reader, embedder } = reading(10)
    expect(reader.kind).toBe('basic')
    expect(embedder).toBe(own)
    expect(lines).toEqual([expect.stringMatching(/^reader: basic, .*no (file|model).*train-reader/)])
  })

  it('says nothing where the basic reader is wanted', async () => {
    const { reading, lines } = await open({ READER: 'basic', EMBEDDER: 'static' })
    expect(reading(10).reader.kind).toBe('basic')
    expect(lines).toEqual([])
  })

  it('does not start where the trained one is demanded', async () => {
    await expect(open({ READER: 'trained' })).rejects.toMatchObject({ code: 'model_missing' })
    await expect(open({ EMBEDDER: 'reader' })).rejects.toMatchObject({ code: 'config_invalid' })
  })

  it('names the file that is damaged', async () => {
    await writeFile(join(bare, 'calibration.json'), '{')
    await expect(open({ READER: 'basic' })).rejects.toThrow(/calibration\.json is damaged/)
    await rm(join(bare, 'calibration.json'))
  })
})

describe.runIf(hasTrained)('openReader with the trained model', () => {
  it('takes its own vectors for a small library, and the static ones for a large one', async () => {
    const { reading, lines } = await open({ READER_THREADS: '1' }, FOLDER)
    const [small, large] = [reading(MOST_READER_VECTORS), reading(MOST_READER_VECTORS + 1)]
    expect([small.reader.kind, large.reader.kind]).toEqual(['trained', 'trained'])
    expect(small.embedder.id).toMatch(/^reader:/)
    expect(large.embedder).toBe(own)
    expect(small.reader.id).not.toBe(large.reader.id)
    expect(lines).toEqual([])
  })
})

it('the first stage changes above the measured size', () => {
  expect([MOST_READER_VECTORS, MOST_READER_VECTORS + 1].map(firstStage)).toEqual(['reader', 'static'])
})
