/** Reads server-sent events from the body of a response, as they come; comments are left out. */

export interface ServerEvent {
  readonly event: string
  readonly data: string
}

/** Lines may end in any way and be cut anywhere by the network; several `data` lines are one text. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest = (rest + decoder.decode(value, { stream: true })).replace(/\r\n|\r(?!$)/g, '\n')
      const blocks = rest.split('\n\n')
      rest = blocks.pop()!
      for (const block of blocks) {
        const event = eventOf(block)
        if (event) yield event
      }
    }
  } finally {
    void reader.cancel().catch(() => {})
  }
}

function eventOf(block: string): ServerEvent | null {
  const fields = block.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line))
  const all = (name: string) => fields.filter((field) => field?.[1] === name).map((field) => field![2]!)
  const data = all('data')
  return data.length === 0 ? null : { event: all('event')[0] ?? 'message', data: data.join('\n') }
}
