/** Three questions of ours to each real file: what is cited holds the answer, and of a PDF or OFD names its page. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createSourceReader } from '../../src/adapters/node/source-reader.ts'
import { pageAt } from '../../src/domain/document-map.ts'
import { ask, openEngine } from '../answering/open-engine.ts'
import QUESTIONS from './own-questions.json' with { type: 'json' }

const FILES = join(import.meta.dirname, '../../../shared/files')
const reader = createSourceReader({})
afterAll(() => reader.close())

const folded = (text: string) => text.normalize('NFKC').replace(/\s/g, '')

/** What the file's reader made of the right place is judged here, not whether the basic reader dares to answer from it. */
function likeliest(stages: Awaited<ReturnType<typeof ask>>['stages']): string[] {
  const readings = stages.find(({ name }) => name === 'readings')?.output as { readonly text: string }[]
  return readings.slice(0, 3).map(({ text }) => folded(text))
}

if (!existsSync(FILES))
  console.log('The real files (../shared/files) are not here: their questions are not asked.')

describe.skipIf(!existsSync(FILES))('questions to real files', () => {
  it.each(QUESTIONS)('$file', { timeout: 300_000 }, async ({ file, ask: questions }) => {
    const bytes = new Uint8Array(readFileSync(join(FILES, file)))
    const source = await reader.read({ id: 'file', name: file, bytes, sidecar: {} })
    const engine = await openEngine({ file: source })
    const faults: string[] = []
    for (const [question, wanted] of questions as [string, string][]) {
      const { answer, stages } = await ask(engine, question)
      const cited = answer.citations.map(({ quote }) => folded(quote))
      if (![...cited, ...likeliest(stages)].some((quote) => quote.includes(folded(wanted))))
        faults.push(`${question} (${answer.status}) ${cited.join(' / ').slice(0, 120)}`)
      if (!/\.(?:pdf|ofd)$/.test(file)) continue
      const pages = answer.citations.map(({ start }) => source.map && pageAt(source.map, start))
      if (pages.some((page) => !page)) faults.push(`${question}: without a page`)
    }
    expect(faults).toEqual([])
  })
})
