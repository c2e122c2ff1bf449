/** Gives `/mcp`: the Model Context Protocol over streamable HTTP, stateless, each request with a server of its own. */
import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Services } from '../../ports/services.ts'
import type { AppVariables } from '../request-log.ts'

export function mcpRoutes(services: Services): OpenAPIHono<{ Variables: AppVariables }> {
  const app = new OpenAPIHono<{ Variables: AppVariables }>()
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/mcp',
    summary: 'Model Context Protocol, streamable HTTP without sessions',
    description:
      'Tools: ask, find_targets, who_is_responsible, list_obligations, read_paragraph; errors are JSON-RPC’s.',
    request: {
      headers: z.object({ accept: z.string().meta({ example: 'application/json, text/event-stream' }) }),
      body: {
        required: true,
        content: { 'application/json': { schema: z.looseObject({ jsonrpc: z.literal('2.0') }) } },
      },
    },
    responses: {
      200: {
        description: 'The answer of the call.',
        content: { 'application/json': { schema: z.looseObject({ jsonrpc: z.literal('2.0') }) } },
      },
      202: { description: 'A notification was taken.' },
    },
  })
  app.post('/mcp', async (c) => {
    // Some 0.4 s of imports that only those who use it wait for, once.
    const [{ createMcpServer }, { WebStandardStreamableHTTPServerTransport }] = await Promise.all([
      import('./create-mcp-server.ts'),
      import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
    ])
    const server = createMcpServer(services, (question, answer) => c.set('asked', { question, answer }))
    // A request is answered as JSON when all of its calls are done, so nothing outlives it.
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
    await server.connect(transport)
    try {
      const response = await transport.handleRequest(c.req.raw)
      response.headers.set('Cache-Control', 'no-store')
      return response
    } finally {
      await server.close()
    }
  })
  return app
}
