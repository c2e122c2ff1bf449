/** Gives a page of a register as the parts of its JSON, record by record, with the number of all records at the end. */
import type { Selection } from './select-facts.ts'

export function* registerJson<T>(
  name: string,
  selection: Selection<T>,
  offset: number,
  limit: number,
): Generator<string> {
  yield `{${JSON.stringify(name)}:[`
  const records = selection.read(offset, limit)
  let separator = ''
  let next = records.next()
  while (!next.done) {
    yield separator + JSON.stringify(next.value)
    separator = ','
    next = records.next()
  }
  yield `],"total":${next.value}}`
}
