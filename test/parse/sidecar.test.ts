import { describe, expect, it } from 'vitest'
import { readSidecar } from '../../src/parse/sidecar.ts'

describe('readSidecar', () => {
  it('reads its own keys and ignores others', () => {
    expect(readSidecar({ title: ' 方案 ', number: 'X〔2024〕1号', date: '2024-01-02', extra: 1 })).toEqual({
      title: '方案',
      number: 'X〔2024〕1号',
      date: '2024-01-02',
    })
  })

  it('reads the keys of a provenance file', () => {
    const provenance = {
      title: '条例',
      issuing_body: '某市政府',
      document_number: null,
      date: null,
      publish_date: '2021-12-28',
    }
    expect(readSidecar(provenance)).toEqual({ title: '条例', issuer: '某市政府', date: '2021-12-28' })
  })

  it('reads the portals that may embed the document', () => {
    const origins = ['https://portal.example.gov.cn', 'https://a.cn:8443', 'http://127.0.0.1']
    expect(readSidecar({ origins: [...origins, 'http://localhost:3000'] })).toEqual({
      origins: [...origins, 'http://localhost:3000'],
    })
    expect(readSidecar({ origins: [] })).toEqual({})
  })

  it.each([
    '*',
    'https://*.gov.cn',
    'http://portal.example.gov.cn',
    'https://a.cn/',
    'https://a.cn/path',
    'https://a.cn:443',
    'https://A.cn',
    'https://a.cn:99999',
    'https://a.cn;script-src',
    'https://a.cn https://b.cn',
    'https://a.cn\n',
    'http://localhost.evil.cn',
    'a.cn',
    "'self'",
    '',
  ])('refuses the origin %j', (origin) => {
    expect(() => readSidecar({ origins: ['https://ok.cn', origin] })).toThrow(
      expect.objectContaining({
        code: 'sidecar_invalid',
        message: expect.stringMatching(/origins\.1: expected an origin/),
      }),
    )
  })

  it.each([
    [{ origins: 'https://a.cn' }, /origins/],
    [{ title: 3 }, /title/],
    [{ date: '28.12.2021' }, /date.*YYYY-MM-DD/],
    [[], /file|Sidecar/],
    ['title', /Sidecar/],
  ])('refuses %j and names the key', (json, message) => {
    expect(() => readSidecar(json)).toThrow(message)
    expect(() => readSidecar(json)).toThrow(expect.objectContaining({ code: 'sidecar_invalid' }))
  })
})
