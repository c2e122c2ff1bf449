/** What every answer obeys, whatever is asked: nothing without its source, and the same question the same answer. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/answering/engine.ts'
import type { Answer } from '../../src/domain/answer.ts'
import { readGoldQuestions } from '../../src/evaluation/gold-questions.ts'
import { createServices } from '../../src/services.ts'
import { readNumerals } from '../../src/text/numerals.ts'
import { ask, askOn, FIXTURES, openEngine, PLAN } from './open-engine.ts'

const ASKED = readGoldQuestions(readFileSync(join(FIXTURES, 'questions/dev.jsonl'), 'utf8'))
  .map(({ turns }) => turns)
  .filter((turns) => turns.at(-1)!.trim() !== '')

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ plan: PLAN })
})

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/\s/g, '')

/** Figures of the headline that stand in no quotation and not in the question. */
function unproven(
  { headline, citations, status }: Pick<Answer, 'headline' | 'citations' | 'status'>,
  asked: string,
) {
  if (!['answered', 'partial', 'corrected'].includes(status)) return []
  const evidence = fold([...citations.map(({ quote }) => quote), asked, readNumerals(fold(asked))].join(' '))
  return (fold(headline).match(/\d+(?:\.\d+)?/g) ?? []).filter((figure) => !evidence.includes(figure))
}

describe('every answer', () => {
  it('cites what slices back, within its paragraph, and states no figure without it', {
    timeout: 300_000,
  }, async () => {
    expect(ASKED.length).toBeGreaterThan(100)
    const faults: string[] = []
    for (const turns of ASKED) {
      const { answer } = await ask(engine, ...turns)
      for (const { document, start, end, quote, paragraph } of [...answer.citations]) {
        const { text } = engine.library.get(document)!.source
        if (text.slice(start, end) !== quote) faults.push(`${turns.join(' / ')}: ${quote}`)
        if (start < paragraph.start || end > paragraph.end)
          faults.push(`${turns.join(' / ')}: leaves its paragraph`)
      }
      for (const figure of unproven(answer, turns.join(' '))) faults.push(`${turns.join(' / ')}: ${figure}`)
      if (answer.headline === '') faults.push(`${turns.join(' / ')}: no headline`)
      if (answer.status === 'answered' && answer.citations.length === 0)
        faults.push(`${turns.join(' / ')}: answered without a quotation`)
    }
    expect(faults).toEqual([])
  })

  it('of any conversation of these questions is proven too', { timeout: 300_000 }, async () => {
    const turn = fc.constantFrom(...ASKED.map((turns) => turns.at(-1)!))
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 2, maxLength: 4 }), async (turns) => {
        const { answer } = await ask(engine, ...turns)
        expect(unproven(answer, turns.join(' '))).toEqual([])
        expect(answer.verified.matched).toBe(answer.verified.characters)
      }),
      { numRuns: 40, seed: 20_261_128 },
    )
  })
})

describe('the same question', () => {
  const core = async (...turns: string[]) => {
    const { status, headline, citations } = (await ask(engine, ...turns)).answer
    return { status, headline, quotes: citations.map(({ quote }) => quote) }
  }

  it.each([
    ['full width', '2025年新能源公交车比例达到多少?', '２０２５年新能源公交车比例达到多少？'],
    ['traditional characters', '内河码头岸电由哪些单位负责?', '內河碼頭岸電由哪些單位負責?'],
    [
      'capitals',
      'WHAT IS THE PUE LIMIT FOR NEW DATA CENTRES?',
      'what is the pue limit for new data centres?',
    ],
    ['invisible characters', '区财政局主要负责什么?', '区\u200b财政局主要负责\u202e什么?'],
  ])('in other letters (%s) has the same answer', async (_, one, other) => {
    expect(await core(one)).toEqual(await core(other))
  })

  it('asked again has the same answer', async () => {
    for (const turns of ASKED.slice(0, 5)) expect(await core(...turns)).toEqual(await core(...turns))
  })

  it('on the same day has the same id, whose question gives the same answer', async () => {
    const { library, index, embedder, reader, bodies, sidecars } = engine
    const translations = { size: 0, find: () => undefined }
    const parts = { library, index, embedder, reader, bodies, sidecars, translations, skipped: [] }
    const services = createServices(parts, () => '2026-11-28')
    const question = { question: '到2025年建成多少个加氢站?', history: [] }
    const [one, other] = [
      await services.ask(question),
      await services.ask({ ...question, asOf: '2026-11-28' }),
    ]
    expect({ ...other, timings: {} }).toEqual({ ...one, timings: {} })
    expect(one.asOf).toBe('2026-11-28')
    const earlier = await services.ask({ ...question, asOf: '2024-01-01' })
    expect(earlier.id).not.toBe(one.id)
  })

  it('on another day differs by what has passed alone', async () => {
    const question = { question: '到2025年建成多少个加氢站?', history: [] }
    const [before, after] = [
      (await askOn(engine, { ...question, asOf: '2024-01-01' })).answer,
      (await askOn(engine, { ...question, asOf: '2027-01-01' })).answer,
    ]
    expect(after.headline).toBe(before.headline)
    expect(after.citations).toEqual(before.citations)
    expect(after.caveats.filter((caveat) => !/已经过去/.test(caveat))).toEqual(before.caveats)
  })
})
