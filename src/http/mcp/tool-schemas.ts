/** Gives the zod schemas of the MCP tools: what a client may send and what it gets, over the schemas of the API. */
import { z } from 'zod'
import { MAX_HISTORY_TURNS, MAX_QUESTION_CHARACTERS } from '../../answering/question-schema.ts'
import { ADDRESSEE, ANSWER, MODALITY, OBLIGATION, RESPONSIBILITY, TARGET } from '../schemas.ts'

const document = z
  .string()
  .max(255)
  .optional()
  .describe('Id of the document to stay within, e.g. from a citation.')

/** A register may be long; a model reads a page of it. */
const page = {
  limit: z.number().int().min(1).max(100).default(20).describe('Records of this page.'),
  offset: z.number().int().min(0).default(0).describe('Records to leave out before it.'),
}
const filter = {
  q: z.string().max(200).optional().describe('Words that must all stand in the record or its headings.'),
  document,
  body: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('A public body as printed or as people say it: 区水务局, 环保局.'),
  year: z.number().int().min(1900).max(2200).optional(),
  ...page,
}

const total = z.number().int().describe('Records before limit and offset.')

export const ASK_INPUT = {
  question: z
    .string()
    .min(1)
    .max(MAX_QUESTION_CHARACTERS * 2)
    .describe('The question, Chinese or English, at most 2000 characters.'),
  history: z
    .array(z.string())
    .max(MAX_HISTORY_TURNS)
    .optional()
    .describe('Earlier questions of this conversation, oldest first.'),
  document,
  lang: z.enum(['zh', 'en']).optional().describe('Language of the answer; that of the question when absent.'),
}
export const ASK_OUTPUT = ANSWER.shape

export const TARGETS_INPUT = filter
export const TARGETS_OUTPUT = { total, targets: z.array(TARGET) }

export const RESPONSIBLE_INPUT = {
  matter: z.string().min(1).max(500).describe('The matter, in a few words: 加氢站, food waste.'),
  document,
}
export const RESPONSIBLE_OUTPUT = {
  answer: ANSWER,
  responsibilities: z
    .array(RESPONSIBILITY)
    .describe('The statements that the answer cites; empty where the documents name nobody.'),
}

export const OBLIGATIONS_INPUT = {
  ...filter,
  modality: MODALITY.optional().describe('Strength of the wording.'),
  addressee: ADDRESSEE.optional().describe('Whom the sentence binds.'),
}
export const OBLIGATIONS_OUTPUT = { total, obligations: z.array(OBLIGATION) }

export const PARAGRAPH_INPUT = {
  document: z.string().max(255).describe('Document id.'),
  line: z.number().int().min(1).describe('1-based line of the source text, as in citations.'),
}
export const PARAGRAPH_OUTPUT = {
  document: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  locator: z.string(),
  path: z.array(z.string()),
  line: z.number().int(),
  lastLine: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  text: z.string().describe('Equals source.slice(start, end).'),
  url: z.string(),
}
