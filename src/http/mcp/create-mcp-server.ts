/** Gives an MCP server with the tools ask, find_targets, who_is_responsible, list_obligations, read_paragraph. */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { readQuestion } from '../../answering/question-schema.ts'
import type { Answer, Question } from '../../domain/answer.ts'
import { citationUrl } from '../../domain/citation-url.ts'
import type { Located, Obligation, Responsibility, Target } from '../../domain/facts.ts'
import type { Services } from '../../ports/services.ts'
import { selectObligations, selectTargets } from '../select-facts.ts'
import { neverValidates } from './no-validator.ts'
import {
  ASK_INPUT,
  ASK_OUTPUT,
  OBLIGATIONS_INPUT,
  OBLIGATIONS_OUTPUT,
  PARAGRAPH_INPUT,
  PARAGRAPH_OUTPUT,
  RESPONSIBLE_INPUT,
  RESPONSIBLE_OUTPUT,
  TARGETS_INPUT,
  TARGETS_OUTPUT,
} from './tool-schemas.ts'

const INSTRUCTIONS =
  'Answers come from the documents held here and quote them verbatim. Give the quotations with an answer; where status ' +
  'is not_found or out_of_scope the documents do not say it. 等 at the end of a list of bodies means that it is open.'

/** Every tool reads; none changes anything. */
const READS = { readOnlyHint: true, idempotentHint: true, openWorldHint: false }

/** `asked` is told of every answered question, for the log. Errors of a tool reach the client as its result, in words. */
export function createMcpServer(
  services: Services,
  asked: (question: string, answer: Answer) => void,
): McpServer {
  const server = new McpServer(
    { name: 'zhengda', title: '政答 Zhengda', version: services.version },
    { instructions: INSTRUCTIONS, jsonSchemaValidator: neverValidates },
  )
  const ask = async (question: Question) => {
    const answer = await services.ask(question)
    asked(question.question, answer)
    return answer
  }

  server.registerTool(
    'ask',
    {
      title: 'Ask the documents',
      description:
        'Answers a question about the official documents held here, with proven quotations, or says that they do not say it.',
      inputSchema: ASK_INPUT,
      outputSchema: ASK_OUTPUT,
      annotations: READS,
    },
    async ({ question, history, document, lang }) => {
      known(services, document)
      const answer = await ask(
        readQuestion({
          question,
          ...(history && { history }),
          ...(document && { corpus: document }),
          ...(lang && { lang }),
        }),
      )
      return result(answer, answer.answer)
    },
  )

  server.registerTool(
    'find_targets',
    {
      title: 'Find targets',
      description: 'Targets, limits, thresholds and amounts with figure, unit, deadline and quotation.',
      inputSchema: TARGETS_INPUT,
      outputSchema: TARGETS_OUTPUT,
      annotations: READS,
    },
    ({ limit, offset, ...filter }) => {
      known(services, filter.document)
      const { total, records: targets } = selectTargets(services.library, filter).page(offset, limit)
      return result({ total, targets }, listed(total, targets, targetLine))
    },
  )

  server.registerTool(
    'who_is_responsible',
    {
      title: 'Who is responsible',
      description:
        'The bodies that the documents make responsible for a matter, in their order, open lists marked.',
      inputSchema: RESPONSIBLE_INPUT,
      outputSchema: RESPONSIBLE_OUTPUT,
      annotations: READS,
    },
    async ({ matter, document }) => {
      known(services, document)
      const question = /\p{Script=Han}/u.test(matter)
        ? `${matter}由谁负责？`
        : `Who is responsible for ${matter}?`
      const answer = await ask(readQuestion({ question, ...(document && { corpus: document }) }))
      return result({ answer, responsibilities: citedResponsibilities(services, answer) }, answer.answer)
    },
  )

  server.registerTool(
    'list_obligations',
    {
      title: 'List obligations',
      description:
        'Bans, duties, promotions, encouragements and permissions, with actor, condition, exception and quotation.',
      inputSchema: OBLIGATIONS_INPUT,
      outputSchema: OBLIGATIONS_OUTPUT,
      annotations: READS,
    },
    ({ limit, offset, ...filter }) => {
      known(services, filter.document)
      const { total, records: obligations } = selectObligations(services.library, filter).page(offset, limit)
      return result({ total, obligations }, listed(total, obligations, obligationLine))
    },
  )

  server.registerTool(
    'read_paragraph',
    {
      title: 'Read a paragraph',
      description: 'The paragraph at a line of a document, word for word, with its place.',
      inputSchema: PARAGRAPH_INPUT,
      outputSchema: PARAGRAPH_OUTPUT,
      annotations: READS,
    },
    ({ document, line }) => {
      const paragraph = readParagraph(services, document, line)
      return result(
        paragraph,
        `${paragraph.text}\n(${paragraph.title} ${paragraph.locator} L${paragraph.line})`,
      )
    },
  )
  return server
}

/** The tool's value for programs, and as text for models. */
function result(structured: object, text: string) {
  return { structuredContent: { ...structured }, content: [{ type: 'text' as const, text }] }
}

function known({ library }: Services, document: string | undefined): void {
  if (document === undefined || library.has(document)) return
  const ids = [...library.keys()].slice(0, 20).join(', ')
  throw new Error(`No document has the id ${JSON.stringify(document)}; there are: ${ids}.`)
}

function listed<T extends Located>(
  total: number,
  records: readonly T[],
  line: (record: T) => string,
): string {
  const shown = records.map(
    (each) => `- ${line(each)} “${each.quote}” (${each.document} ${each.locator} L${each.line})`,
  )
  return [`${records.length} of ${total}`, ...shown].join('\n')
}

function targetLine({ subject, comparator, value, unit, deadline }: Target): string {
  const figure = typeof value === 'object' ? value.join('–') : value
  return `${subject}: ${comparator === 'range' ? '' : comparator}${figure}${unit}${deadline ? `, ${deadline}` : ''}`
}

function obligationLine({ modality, actor, action, condition, exception }: Obligation): string {
  return [modality, actor, action, condition && `if ${condition}`, exception && `except ${exception}`]
    .filter(Boolean)
    .join(' | ')
}

/** The records whose quotation the answer cites, in its order. */
function citedResponsibilities({ library }: Services, { citations }: Answer): Responsibility[] {
  const cited = citations.flatMap(({ document, start, end }) =>
    library
      .get(document)!
      .facts.responsibilities.filter((record) => record.start < end && start < record.end),
  )
  return [...new Set(cited)]
}

function readParagraph(services: Services, document: string, line: number) {
  known(services, document)
  const { source, tree } = services.library.get(document)!
  const paragraph = tree.paragraphs.find((each) => each.line <= line && line <= each.lastLine)
  if (!paragraph) {
    const last = tree.paragraphs.at(-1)?.lastLine ?? 0
    throw new Error(`No paragraph stands at line ${line} of ${document}; the last one ends at line ${last}.`)
  }
  const { start, end } = paragraph.span
  return {
    document,
    title: tree.metadata.title.value,
    number: tree.metadata.number?.value ?? null,
    locator: paragraph.locator,
    path: paragraph.section === null ? [] : [...tree.sections[paragraph.section]!.path],
    line: paragraph.line,
    lastLine: paragraph.lastLine,
    start,
    end,
    text: source.text.slice(start, end),
    url: citationUrl(document, paragraph.span, paragraph.line),
  }
}
