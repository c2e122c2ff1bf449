import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createWeaviateClient } from '../../src/adapters/weaviate/weaviate-client.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ),
  )
}

const works: RequestListener = (_, response) => response.end('{"here":true}')
const silent: RequestListener = () => {}
/** An address at which nobody listens any more. */
async function nobody(): Promise<string> {
  const origin = await listen(works)
  await new Promise((resolve) => servers.pop()!.close(resolve))
  return origin
}
const HERE = { path: '/meta', answer: z.object({ here: z.literal(true) }), patience: 200 }

describe('the client of a search engine', () => {
  it('passes over nodes that are gone, silent or broken', async () => {
    const broken = await listen((_, response) => response.writeHead(500).end('no leader'))
    const nodes = [await nobody(), await listen(silent), broken, await listen(works)]
    const client = createWeaviateClient({ nodes })
    for (let i = 0; i < nodes.length; i++) await expect(client.request(HERE)).resolves.toEqual({ here: true })
    // They are known by now, and asked last.
    const began = performance.now()
    await client.request(HERE)
    expect(performance.now() - began).toBeLessThan(HERE.patience)
  })

  it('says which nodes do not answer, and what to do', async () => {
    const failed = createWeaviateClient({ nodes: [await nobody(), await listen(silent)] }).request(HERE)
    await expect(failed).rejects.toMatchObject({ code: 'engine_unavailable' })
    await expect(failed).rejects.toThrow(/: ECONNREFUSED.*: no answer in time.*WEAVIATE_URL/)
  })

  it('sends the key, and says when it is refused', async () => {
    const guarded = await listen((request, response) =>
      request.headers.authorization === 'Bearer right'
        ? works(request, response)
        : response.writeHead(401).end('anonymous access not enabled'),
    )
    const ask = (apiKey?: string) =>
      createWeaviateClient({ nodes: [guarded], ...(apiKey && { apiKey }) }).request(HERE)
    await expect(ask('right')).resolves.toEqual({ here: true })
    for (const key of [undefined, 'wrong']) {
      await expect(ask(key)).rejects.toMatchObject({ code: 'engine_refused' })
      await expect(ask(key)).rejects.toThrow(/WEAVIATE_API_KEY/)
    }
  })

  it('tells an address where something else answers', async () => {
    const page = await listen((_, response) => response.end('<html>welcome</html>'))
    await expect(createWeaviateClient({ nodes: [page] }).request(HERE)).rejects.toThrow(/another shape/)
    const missing = await listen((_, response) => response.writeHead(404).end('no such page'))
    await expect(createWeaviateClient({ nodes: [missing] }).request(HERE)).rejects.toThrow(
      /404.*no such page/,
    )
  })
})
