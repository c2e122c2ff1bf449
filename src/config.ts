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
  /** Embedding model: `static`, or `transformers:<hub id or local folder>`. */
  EMBEDDER: z
    .string()
    .regex(/^(static|transformers:\S.*)$/, 'must be static or transformers:<hub id or local folder>')
    .default('static'),
  /** Nearest-neighbour search: `flat` (exact) or `hnsw` (needs hnswlib-node). */
  VECTOR_INDEX: z.enum(['flat', 'hnsw'], 'must be flat or hnsw').default('flat'),
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
})

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
      return `${name}=${JSON.stringify(stated[name])}: ${issue.message}`
    })
    throw new ZhengdaError('config_invalid', [...new Set(faults)].join('; '))
  }
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/.test(read.data.HOST)
  return { ...read.data, RATE_LIMIT: read.data.RATE_LIMIT ?? (loopback ? 0 : 600) }
}
