import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { documentName, freeName } from '../../src/adapters/node/document-names.ts'
import { changeFolder, finishChanges } from '../../src/adapters/node/folder-changes.ts'
import { folderSignature } from '../../src/adapters/node/watch-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhengda-changes-'))
})
afterEach(() => rm(folder, { recursive: true }))
const visible = async () => (await readdir(folder)).filter((name) => !name.startsWith('.')).sort()

describe('changes of the folder', () => {
  it('put, replace and remove, and leave nothing beside the documents', async () => {
    await changeFolder(folder, {
      put: [
        { name: 'a.txt', bytes: 'one' },
        { name: 'a.json', bytes: '{}' },
      ],
    })
    await changeFolder(folder, { put: [{ name: 'a.pdf', bytes: 'two' }], remove: ['a.txt', 'gone.txt'] })
    expect(await visible()).toEqual(['a.json', 'a.pdf'])
    expect(await readdir(join(folder, '.changes'))).toEqual([])
    expect(await readdir(join(folder, '.withdrawn'))).toEqual(['a.txt'])
  })

  it('are finished by whoever comes next where they were decided, and forgotten where not', async () => {
    await writeFile(join(folder, 'a.txt'), 'old')
    const place = join(folder, '.changes', '1')
    await mkdir(place, { recursive: true })
    await writeFile(join(place, '0'), 'new')
    await finishChanges(folder)
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('old')
    await writeFile(join(folder, '.changes', '1.json'), JSON.stringify({ put: ['b.txt'], remove: ['a.txt'] }))
    await Promise.all([finishChanges(folder), finishChanges(folder)])
    expect(await visible()).toEqual(['b.txt'])
    expect(await readFile(join(folder, 'b.txt'), 'utf8')).toBe('new')
  })

  it.each(['../out.txt', 'a/b.txt', '.hidden', 'a\\b.txt'])('never write %s', async (name) => {
    await expect(changeFolder(folder, { put: [{ name, bytes: 'x' }] })).rejects.toThrow()
    expect(await visible()).toEqual([])
  })

  it('change the signature; what is only staged does not', async () => {
    const before = await folderSignature(folder)
    await mkdir(join(folder, '.changes'))
    expect(await folderSignature(folder)).toBe(before)
    await changeFolder(folder, { put: [{ name: 'a.txt', bytes: 'x' }] })
    expect(await folderSignature(folder)).not.toBe(before)
  })
})

describe('names of documents', () => {
  it.each([
    ['办法.docx', 'docx', '办法.docx'],
    ['C:\\Users\\me\\办法.DOC', 'docx', '办法.DOC.docx'],
    ['../../etc/passwd', 'txt', 'passwd.txt'],
    ['.htaccess', 'html', 'htaccess.html'],
    ['a:b?.pdf', 'pdf', 'ab.pdf'],
    ['通知.wps', 'doc', '通知.wps'],
  ] as const)('%s of kind %s is %s', (given, kind, name) => expect(documentName(given, kind)).toBe(name))

  it('are free where another document has them, whatever its kind', () => {
    expect(freeName('a.docx', ['b.docx'])).toBe('a.docx')
    expect(freeName('a.docx', ['A.pdf', 'a-2.txt'])).toBe('a-3.docx')
  })

  it('are not too long for a file system', () => {
    expect(Buffer.byteLength(documentName(`${'长'.repeat(200)}.pdf`, 'pdf'))).toBeLessThan(255 - 20)
  })
})
