/** Services over two small documents made by hand, for tests of the surfaces; `asked` records what was asked. */
import { encodeAnswerId } from '../../src/answering/answer-id.ts'
import type { Answer, Question } from '../../src/domain/answer.ts'
import type { Paragraph } from '../../src/domain/document.ts'
import type { Library, ReadDocument } from '../../src/domain/library.ts'
import { NO_SIDECARS } from '../../src/domain/sidecars.ts'
import type { AskOptions, Services } from '../../src/ports/services.ts'

const VERSION = 'fake0001'
/** Index of the statement that names 加氢站; the heading stands before it. */
const STATION = 1

export interface FakeServices extends Services {
  readonly asked: { question: Question; options: AskOptions | undefined }[]
}

export function fakeServices(fail?: Error): FakeServices {
  const library: Library = new Map(['alpha', 'beta'].map((id) => [id, smallDocument(id)]))
  const asked: FakeServices['asked'] = []
  const ask = async (question: Question, options?: AskOptions): Promise<Answer> => {
    if (fail) throw fail
    asked.push({ question, options })
    return smallAnswer(question)
  }
  return {
    library,
    sidecars: NO_SIDECARS,
    version: VERSION,
    health: { documents: 2, statements: 4, embedder: 'none', reader: 'fake', skipped: [] },
    asked,
    ask,
    search: async (_, options) =>
      [...library.keys()]
        .filter((id) => !options?.corpus || id === options.corpus)
        .slice(0, options?.limit ?? 10)
        .map((document) => ({
          document,
          statement: STATION,
          score: 1,
          bm25: 2,
          cosine: 0,
        })),
    explain: async (question) => ({
      answer: smallAnswer(question),
      stages: [{ name: 'understand', output: { topic: question.question } }],
    }),
  }
}

function smallAnswer(question: Question): Answer {
  return {
    id: encodeAnswerId({ question, version: VERSION }),
    status: 'answered',
    language: question.lang ?? 'zh',
    headline: `答:${question.question}`,
    answer: `答:${question.question}`,
    caveats: [],
    citations: [],
    interpretation: {
      question: question.question,
      topic: '',
      year: null,
      body: null,
      kind: 'measure',
    },
    related: [],
    suggestions: [],
    generation: 'template',
    reader: 'basic',
    asOf: question.asOf ?? '2026-11-28',
    verified: { characters: 0, matched: 0 },
    timings: { total: 1 },
  }
}

const TEXT =
  '某区方案\n一、能源\n到2025年,建成6个加氢站,"=HYPERLINK(1)"。(区水务局、区发展改革委等按职责分工负责)\n'

function smallDocument(id: string): ReadDocument {
  const at = (quote: string) => {
    const start = TEXT.indexOf(quote)
    return { start, end: start + quote.length }
  }
  const body = '到2025年,建成6个加氢站,"=HYPERLINK(1)"。'
  const bracket = '(区水务局、区发展改革委等按职责分工负责)'
  const paragraph: Paragraph = {
    index: 1,
    section: 0,
    role: 'body',
    span: at(body + bracket),
    body: at(body + bracket),
    gaps: [],
    line: 3,
    lastLine: 3,
    locator: '一',
    sentences: [
      { span: at(body), kind: 'text' },
      { span: at(bracket), kind: 'responsibility' },
    ],
  }
  const heading: Paragraph = {
    ...paragraph,
    index: 0,
    role: 'heading',
    span: at('一、能源'),
    body: { start: at('一、能源').end, end: at('一、能源').end },
    line: 2,
    lastLine: 2,
    sentences: [],
  }
  const located = (quote: string) => ({
    document: id,
    line: 3,
    ...at(quote),
    quote,
    locator: '一',
    paragraph: 1,
  })
  return {
    source: {
      id,
      text: TEXT,
      encoding: 'utf-8',
      sidecar: { provenance: 'made for tests', titleEn: 'Plan of a district' },
    },
    tree: {
      document: id,
      metadata: {
        title: { value: '某区方案', span: at('某区方案') },
        number: null,
        issuer: null,
        date: { value: '2023-11-23', span: null },
        drafter: null,
        effective: null,
        expiry: null,
      },
      sections: [
        {
          index: 0,
          parent: null,
          level: 1,
          kind: 'item',
          number: '一、',
          title: '能源',
          heading: at('一、能源'),
          span: { start: at('一、能源').start, end: TEXT.length - 1 },
          line: 2,
          inline: false,
          locator: '一',
          path: ['一、能源'],
        },
      ],
      paragraphs: [heading, paragraph],
      receipt: {
        characters: TEXT.length,
        insideLeaf: 1,
        numberingGaps: [],
        unparsedBrackets: [],
        figuresWithoutYear: 0,
        wrapperLines: [],
        pageNumberLines: [],
        tocLines: [],
      },
    },
    facts: {
      document: id,
      targets: [
        {
          ...located('建成6个加氢站'),
          kind: 'quantity',
          subject: '加氢站',
          subjectSpan: at('加氢站'),
          scope: null,
          comparator: '=',
          value: 6,
          unit: '个',
          valueSpan: at('6个'),
          deadline: '到2025年',
          deadlineSpan: at('到2025年'),
          deadlineInherited: false,
          year: 2025,
          firmness: 'firm',
          baseline: null,
          condition: null,
          purpose: 'goal',
          clause: at('建成6个加氢站'),
        },
      ],
      responsibilities: [
        {
          ...located(bracket),
          bodies: [
            { name: '区水务局', role: null, ...at('区水务局') },
            { name: '区发展改革委', role: null, ...at('区发展改革委') },
          ],
          nonExhaustive: true,
          scope: at(body),
          scopeKind: 'paragraph',
          form: 'bracket',
          leadStated: false,
        },
      ],
      obligations: [
        {
          ...located('"=HYPERLINK(1)"'),
          modality: 'must',
          marker: '必须',
          actor: null,
          addressee: 'firm',
          action: '=HYPERLINK(1),"x"',
          condition: null,
          exception: null,
        },
      ],
      references: [],
      otherFigures: [],
    },
  }
}
