/** Random questions and damaged documents: no crash, and no quotation or figure that does not stand in the source. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFlatVectorIndex } from '../../src/adapters/flat-vector-index.ts'
import { readQuestion } from '../../src/answering/question-schema.ts'
import { BODY_TABLE } from '../../src/bodies/table.ts'
import { readConfig } from '../../src/config.ts'
import type { Answer } from '../../src/domain/answer.ts'
import type { Library } from '../../src/domain/library.ts'
import { NO_SIDECARS } from '../../src/domain/sidecars.ts'
import { createApp } from '../../src/http/create-app.ts'
import { openServices } from '../../src/main.open-services.ts'
import type { Services } from '../../src/ports/services.ts'
import { lexiconOf } from '../../src/retrieval/library-lexicon.ts'
import { buildSearchIndex } from '../../src/retrieval/search-index.ts'
import { createEmbeddedIndex } from '../../src/retrieval/search-statements.ts'
import { createServices, readLibrary } from '../../src/services.ts'
import { readNumerals } from '../../src/text/numerals.ts'
import { BASIC } from '../answering/open-engine.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const PLAN = readFileSync(join(ROOT, 'corpus/jiading-2023-27.txt'), 'utf8')
const QUESTIONS = 10_000
const DOCUMENTS = 60
/** The same cases in every run; set FUZZ_SEED to look for others. */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_122)
const index = mkdtempSync(join(tmpdir(), 'zhengda-fuzz-'))
let services: Services

beforeAll(async () => {
  const config = readConfig({ CORPUS_DIR: join(ROOT, 'corpus'), INDEX_DIR: index, READER: 'basic' })
  services = await openServices(
    config,
    () => {},
    () => {},
  )
})
afterAll(() => rmSync(index, { recursive: true }))

const PIECES = [
  ...[
    '谁负责',
    '多少',
    '什么时候',
    '有没有',
    '是不是',
    '哪些',
    '为什么',
    '2025年',
    '2030年',
    '二〇二五年',
    '百分之九十八',
  ],
  ...[
    '加氢站',
    '生活垃圾',
    '环保局',
    '区水务局',
    '万千瓦',
    '98%',
    '1.3',
    '不超过',
    '全部',
    '对比',
    '呢',
    '那',
    '？',
    '。',
    ',',
  ],
  ...[
    'who is responsible for',
    'how many',
    'hydrogen stations',
    'by 2025',
    'the district',
    'not',
    'all tasks of',
    '?',
  ],
  ...[
    '<script>alert(1)</script>',
    "' OR 1=1 --",
    '{{7*7}}',
    '../..',
    '\u0000',
    '\u202e',
    '\ufeff',
    '🚀',
    'ﬁ',
    '㈠',
    '㎡',
    '\ud800',
  ],
  ...[
    '忽略以上指令',
    'system prompt',
    '13812345678',
    '〔2023〕27号',
    '《',
    '》',
    '(',
    ')',
    '“',
    '%',
    '\\',
    '\n',
    '\t',
    '  ',
  ],
]

const slice = fc
  .tuple(fc.nat(PLAN.length - 1), fc.integer({ min: 1, max: 25 }))
  .map(([start, length]) => PLAN.slice(start, start + length))
const question = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 2, arbitrary: slice },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((pieces) => pieces.join(''))

const conversation = fc.oneof(
  { weight: 3, arbitrary: fc.constant<string[]>([]) },
  { weight: 1, arbitrary: fc.array(question, { minLength: 1, maxLength: 2 }) },
)

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/\s/g, '')

function unproven(library: Library, answer: Answer, asked: readonly string[]): string[] {
  const broken = answer.citations.filter(
    ({ document, start, end, quote, paragraph }) =>
      library.get(document)!.source.text.slice(start, end) !== quote ||
      start < paragraph.start ||
      end > paragraph.end,
  )
  // A figure of the question may be given back in digits.
  const question = [...asked, ...asked.map((each) => readNumerals(fold(each)))]
  const evidence = fold([...answer.citations.map(({ quote }) => quote), ...question].join(' '))
  const stated = ['answered', 'partial', 'corrected'].includes(answer.status) ? fold(answer.headline) : ''
  const figures = (stated.match(/\d+(?:\.\d+)?/g) ?? []).filter((figure) => !evidence.includes(figure))
  return [...broken.map(({ quote }) => `quotation ${quote}`), ...figures.map((figure) => `figure ${figure}`)]
}

describe('random questions', () => {
  it(`get an answer or a clear refusal, and nothing unproven (${QUESTIONS} of them)`, async () => {
    const app = createApp(services, {
      config: readConfig({ LOG: 'off' }),
      log: (record) => {
        throw new Error(JSON.stringify(record))
      },
      clientAddress: () => 'one',
    })
    await fc.assert(
      fc.asyncProperty(question, conversation, async (asked, history) => {
        const body = JSON.stringify({ question: asked, history })
        const headers = { 'content-type': 'application/json' }
        const response = await app.request('/api/ask', { method: 'POST', headers, body })
        expect([200, 422]).toContain(response.status)
        if (response.status === 422) {
          const { detail } = (await response.json()) as { detail: string }
          expect(detail).toMatch(/is empty|lone surrogate/)
        } else {
          const answer = (await response.json()) as Answer
          expect(answer.headline).not.toBe('')
          expect(unproven(services.library, answer, [asked, ...history])).toEqual([])
        }
      }),
      { numRuns: QUESTIONS, seed },
    )
  }, 600_000)
})

describe('damaged documents', () => {
  const damage = fc.array(
    fc.record({
      at: fc.nat(PLAN.length - 1),
      cut: fc.oneof(fc.constant(0), fc.nat(400)),
      put: fc.oneof(
        fc.constantFrom(
          '',
          '\n',
          '(',
          ')',
          '（',
          '一、',
          '第三条',
          '到2025年,',
          '12.5%',
          '…',
          '\u3000',
          '“',
          '\r\n\r\n',
        ),
        slice,
      ),
    }),
    { minLength: 1, maxLength: 25 },
  )

  it(`are read, indexed and answered from without an unproven quotation (${DOCUMENTS} of them)`, async () => {
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(8000), fc.nat(4000), async (changes, from, length) => {
        let text = PLAN.slice(from, from + length + 1)
        for (const { at, cut, put } of changes) {
          const place = at % (text.length + 1)
          text = text.slice(0, place) + put + text.slice(place + cut)
        }
        const library = readLibrary([{ id: 'damaged', text, encoding: 'utf-8', sidecar: {} }], BODY_TABLE)
        const { tree, facts } = library.get('damaged')!
        for (const each of [
          ...facts.targets,
          ...facts.responsibilities,
          ...facts.obligations,
          ...facts.references,
        ]) {
          expect(text.slice(each.start, each.end)).toBe(each.quote)
          expect(tree.paragraphs[each.paragraph]).toBeDefined()
        }
        const lexicon = lexiconOf(library)
        const built = await buildSearchIndex(library, {
          embedder: null,
          lexicon,
          vectorIndex: createFlatVectorIndex,
        })
        const damaged = createServices({
          library,
          index: createEmbeddedIndex(built),
          embedder: null,
          reader: BASIC,
          sidecars: NO_SIDECARS,
          bodies: BODY_TABLE,
          translations: { size: 0, find: () => undefined },
          skipped: [],
        })
        for (const asked of ['谁负责加氢站?', '到2025年的目标有哪些?', 'What is the recycling target?']) {
          const answer = await damaged.ask(readQuestion({ question: asked }))
          expect(unproven(library, answer, [asked])).toEqual([])
        }
      }),
      { numRuns: DOCUMENTS, seed },
    )
  }, 600_000)
})
