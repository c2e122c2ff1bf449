/** A chat endpoint on 127.0.0.1 that speaks OpenAI's and Ollama's protocol and says what a test tells it to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly path: string
  readonly authorization: string | undefined
  readonly body: { model: string; messages: { role: string; content: string }[]; stream: boolean }
  /** The data of the user message. */
  readonly data: { language: string; question: string; draft: string; quotations: string[] }
}

/** What the endpoint does: the text that it says, or a response of its own. */
export type Behaviour = (received: Received, response: ServerResponse) => string | undefined

export async function startEndpoint() {
  const received: Received[] = []
  let behave: Behaviour = ({ data }) => data.draft
  const server = createServer((request, response) => {
    void read(request).then((text) => {
      const body = JSON.parse(text)
      const call = {
        path: request.url!,
        authorization: request.headers.authorization,
        body,
        data: JSON.parse(body.messages.at(-1).content),
      }
      received.push(call)
      const said = behave(call, response)
      if (said === undefined) return
      response.setHeader('Content-Type', 'application/json')
      response.end(
        JSON.stringify(
          request.url!.endsWith('/api/chat')
            ? { message: { role: 'assistant', content: said }, done: true }
            : { choices: [{ index: 0, message: { role: 'assistant', content: said } }] },
        ),
      )
    })
  }).listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    says(next: Behaviour) {
      received.length = 0
      behave = next
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += part
  return text
}
