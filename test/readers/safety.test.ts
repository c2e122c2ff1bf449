import { readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { createFileReader } from '../../src/adapters/node/file-reader.ts'
import { readDocumentFile } from '../../src/readers/read-document.ts'
import { readZip } from '../../src/readers/zip/read-zip.ts'
import { parseXml } from '../../src/readers/zip/xml.ts'
import { makeDocx, p } from './make-docx.ts'
import { makePdf } from './make-pdf.ts'

const sample = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../fixtures/files/${name}`, import.meta.url)))
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

describe('the kind of a file', () => {
  it.each([
    ['sample.doc', '通知.docx', 'doc'],
    ['sample.docx', '通知.pdf', 'docx'],
    ['sample.pdf', '通知.txt', 'pdf'],
  ])('%s named %s is read as %s', async (file, name, kind) => {
    expect((await readDocumentFile(sample(file), name)).kind).toBe(kind)
  })

  it.each([
    ['nothing', new Uint8Array(), 'file_empty', /empty/],
    [
      'a zip of documents',
      zipSync({ 'a.txt': strToU8('甲'), 'b.txt': strToU8('乙') }),
      'file_unsupported',
      /zip archive of 2 files.*unpack/,
    ],
    [
      'a presentation',
      zipSync({ 'ppt/presentation.xml': strToU8('<p/>') }),
      'file_unsupported',
      /presentation/,
    ],
    [
      'an OpenDocument text',
      zipSync({ mimetype: strToU8('application/vnd.oasis'), 'content.xml': strToU8('<a/>') }),
      'file_unsupported',
      /OpenDocument/,
    ],
    ['rich text', bytesOf('{\\rtf1\\ansi hello}'), 'file_unsupported', /RTF.*docx/],
    ['a picture', bytesOf('\x89PNG\r\n\x1a\n...'), 'file_unsupported', /picture/],
    [
      'a web archive',
      bytesOf('MIME-Version: 1.0\r\nContent-Type: multipart/related'),
      'file_unsupported',
      /MHT/,
    ],
    ['a RAR archive', bytesOf('Rar!\x1a\x07'), 'file_unsupported', /archive/],
    [
      'binary nonsense',
      Uint8Array.from({ length: 400 }, (_, at) => at % 256),
      'file_broken',
      /control character|byte/,
    ],
  ])('%s is refused', async (_, bytes, code, message) => {
    await expect(readDocumentFile(bytes, 'x.docx')).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
  })
})

describe('packages', () => {
  /** Writes another number at a place of every entry of the directory. */
  const patched = (bytes: Uint8Array, signature: number, place: number, value: number, size: 2 | 4) => {
    const copy = bytes.slice()
    const view = new DataView(copy.buffer)
    for (let at = 0; at + 46 < copy.length; at++) {
      if (view.getUint32(at, true) !== signature) continue
      if (size === 2) view.setUint16(at + place, value, true)
      else view.setUint32(at + place, value, true)
    }
    return copy
  }
  const DIRECTORY = 0x02014b50
  const bomb = zipSync({ 'word/document.xml': new Uint8Array(40_000_000) }, { level: 9 })

  it('are refused where they declare too much', () => {
    expect(() => readZip(patched(bomb, DIRECTORY, 24, 0x7fffffff, 4))).toThrow(
      /larger than a document.*declare/,
    )
  })

  it('are refused where more comes out than they declare', () => {
    const zip = readZip(patched(bomb, DIRECTORY, 24, 1000, 4))
    expect(() => zip.read('word/document.xml')).toThrow(/unpacks to more than it declares/)
  })

  it('are refused where less comes out, and where a part is cut off', () => {
    const small = zipSync({ a: strToU8('甲'.repeat(1000)) })
    expect(() => readZip(patched(small, DIRECTORY, 24, 5000, 4)).read('a')).toThrow(
      /shorter than the package says/,
    )
    expect(() => readZip(patched(small, DIRECTORY, 20, 50_000, 4)).read('a')).toThrow(/cut off/)
  })

  it.each(['../../etc/passwd', 'word/../../x', 'C:/x', 'a\0b'])(
    'are refused where a part is named %j',
    (name) => {
      expect(() => readZip(zipSync({ [name]: strToU8('x') }))).toThrow(/points outside/)
    },
  )

  it('say that they are encrypted', async () => {
    await expect(
      readDocumentFile(patched(sample('sample.docx'), DIRECTORY, 8, 1, 2), 'x'),
    ).rejects.toMatchObject({
      code: 'file_encrypted',
      message: expect.stringContaining('password'),
    })
  })
})

describe('XML', () => {
  const bombOf = (levels: number) => {
    const entities = Array.from(
      { length: levels },
      (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`,
    )
    return `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">${entities.join('')}]><x>&e${levels};</x>`
  }

  it.each([
    ['an entity bomb', bombOf(9), /document type/],
    ['an outer entity', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>', /document type/],
    ['an unknown entity', '<x>&nbsp;</x>', /well-formed/],
    ['elements nested without end', '<x>'.repeat(100_000), /deeper/],
    ['an open end', '<x><y>', /well-formed/],
    ['nothing', '', /well-formed|empty/],
  ])('%s ends in an error', (_, content, message) => {
    expect(() => parseXml(strToU8(content), 'part.xml')).toThrow(message)
  })
})

describe('damaged files', () => {
  it.each(['sample.docx', 'sample.doc', 'sample.pdf'])(
    '%s ends in a clear error or is read where it is cut off',
    async (name) => {
      const whole = sample(name)
      for (const share of [0.02, 0.3, 0.6, 0.9, 0.99]) {
        const outcome = await readDocumentFile(whole.slice(0, Math.floor(whole.length * share)), name).then(
          () => 'read',
          (error: { code: string; message: string }) => `${error.code} ${error.message}`,
        )
        expect(outcome).toMatch(/^read$|^file_(?:broken|empty|scanned|unsupported) .{10,}/)
      }
    },
  )

  it('says that a PDF needs a password', async () => {
    const encrypted = makePdf([{ texts: [{ text: '甲', x: 50, y: 50 }] }], {
      trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >> /ID [<${'33'.repeat(16)}> <${'33'.repeat(16)}>] `,
    })
    await expect(readDocumentFile(encrypted, 'x.pdf')).rejects.toMatchObject({ code: 'file_encrypted' })
  })
})

describe('the thread', () => {
  it('reads, answers failures, and stays', async () => {
    const reader = createFileReader()
    const [read, failed] = await Promise.allSettled([
      reader.read(makeDocx({ body: p('正文') }), 'a.docx'),
      reader.read(new Uint8Array(10), 'b.docx'),
    ])
    expect(read).toMatchObject({ value: { kind: 'docx', text: '正文\n' } })
    expect(failed).toMatchObject({ reason: { code: 'file_broken', name: 'ZhengdaError' } })
    await reader.close()
  })

  it('is ended where a file takes too long, and the next file gets another one', {
    timeout: 120_000,
  }, async () => {
    const slow = makePdf(
      Array.from({ length: 500 }, (_, at) => ({ texts: [{ text: `第${at}页的正文文字`, x: 90, y: 100 }] })),
    )
    const reader = createFileReader({ timeLimit: 60 })
    await expect(reader.read(slow, 'slow.pdf')).rejects.toMatchObject({ code: 'file_timeout' })
    await reader.close()
    const patient = createFileReader()
    expect((await patient.read(makeDocx({ body: p('正文') }), 'a.docx')).text).toBe('正文\n')
    await patient.close()
  })
})
