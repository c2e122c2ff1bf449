import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readCorpus } from '../../src/adapters/node/corpus.ts'
import type { LogRecord } from '../../src/ports/log.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

async function read(files: Record<string, string | Uint8Array>) {
  const logged: LogRecord[] = []
  const corpus = await readCorpus(folderOf(files), (record) => logged.push(record))
  return { corpus, logged: logged.map((record) => `${record.level} ${record.file}`) }
}

describe('readCorpus', () => {
  it('reads documents in the order of their ids, with sidecars of both kinds', async () => {
    const { corpus, logged } = await read({
      'b.txt': '乙',
      'a.txt': '甲\r\n一',
      'a.json': '{"title": "甲方案", "date": "2024-01-02"}',
      'b.source.json': '{"document_number": "〔2024〕1号"}',
      'README.md': 'about',
      'README.txt': 'about',
      '.hidden': 'x',
    })
    expect(corpus.sources.map(({ id, text, sidecar }) => [id, text, sidecar])).toEqual([
      ['a', '甲\n一', { title: '甲方案', date: '2024-01-02' }],
      ['b', '乙', { number: '〔2024〕1号' }],
    ])
    expect(corpus.skipped).toEqual([])
    expect(logged).toEqual([])
  })

  it('takes no translation and no file of standard questions for a document', async () => {
    const { corpus, logged } = await read({
      'a.txt': '甲',
      'a.en.txt': 'A',
      'a.questions.jsonl': '',
      'b.en.txt': 'B',
    })
    expect(corpus.sources.map(({ id }) => id)).toEqual(['a'])
    expect(logged).toEqual(['info b.en.txt'])
  })

  it('prefers <id>.json to <id>.source.json', async () => {
    const { corpus } = await read({
      'a.txt': '甲',
      'a.json': '{"title":"1"}',
      'a.source.json': '{"title":"2"}',
    })
    expect(corpus.sources[0]!.sidecar.title).toBe('1')
  })

  it('passes other files over with a note, and no sidecar', async () => {
    const { logged } = await read({
      'a.txt': '甲',
      'a.json': '{}',
      'a.en.txt': 'A',
      'a.questions.jsonl': '{}',
      'gold/a.json': '{}',
      'lonely.json': '{}',
      '~$a.docx': 'lock',
    })
    expect(logged).toEqual(['info gold', 'info lonely.json'])
  })

  it('takes documents of all kinds, told by content, and lists what it cannot read', {
    timeout: 120_000,
  }, async () => {
    const sample = (name: string) => readFileSync(new URL(`../fixtures/files/${name}`, import.meta.url))
    const { corpus, logged } = await read({
      'a.txt': '甲',
      'a.docx': sample('sample.docx'),
      'a.json': '{"title": "甲方案"}',
      'b.txt': sample('sample.html'),
      'c.pdf': sample('sample.doc'),
      'broken.pdf': '%PDF-1.4 nothing else',
      'scan.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    })
    expect(corpus.sources.map(({ id, file }) => [id, file?.kind, file?.name])).toEqual([
      ['a', 'docx', 'a.docx'],
      ['a.txt', undefined, undefined],
      ['b', 'html', 'b.txt'],
      ['c', 'doc', 'c.pdf'],
    ])
    expect(corpus.sources[0]).toMatchObject({
      sidecar: { title: '甲方案' },
      map: { tables: [{ headerRows: 2 }] },
    })
    expect(corpus.sources[2]!.file!.metadata.title).toBe('关于印发能源工作方案的通知')
    expect(corpus.skipped.map(({ file, reason }) => [file, reason.length > 20])).toEqual([
      ['broken.pdf', true],
      ['scan.png', true],
    ])
    expect(logged).toEqual(['warn broken.pdf', 'warn scan.png'])
  })

  it('keeps what it extracted, by content', async () => {
    const folder = folderOf({
      'a.docx': readFileSync(new URL('../fixtures/files/sample.docx', import.meta.url)),
    })
    const readings = join(folderOf({}), 'readings')
    const read = async (name: string) => {
      const reports: string[] = []
      const { sources } = await readCorpus(folder, () => {}, {
        readings,
        report: (line) => reports.push(line),
      })
      return { name, reports, source: sources[0]! }
    }
    const first = await read('first')
    const second = await read('second')
    expect(first.reports).toEqual(['reading a.docx'])
    expect(second.reports).toEqual([])
    expect(second.source).toEqual(first.source)
    writeFileSync(join(readings, readdirSync(readings)[0]!), '{"damaged')
    expect((await read('third')).reports).toEqual(['reading a.docx'])
  })

  it.each([
    [
      'a binary file',
      'bad.txt',
      Uint8Array.from({ length: 300 }, (_, i) => i % 256),
      /control character|byte/,
    ],
    ['an empty file', 'bad.txt', '', /empty/],
    ['a sidecar that is no JSON', 'a.json', '{"title": ', /JSON/],
    ['a sidecar with a wrong date', 'a.json', '{"date": "23.11.2023"}', /date/],
  ])('serves the rest beside %s', async (_, file, content, reason) => {
    const { corpus, logged } = await read({ 'a.txt': '甲', [file]: content })
    expect(corpus.sources.map(({ id }) => id)).toEqual(['a'])
    expect(corpus.skipped).toEqual([{ file, reason: expect.stringMatching(reason) }])
    expect(logged).toEqual([`warn ${file}`])
  })

  it('gives the tables of a corpus, and stops at one that is no JSON', async () => {
    const { corpus } = await read({ 'a.txt': '甲', 'tables/bodies.json': '{"source": "x", "rows": []}' })
    expect(corpus.tables).toEqual({ bodies: { source: 'x', rows: [] } })
    await expect(read({ 'a.txt': '甲', 'tables/bodies.json': '{' })).rejects.toMatchObject({
      code: 'table_invalid',
      message: expect.stringContaining('bodies.json'),
    })
  })

  it('stops where there is nothing to serve, saying why', async () => {
    await expect(read({ 'README.md': 'x' })).rejects.toMatchObject({
      code: 'corpus_missing',
      message: expect.stringContaining('no document'),
    })
    await expect(read({ 'a.txt': new Uint8Array([0, 1, 2]) })).rejects.toMatchObject({
      code: 'corpus_missing',
      message: expect.stringContaining('a.txt'),
    })
    await expect(readCorpus(join(folderOf({}), 'gone'), () => {})).rejects.toMatchObject({
      code: 'corpus_missing',
      message: expect.stringMatching(/CORPUS_DIR=.*gone.*ENOENT/),
    })
  })
})
