import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'

describe('readConfig', () => {
  it('gives the documented defaults of CONTRACT', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 8787,
      HOST: '127.0.0.1',
      CORPUS_DIR: 'corpus',
      INDEX_DIR: 'index/built',
      READER: 'auto',
      READER_QUEUE: 256,
      VECTOR_INDEX: 'flat',
      INDEX_ENGINE: 'embedded',
      BODY_LIMIT: 65_536,
      RATE_LIMIT: 0,
      CORS_ORIGINS: [],
    })
  })

  it('treats a blank variable as unset and ignores foreign ones', () => {
    expect(readConfig({ PORT: ' ', PATH: '/bin', HOST: undefined })).toEqual(readConfig({}))
  })

  it('limits the rate by default only where others can reach it', () => {
    expect(readConfig({ HOST: '0.0.0.0' }).RATE_LIMIT).toBe(600)
    expect(readConfig({ HOST: '::1' }).RATE_LIMIT).toBe(0)
    expect(readConfig({ HOST: '0.0.0.0', RATE_LIMIT: '0' }).RATE_LIMIT).toBe(0)
  })

  it('reads lists and trims', () => {
    const config = readConfig({ CORS_ORIGINS: ' https://a.gov.cn, http://b:80 ', PORT: ' 80 ' })
    expect(config.CORS_ORIGINS).toEqual(['https://a.gov.cn', 'http://b:80'])
    expect(config.PORT).toBe(80)
  })

  it.each([
    ['PORT', '65536', '65535'],
    ['PORT', '80a', 'whole number'],
    ['PORT', '-1', 'whole number'],
    ['HOST', 'http://x', 'host name'],
    ['EMBEDDER', 'bge', 'static, reader or transformers:'],
    ['EMBEDDER', 'transformers:', 'static, reader or transformers:'],
    ['READER', 'large', 'trained, basic or auto'],
    ['READER_THREADS', '0', 'from 1 to 64'],
    ['VECTOR_INDEX', 'faiss', 'flat or hnsw'],
    ['INDEX_ENGINE', 'lucene', 'embedded or weaviate'],
    ['WEAVIATE_URL', 'engine:8080', 'origins'],
    ['BODY_LIMIT', '12', '1024'],
    ['CORS_ORIGINS', 'https://a.cn/path', 'origins'],
    ['FRAME_ANCESTORS', "x; script-src 'unsafe-inline'", "'self'"],
    ['LOG', 'verbose', 'requests or off'],
  ])('refuses %s=%s, naming variable, value and rule', (name, value, rule) => {
    const read = () => readConfig({ [name]: value })
    expect(read).toThrowError(expect.objectContaining({ code: 'config_invalid' }))
    expect(read).toThrowError(name)
    expect(read).toThrowError(JSON.stringify(value))
    expect(read).toThrowError(rule)
  })

  it('names every bad variable at once', () => {
    expect(() => readConfig({ PORT: 'x', LOG: 'y' })).toThrowError(/PORT=.*LOG=/)
  })
})
