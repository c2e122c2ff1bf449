/** Citations of originals with pages name them, also from a library that was packed for the Worker. */
import { describe, expect, it } from 'vitest'
import { decodeLibrary, encodeLibrary } from '../../src/adapters/worker/library-assets.ts'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import type { Citation } from '../../src/domain/answer.ts'
import { withPages } from '../../src/domain/cited-pages.ts'
import { readDocumentFile } from '../../src/readers/read-document.ts'
import { readLibrary } from '../../src/services.ts'
import { makeOfd, ofdText } from '../readers/make-ofd.ts'

const OFD = makeOfd({
  pages: [
    ofdText('关于补贴标准的通知', 60, 40, 7) + ofdText('第一条 补贴由市财政局发放。', 20, 70),
    ofdText('第二条 补贴标准为每户八百元。', 20, 40),
  ],
})

describe('pages of citations', async () => {
  const { text, map } = await readDocumentFile(OFD, 'x.ofd')
  const source = { id: 'ofd', text, map, encoding: 'utf-8' as const, sidecar: {} }
  const plain = { id: 'txt', text, encoding: 'utf-8' as const, sidecar: {} }
  const library = readLibrary([source, plain], BODY_TABLE)
  const cite = (document: string, words: string) => {
    const start = text.indexOf(words)
    return { document, start, end: start + words.length, quote: words } as Citation
  }

  it.each([
    ['as it was read', library],
    ['packed for the Worker', decodeLibrary(encodeLibrary(library)).library],
  ])('are known to a library %s', (_, known) => {
    const cited = [cite('ofd', '市财政局'), cite('ofd', '八百元'), cite('txt', '八百元')]
    expect(withPages(cited, known).map(({ page }) => page)).toEqual([1, 2, undefined])
  })
})
