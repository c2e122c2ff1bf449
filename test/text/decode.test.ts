import { describe, expect, it } from 'vitest'
import { ZhengdaError } from '../../src/domain/errors.ts'
import { decodeSource } from '../../src/text/decode.ts'

const TEXT = '一、总体要求\n到2025年，达到50%以上。'
/** 「节水条例\n」 in GB18030. */
const GB18030 = [0xbd, 0xda, 0xcb, 0xae, 0xcc, 0xf5, 0xc0, 0xfd, 0x0a]

const bigEndian = (text: string) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return new Uint8Array(bytes.swap16())
}

describe('decodeSource', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(TEXT), 'utf-8'],
    ['UTF-8 with a byte order mark', new TextEncoder().encode(`\ufeff${TEXT}`), 'utf-8'],
    ['CRLF', new TextEncoder().encode(TEXT.replaceAll('\n', '\r\n')), 'utf-8'],
    ['UTF-16 little endian', new Uint8Array(Buffer.from(`\ufeff${TEXT}`, 'utf16le')), 'utf-16le'],
    ['UTF-16 big endian', bigEndian(TEXT), 'utf-16be'],
  ] as const)('%s', (_, bytes, encoding) => {
    expect(decodeSource('x', bytes, {})).toEqual({ id: 'x', text: TEXT, encoding, sidecar: {} })
  })

  it('GB18030, where the bytes are no UTF-8', () => {
    expect(decodeSource('x', Uint8Array.from(GB18030), {})).toMatchObject({
      text: '节水条例\n',
      encoding: 'gb18030',
    })
  })

  it('keeps a lone carriage return and ideographic spaces', () => {
    expect(decodeSource('x', new TextEncoder().encode('a\rb\u3000\n'), {}).text).toBe('a\rb\u3000\n')
  })

  it.each([
    ['an empty file', [], /"plan".*empty/],
    ['white space only', [0x20, 0x0a], /"plan".*white space/],
    ['NUL bytes', [0x61, 0x62, 0x00, 0x63], /"plan".*U\+0000 near byte 2/],
    ['a PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13], /"plan"/],
    ['bytes of no encoding', [0x61, 0xff, 0xff, 0xff], /"plan": byte 1 .*UTF-8/],
  ])('refuses %s and says what to do', (_, bytes, message) => {
    const decode = () => decodeSource('plan', Uint8Array.from(bytes), {})
    expect(decode).toThrow(message)
    expect(decode).toThrow(ZhengdaError)
    expect(decode).toThrow(expect.objectContaining({ code: 'corpus_unreadable' }))
  })
})
