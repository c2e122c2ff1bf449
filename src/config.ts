/** Gives the settings of a process from environment variables; the one schema that knows every name, unit and default. */
import { z } from 'zod'
import { ZhengdaError } from './domain/errors.ts'

const wholeNumber = (rule: string, minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, rule)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, rule)

/** `a, b` → `['a', 'b']`. */
const list = (item: RegExp, rule: string) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every((part) => item.test(part)), rule)

const ORIGIN = /^(\*|https?:\/\/[^/\s,;'"]+)$/
const FRAME_SOURCE = /^('none'|'self'|\*|(https?:\/\/)?[^/\s,;'"]+)$/

const SCHEMA = z.object({
  /** TCP port on which the server listens; 0 lets the system choose. */
  PORT: wholeNumber('must be a whole number from 0 to 65535', 0, 65_535).default(8787),
  /** Address on which the server listens; `0.0.0.0` for every interface. */
  HOST: z
    .string()
    .regex(/^[^\s/]+$/, 'must be a host name or an IP address')
    .default('127.0.0.1'),
  /** Folder of source documents. */
  CORPUS_DIR: z.string().default('corpus'),
  /** Folder of the built index. */
  INDEX_DIR: z.string().default('index/built'),
  /** Whether scans are recognised with `tesseract` and chi_sim, where those are installed. */
  OCR: z
    .enum(['on', 'off'], 'must be on or off')
    .default('off')
    .transform((value) => value === 'on'),
  /**
   * What judges statements: `trained` (index/reader, by the optional package @xenova/transformers), `basic` (static vectors
   * and a small scorer) or `auto` (trained where it can run).
   */
  READER: z.enum(['trained', 'basic', 'auto'], 'must be trained, basic or auto').default('auto'),
  /** Threads of the trained reader. Unset: the processor's cores, at most 8. */
  READER_THREADS: wholeNumber('must be a whole number from 1 to 64', 1, 64).optional(),
  /** Questions that may wait for the trained reader; those beyond are refused. */
  READER_QUEUE: wholeNumber('must be a whole number from 1 to 10000', 1, 10_000).default(256),
  /**
   * Embedding model: `static`, `reader`, or `transformers:<hub id or local folder>`. Unset: `reader` with the trained
   * reader where the library is not too large, else `static`.
   */
  EMBEDDER: z
    .string()
    .regex(
      /^(static|reader|transformers:\S.*)$/,
      'must be static, reader or transformers:<hub id or local folder>',
    )
    .optional(),
  /** Nearest-neighbour search: `flat` (exact) or `hnsw` (needs hnswlib-node). */
  VECTOR_INDEX: z.enum(['flat', 'hnsw'], 'must be flat or hnsw').default('flat'),
  /** Where statements are searched: `embedded` (in this process) or `weaviate` (an engine beside it). */
  INDEX_ENGINE: z.enum(['embedded', 'weaviate'], 'must be embedded or weaviate').default('embedded'),
  /** Origins of the engine's nodes, comma-separated: where one does not answer, the next is asked. */
  WEAVIATE_URL: list(
    /^https?:\/\/[^/\s,;'"@]+$/,
    'must be origins such as http://engine-1:8080, comma-separated, without a path',
  ).optional(),
  /** Key that the engine asks for. */
  WEAVIATE_API_KEY: z.string().regex(/^\S+$/, 'must hold no spaces').optional(),
  /** Largest request body, in bytes. */
  BODY_LIMIT: wholeNumber('must be a number of bytes from 1024 to 1048576', 1024, 1_048_576).default(65_536),
  /** Requests a minute for each client address; 0 for no limit. Unset: 0 on a loopback HOST, else 600. */
  RATE_LIMIT: wholeNumber('must be a whole number from 0 to 1000000', 0, 1_000_000).optional(),
  /** How many reverse proxies stand before the server, each of which appends to X-Forwarded-For; 0 for none. */
  TRUSTED_PROXIES: wholeNumber('must be a whole number from 0 to 10', 0, 10).default(0),
  /** Origins whose pages may call the API from a browser, comma-separated; `*` for all; none when unset. */
  CORS_ORIGINS: list(
    ORIGIN,
    'must be origins such as https://www.example.gov.cn, comma-separated, or *',
  ).default([]),
  /** Who may show the pages in a frame (CSP frame-ancestors), comma-separated. */
  FRAME_ANCESTORS: list(FRAME_SOURCE, "must be 'none', 'self', * or hosts, comma-separated").default([
    "'self'",
  ]),
  /**
   * Chat model that phrases answers: `openai:<base url>|<model>` (any OpenAI-compatible endpoint), `ollama:<model>` or
   * `ollama:<base url>|<model>`. Unset: none, answers are the template's.
   */
  MODEL: z
    .string()
    .regex(
      /^(openai:https?:\/\/[^\s|]+\|[^\s|]+|ollama:(https?:\/\/[^\s|]+\|)?[^\s|]+)$/,
      'must be openai:<base url>|<model>, ollama:<model> or ollama:<base url>|<model>',
    )
    .optional(),
  /** Bearer token for `MODEL`. */
  MODEL_API_KEY: z.string().optional(),
  /** Milliseconds that the model has; then the answer is the template's. */
  MODEL_TIMEOUT: wholeNumber('must be a number of milliseconds from 100 to 120000', 100, 120_000).default(
    20_000,
  ),
  /** `requests` logs one line per request, `off` none; warnings and errors are always logged. */
  LOG: z.enum(['requests', 'off'], 'must be requests or off').default('requests'),
  /** `on` adds the question's text to its log line. Questions may hold personal matters: off by default. */
  LOG_QUESTIONS: z.enum(['on', 'off'], 'must be on or off').default('off'),
  /** Store of what was asked: `file:<path>` (SQLite) or `postgres://…`. */
  DATABASE_URL: z
    .string()
    .regex(/^(file:\S.*|postgres(ql)?:\/\/\S+)$/, 'must be file:<path> or postgres://…')
    .default('file:index/store.db'),
  /** `off` keeps no question, no verdict and no decision. */
  KEEP: z.enum(['on', 'off'], 'must be on or off').default('on'),
  /** Days after which they are deleted. */
  KEEP_DAYS: wholeNumber('must be a number of days from 1 to 3650', 1, 3650).default(90),
  /** Opens the desk (`/desk`); without it there is none. */
  DESK_TOKEN: z.string().regex(/^\S+$/, 'must hold no spaces').optional(),
  /** Header in which a single sign-on in front of the server names the signed-in person. Only with `TRUSTED_PROXIES`. */
  DESK_USER_HEADER: z
    .string()
    .regex(/^[\w-]+$/, 'must be the name of a header')
    .optional(),
  /** Largest file that the desk takes, in bytes. */
  UPLOAD_LIMIT: wholeNumber('must be a number of bytes from 1024 to 1073741824', 1024, 1_073_741_824).default(
    52_428_800,
  ),
  /** Address that takes hand-overs by mail. */
  OWNER_MAIL: z.email('must be a mail address').optional(),
  /** Address that takes hand-overs as JSON; signed with OWNER_WEBHOOK_SECRET. */
  OWNER_WEBHOOK: z
    .string()
    .regex(/^https?:\/\/\S+$/, 'must be an http(s) address')
    .optional(),
  OWNER_WEBHOOK_SECRET: z.string().optional(),
  /** Bearer token that `/metrics` asks for. Unset: it is open, and holds counts alone. */
  METRICS_TOKEN: z.string().regex(/^\S+$/, 'must hold no spaces').optional(),
})

/** Their values are never printed. */
const SECRETS = [
  'DATABASE_URL',
  'DESK_TOKEN',
  'METRICS_TOKEN',
  'MODEL_API_KEY',
  'OWNER_WEBHOOK_SECRET',
  'WEAVIATE_API_KEY',
]

type Variables = z.output<typeof SCHEMA>

export interface Config extends Omit<Variables, 'RATE_LIMIT'> {
  readonly RATE_LIMIT: number
}

/**
 * Reads the settings. Variables that are unset or blank take their default; names that are not ours are ignored.
 * @throws ZhengdaError `config_invalid`, naming every bad variable, its value and the rule it breaks.
 */
export function readConfig(environment: Readonly<Record<string, unknown>>): Config {
  const stated = Object.fromEntries(
    Object.keys(SCHEMA.shape)
      .map((name) => [name, environment[name]] as const)
      .filter(([, value]) => typeof value === 'string' && value.trim() !== '')
      .map(([name, value]) => [name, (value as string).trim()]),
  )
  const read = SCHEMA.safeParse(stated)
  if (!read.success) {
    const faults = read.error.issues.map((issue) => {
      const name = String(issue.path[0])
      const value = SECRETS.includes(name) ? '(not shown)' : JSON.stringify(stated[name])
      return `${name}=${value}: ${issue.message}`
    })
    throw new ZhengdaError('config_invalid', [...new Set(faults)].join('; '))
  }
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/.test(read.data.HOST)
  return { ...read.data, RATE_LIMIT: read.data.RATE_LIMIT ?? (loopback ? 0 : 600) }
}
