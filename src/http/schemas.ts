/** Gives the zod schemas of the API's answers and parameters, each checked by the compiler against the domain's types. */
import { z } from 'zod'
import type { Answer } from '../domain/answer.ts'
import type { CoverageReceipt } from '../domain/document.ts'
import type { Obligation, Responsibility, Target } from '../domain/facts.ts'
import type { Span } from '../domain/span.ts'

/** Takes a schema only if it and `T` are assignable to each other. */
const of =
  <T>() =>
  <S extends z.ZodType<T>>(schema: T extends z.output<S> ? S : never): S =>
    schema

const offset = z.int().min(0)
const line = z.int().min(1).meta({ description: '1-based line of the source text.' })
const list = <S extends z.ZodType>(item: S) => z.array(item).readonly()

export const SPAN = of<Span>()(
  z
    .object({ start: offset, end: offset })
    .meta({ id: 'Span', description: 'Half-open UTF-16 offsets into the source text.' }),
)

const CITATION = z
  .object({
    n: z.int().min(1),
    document: z.string(),
    title: z.string(),
    number: z.string().nullable(),
    locator: z.string().meta({ example: '二(一)1' }),
    path: list(z.string()),
    line,
    page: z.int().min(1).optional().meta({ description: 'Page of the original (PDF, OFD).' }),
    paragraph: SPAN,
    start: offset,
    end: offset,
    quote: z.string().meta({ description: 'Equals source.slice(start, end).' }),
    translation: z.string().optional().meta({ description: 'Aligned, unofficial English.' }),
    url: z.string(),
  })
  .meta({ id: 'Citation' })

const RELATED = z
  .object({ document: z.string(), locator: z.string(), line, quote: z.string(), url: z.string() })
  .meta({ id: 'RelatedPassage' })

const OUT_OF_FORCE = z
  .object({
    document: z.string(),
    title: z.string(),
    reason: z.enum(['not_yet', 'expired', 'superseded', 'repealed', 'revised', 'lapsed']),
    day: z.string().nullable(),
    successor: z.object({ document: z.string(), title: z.string(), url: z.string() }).nullable(),
  })
  .meta({ id: 'OutOfForce', description: 'A quoted document that is not in force on the day of the answer.' })

export const ANSWER = of<Answer>()(
  z
    .object({
      id: z.string().meta({ description: 'Permalink id for GET /api/answers/{id}.' }),
      status: z.enum([
        'answered',
        'partial',
        'corrected',
        'clarify',
        'not_found',
        'out_of_scope',
        'rejected',
      ]),
      language: z.enum(['zh', 'en']),
      headline: z.string(),
      answer: z.string(),
      caveats: list(z.string()),
      citations: list(CITATION),
      interpretation: z.object({
        question: z.string(),
        topic: z.string(),
        year: z.int().nullable(),
        body: z.string().nullable(),
        kind: z.enum([
          'target',
          'count',
          'deadline',
          'responsibility',
          'tasks',
          'list',
          'measure',
          'obligation',
          'condition',
          'procedure',
          'definition',
          'document',
          'yesno',
          'comparison',
        ]),
      }),
      related: list(RELATED),
      suggestions: list(z.string()),
      generation: z.enum(['template', 'model']),
      reader: z.enum(['trained', 'basic']),
      reviewed: z.object({ by: z.string(), date: z.string() }).optional(),
      outOfForce: list(OUT_OF_FORCE).optional(),
      asOf: z.iso.date(),
      verified: z.object({ characters: z.int(), matched: z.int() }),
      timings: z.record(z.string(), z.number()).readonly().meta({ description: 'Milliseconds by stage.' }),
    })
    .meta({ id: 'Answer' }),
)

const located = {
  document: z.string(),
  line,
  start: offset,
  end: offset,
  quote: z.string().meta({ description: 'Equals source.slice(start, end).' }),
  locator: z.string(),
  paragraph: z.int().min(0).meta({ description: 'Index of the paragraph in the document.' }),
}

export const MODALITY = z.enum(['ban', 'must', 'shall', 'promote', 'encourage', 'explore', 'may'])
export const ADDRESSEE = z.enum(['firm', 'person', 'department', 'unstated'])

export const TARGET = of<Target>()(
  z
    .object({
      ...located,
      kind: z.enum(['quantity', 'state']),
      subject: z.string(),
      subjectSpan: SPAN.nullable(),
      scope: z.string().nullable(),
      comparator: z.enum(['=', '>=', '>', '<=', '<', '~', 'range']),
      value: z.union([z.number(), z.string(), z.tuple([z.number(), z.number()]).readonly()]),
      unit: z.string(),
      valueSpan: SPAN,
      deadline: z.string().nullable(),
      deadlineSpan: SPAN.nullable(),
      deadlineInherited: z.boolean(),
      year: z.int().nullable(),
      firmness: z.enum(['firm', 'aim', 'may']),
      baseline: z.string().nullable(),
      condition: z.string().nullable(),
      purpose: z.enum(['goal', 'limit', 'threshold', 'amount', 'term']),
      clause: SPAN,
    })
    .meta({ id: 'Target' }),
)

export const RESPONSIBILITY = of<Responsibility>()(
  z
    .object({
      ...located,
      bodies: list(
        z.object({
          name: z.string(),
          role: z.enum(['lead', 'support', 'responsible']).nullable(),
          start: offset,
          end: offset,
        }),
      ),
      nonExhaustive: z.boolean().meta({ description: '等 closes or qualifies the list.' }),
      scope: SPAN,
      scopeKind: z.enum(['sentences', 'paragraph', 'section', 'document']),
      form: z.enum(['bracket', 'sentence']),
      leadStated: z.boolean(),
    })
    .meta({ id: 'Responsibility' }),
)

export const OBLIGATION = of<Obligation>()(
  z
    .object({
      ...located,
      modality: MODALITY,
      marker: z.string(),
      actor: z.string().nullable(),
      addressee: ADDRESSEE,
      action: z.string(),
      condition: z.string().nullable(),
      exception: z.string().nullable(),
    })
    .meta({ id: 'Obligation' }),
)

export const RECEIPT = of<CoverageReceipt>()(
  z
    .object({
      characters: z.int(),
      insideLeaf: z.number(),
      numberingGaps: list(z.object({ line, expected: z.string(), found: z.string() })),
      unparsedBrackets: list(z.object({ line, quote: z.string() })),
      figuresWithoutYear: z.int(),
      wrapperLines: list(z.int()),
      pageNumberLines: list(z.int()),
      tocLines: list(z.int()),
    })
    .meta({ id: 'CoverageReceipt', description: 'What the parser did not understand.' }),
)

const documentHead = {
  id: z.string(),
  title: z.string(),
  titleEn: z.string().nullable().meta({ description: 'Unofficial English rendering.' }),
  number: z.string().nullable(),
  issuer: z.string().nullable(),
  date: z.string().nullable().meta({ description: 'ISO date of issue.' }),
  status: z
    .enum(['现行有效', '已修订', '已废止', '失效'])
    .nullable()
    .meta({ description: 'Today; null where nothing tells.' }),
  effective: z.string().nullable().meta({ description: 'ISO date: first day on which it applies.' }),
  expires: z.string().nullable().meta({ description: 'ISO date: last day on which it applies.' }),
  supersedes: list(z.string()).meta({ description: 'As stated: ids, numbers or titles of documents.' }),
  supersededBy: z.string().nullable().meta({ description: 'Id of the document that is in its place today.' }),
  characters: z.int(),
  url: z.string(),
}

export const DOCUMENT_SUMMARY = z
  .object({
    ...documentHead,
    sections: z.int(),
    targets: z.int(),
    responsibilities: z.int(),
    obligations: z.int(),
  })
  .meta({ id: 'DocumentSummary' })

export const DOCUMENT_LIST = z.object({
  documents: z.array(DOCUMENT_SUMMARY),
  failed: z
    .array(z.object({ file: z.string(), reason: z.string() }))
    .meta({ description: 'Files of the folder that could not be read.' }),
})

const STATED_SOMETHING = z.object({ value: z.string(), span: SPAN.nullable() })
const STATED = STATED_SOMETHING.nullable()

export const DOCUMENT = z
  .object({
    ...documentHead,
    drafter: STATED,
    expiry: STATED,
    stated: z
      .object({ effective: STATED, expiry: STATED, supersedes: list(STATED_SOMETHING) })
      .meta({ description: 'Validity as the text words it.' }),
    provenance: z.string().nullable(),
    encoding: z.string(),
    sections: list(
      z.object({
        index: z.int(),
        parent: z.int().nullable(),
        level: z.int().min(1),
        kind: z.string(),
        locator: z.string(),
        number: z.string(),
        title: z.string(),
        path: list(z.string()),
        line,
        start: offset,
        end: offset,
        heading: SPAN,
        inline: z.boolean(),
      }),
    ),
    receipt: RECEIPT,
  })
  .meta({ id: 'Document' })

export const SEARCH_HIT = z
  .object({
    document: z.string(),
    title: z.string(),
    locator: z.string(),
    path: list(z.string()),
    line,
    start: offset,
    end: offset,
    quote: z.string().meta({ description: 'The statement; equals source.slice(start, end).' }),
    paragraph: SPAN,
    score: z.number(),
    bm25: z.number(),
    cosine: z.number(),
    url: z.string(),
  })
  .meta({ id: 'SearchHit' })

export const HEALTH = z
  .object({
    status: z.literal('ok'),
    version: z.string().meta({ description: 'Version of the index.' }),
    documents: z.int(),
    statements: z.int(),
    embedder: z.string(),
    reader: z.string().meta({ description: 'Which reader judges the statements, with its version.' }),
    skipped: list(z.object({ file: z.string(), reason: z.string() })),
  })
  .meta({ id: 'Health' })
