/** The static embedder on workerd: the same vectors as on Node to 1e-6. */
import { readFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { expect, it } from 'vitest'
import { readEmbedderFiles } from '../../src/adapters/node/embedder-files.ts'
import { STATIC_MODEL_FILES } from '../../src/embedding/model-files.ts'
import { loadStaticEmbedder } from '../../src/embedding/static-embedder.ts'

const FOLDER = 'index/embedder'
/** Each request is the model's three files and the texts, as a form. */
const WORKER = `
import { loadStaticEmbedder } from './src/embedding/static-embedder.ts'
export default {
  async fetch(request) {
    const form = await request.formData()
    const bytes = async (name) => new Uint8Array(await form.get(name).arrayBuffer())
    const files = { config: await bytes('config'), tokenizer: await bytes('tokenizer'), model: await bytes('model') }
    const embedder = await loadStaticEmbedder(files)
    const vectors = await embedder.embed(JSON.parse(form.get('texts')), 'passage')
    return Response.json(vectors.map((vector) => Array.from(vector)))
  },
}`

it('gives the vectors that Node gives', async () => {
  const plan = await readFile('corpus/jiading-2023-27.txt', 'utf8')
  const texts = [...plan.split('\n'), 'How many hydrogen stations by 2025?', '發展\ud800綠色']
  const { outputFiles } = await build({
    stdin: { contents: WORKER, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
  })
  const worker = new Miniflare({
    modules: true,
    script: outputFiles[0]!.text,
    compatibilityDate: '2026-01-01',
  })
  try {
    const form = new FormData()
    for (const [name, path] of Object.entries(STATIC_MODEL_FILES)) {
      form.set(name, new Blob([await readFile(`${FOLDER}/${path}`)]))
    }
    form.set('texts', JSON.stringify(texts))
    const encoded = new Response(form)
    const response = await worker.dispatchFetch('http://embedder/', {
      method: 'POST',
      body: await encoded.arrayBuffer(),
      headers: { 'content-type': encoded.headers.get('content-type')! },
    })
    const found = (await response.json()) as number[][]
    const expected = await (await loadStaticEmbedder(await readEmbedderFiles(FOLDER))).embed(texts, 'passage')
    const furthest = expected.map((vector, i) =>
      vector.reduce((most, x, d) => Math.max(most, Math.abs(x - found[i]![d]!)), 0),
    )
    expect(found).toHaveLength(texts.length)
    expect(Math.max(...furthest)).toBeLessThan(1e-6)
  } finally {
    await worker.dispose()
  }
})
