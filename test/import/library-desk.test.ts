import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCorpus } from '../../src/adapters/node/corpus.ts'
import { deskQuestions } from '../../src/adapters/node/desk-questions.ts'
import { type Imported, importFiles } from '../../src/adapters/node/import-files.ts'
import { libraryDesk } from '../../src/adapters/node/library-desk-files.ts'
import { createSourceReader } from '../../src/adapters/node/source-reader.ts'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import type { Library } from '../../src/domain/library.ts'
import { readLibrary } from '../../src/services.ts'

const TEXT = '某市补贴办法\n某发〔2024〕8号\n\n一、标准\n到2025年补贴标准为每户800元。由市财政局负责。\n'
const bytes = (text: string) => new TextEncoder().encode(text)

let folder: string
let library: Library
const refresh = async () => {
  library = readLibrary((await readCorpus(folder, () => {})).sources, BODY_TABLE)
}
const reader = createSourceReader({})
const desk = () =>
  libraryDesk({
    folder,
    reader,
    bodies: () => BODY_TABLE,
    library: () => library,
    failures: () => [],
    refresh,
  })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhengda-library-desk-'))
  await writeFile(join(folder, 'first.txt'), TEXT.replace('800', '500'))
  await refresh()
})
afterEach(() => rm(folder, { recursive: true }))

describe('the library at the desk', () => {
  it('shows a file, and publishes it with what the department says of it', async () => {
    const working = desk()
    const preview = await working.stage({ name: 'first.txt', bytes: bytes(TEXT) })
    expect(preview).toMatchObject({
      document: 'first-2',
      kind: 'txt',
      metadata: { title: '某市补贴办法', number: '某发〔2024〕8号' },
      sections: [{ locator: '一', title: '标准' }],
    })
    expect(preview.facts.targets + preview.facts.responsibilities).toBeGreaterThan(0)
    expect(await readdir(folder)).toEqual(['first.txt'])
    const id = await working.publish(preview.id, {
      ...preview.metadata,
      status: '现行有效',
      supersedes: 'first；other',
    })
    expect(id).toBe('first-2')
    expect(library.get(id)!.source).toMatchObject({
      text: TEXT,
      sidecar: { status: '现行有效', supersedes: ['first', 'other'] },
    })
    expect(await working.staged(preview.id)).toBeNull()
    await expect(working.publish(preview.id, {})).rejects.toThrow(/upload it again/)
  })

  it('replaces a document, keeps what else its sidecar says, and keeps the old file aside', async () => {
    await writeFile(join(folder, 'first.json'), JSON.stringify({ title: '旧', provenance: '某市政府网站' }))
    const working = desk()
    const { id } = await working.stage({ name: '新版.txt', bytes: bytes(TEXT) })
    await working.replace('first', id, { title: '新' })
    expect([...library.keys()]).toEqual(['first'])
    expect(library.get('first')!.source).toMatchObject({
      text: TEXT,
      sidecar: { title: '新', provenance: '某市政府网站' },
    })
    expect(await readFile(join(folder, '.withdrawn', 'first.txt'), 'utf8')).toContain('500')
  })

  it('withdraws a document, and never the last one', async () => {
    const working = desk()
    await expect(working.withdraw('first')).rejects.toThrow(/last document/)
    const { id } = await working.stage({ name: 'second.txt', bytes: bytes(TEXT) })
    await working.publish(id, {})
    await working.withdraw('first')
    expect([...library.keys()]).toEqual(['second'])
    expect(await readdir(join(folder, '.withdrawn'))).toEqual(['first.txt'])
  })

  it('refuses metadata that are wrong, and changes nothing', async () => {
    const working = desk()
    const { id } = await working.stage({ name: 'second.txt', bytes: bytes(TEXT) })
    await expect(working.publish(id, { date: '2024年5月' })).rejects.toThrow(/date/)
    expect((await readdir(folder)).filter((name) => !name.startsWith('.'))).toEqual(['first.txt'])
    expect(await working.staged(id)).not.toBeNull()
  })

  it('says why a file cannot be read', async () => {
    await expect(desk().stage({ name: 'empty.txt', bytes: bytes('  \n') })).rejects.toThrow(/white space/)
  })

  it('links standard questions, for all to see at once', async () => {
    const questions = deskQuestions({ folder, library: () => library, refresh })
    const entry = { question: '每户补多少钱?', line: 5, by: '王审核', reviewed: '2026-11-28' }
    await questions.add('first', entry)
    expect(await questions.list('first')).toEqual([entry])
    expect(await questions.remove('first', entry.question)).toBe(true)
    expect(await questions.list('first')).toEqual([])
    await expect(questions.add('gone', entry)).rejects.toThrow(/gone/)
  })
})

describe('import', () => {
  it('takes what can be read with its sidecars, tells of what cannot, and does nothing twice', async () => {
    const from = await mkdtemp(join(tmpdir(), 'zhengda-from-'))
    const told: Imported['outcome'][] = []
    const options = { folder, reader, told: ({ outcome }: Imported) => told.push(outcome) }
    await writeFile(join(from, 'good.txt'), TEXT)
    await writeFile(join(from, 'good.json'), JSON.stringify({ status: '现行有效' }))
    await writeFile(join(from, 'empty.txt'), '')
    await writeFile(join(from, 'wrong.txt'), TEXT)
    await writeFile(join(from, 'wrong.json'), JSON.stringify({ status: '好' }))
    await writeFile(join(from, 'first.txt'), TEXT)
    await writeFile(join(from, 'README.md'), 'not a document')
    const results = await importFiles([from, join(from, 'gone.txt')], options)
    expect(told).toEqual(results.map(({ outcome }) => outcome))
    expect(results.map(({ file, outcome }) => [file.slice(from.length + 1), outcome])).toEqual([
      ['empty.txt', 'failed'],
      ['first.txt', 'replaced'],
      ['good.txt', 'added'],
      ['wrong.txt', 'failed'],
      ['gone.txt', 'failed'],
    ])
    expect(results.filter(({ outcome }) => outcome === 'failed').every(({ reason }) => reason)).toBe(true)
    expect(await readFile(join(folder, 'good.txt'), 'utf8')).toBe(TEXT)
    const again = await importFiles([join(from, 'good.txt')], options)
    expect(again.map(({ outcome }) => outcome)).toEqual(['unchanged'])
    // A second document of one name keeps its ending in its id; the first keeps its id.
    await writeFile(join(from, 'good.md'), TEXT)
    expect((await importFiles([join(from, 'good.md')], options))[0]!.outcome).toBe('added')
    await refresh()
    expect([...library.keys()]).toEqual(['first', 'good', 'good.md'])
    expect(library.get('good')!.source.file).toBeUndefined()
    // Or takes its place.
    await writeFile(join(from, 'first.md'), TEXT)
    const replaced = await importFiles([join(from, 'first.md')], { ...options, replace: true })
    expect(replaced[0]!.outcome).toBe('replaced')
    expect((await readdir(folder)).filter((name) => name.startsWith('first'))).toEqual(['first.md'])
    await rm(from, { recursive: true })
  })
})
