/** A Worker for tests over the same assets and the same modules: the vectors of texts, as workerd computes them. */
import { env } from 'cloudflare:workers'
import { assetReader } from '../../src/adapters/worker/assets.ts'
import { openParts } from '../../src/adapters/worker/open-parts.ts'

declare const DATA_FOLDER: string

export default {
  async fetch(request: Request): Promise<Response> {
    const { texts } = (await request.json()) as { texts: string[] }
    const { embedder } = await openParts(assetReader(env.ASSETS, DATA_FOLDER))
    const vectors = await embedder!.embed(texts, 'query')
    return Response.json({ vectors: vectors.map((vector) => [...vector]) })
  },
}
