/** Gives the shell commands over a set of environment variables; what they print goes to `output`, notes to stderr. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError, Option } from 'commander'
import { jsonLog } from '../adapters/node/log.ts'
import { readQuestion } from '../answering/question-schema.ts'
import { readConfig } from '../config.ts'
import { bench, printBench } from '../evaluation/bench.ts'
import { readGoldQuestions } from '../evaluation/gold-questions.ts'
import { openServices } from '../main.open-services.ts'
import { startServer } from '../main.serve.ts'
import type { Services } from '../ports/services.ts'
import { addEvaluateCommand } from './evaluate-command.ts'
import { FACT_FORMATS, FACT_KINDS, type FactsRequest, printFacts } from './facts.ts'
import { addImportCommand } from './import-command.ts'
import { printAnswer } from './print-answer.ts'
import { addTranslationCommands } from './translation-commands.ts'

/** Exit code of `ask` where the documents do not answer; 1 is a failure. */
export const NOT_ANSWERED = 3

const GOLD = 'test/fixtures/questions/dev.jsonl'

type Environment = Readonly<Record<string, string | undefined>>
type Output = { write(text: string): unknown }

interface AskOptions {
  readonly document?: string
  readonly lang?: 'zh' | 'en'
  readonly history: readonly string[]
  readonly json?: boolean
}

export function createCli(environment: Environment, output: Output): Command {
  const open = (): Promise<Services> =>
    openServices(readConfig(environment), jsonLog(process.stderr), (line) =>
      process.stderr.write(`${line}\n`),
    )
  const print = (text: string) => output.write(text.endsWith('\n') ? text : `${text}\n`)
  const json = (value: unknown) => print(JSON.stringify(value, null, 2))

  const cli = new Command('zhengda').description(
    '政答: answers about official documents, with proven citations',
  )
  cli.addHelpText(
    'after',
    '\nEnvironment: CORPUS_DIR, INDEX_DIR, EMBEDDER, VECTOR_INDEX and others, see README.',
  )

  asking(cli.command('ask').description('answer a question; exit code 3 where the documents do not answer'))
    .option('--json', 'print the answer of POST /api/ask')
    .action(async (words: string[], options: AskOptions) => {
      const answer = await (await open()).ask(questionOf(words, options))
      if (options.json) json(answer)
      else print(printAnswer(answer))
      if (!['answered', 'partial', 'corrected'].includes(answer.status)) process.exitCode = NOT_ANSWERED
    })

  asking(
    cli
      .command('explain')
      .description('print what every stage of answering found, with all parts of the scores'),
  ).action(async (words: string[], options: AskOptions) => {
    json(await (await open()).explain(questionOf(words, options)))
  })

  cli
    .command('build-index')
    .description('read the corpus and build the index where it is missing or stale')
    .action(async () => {
      const { health, version } = await open()
      print(
        `${health.documents} documents, ${health.statements} statements, embedder ${health.embedder}, reader ${health.reader}, version ${version}`,
      )
      for (const { file, reason } of health.skipped) print(`skipped ${file}: ${reason}`)
      if (health.skipped.length > 0) process.exitCode = 1
    })

  cli
    .command('facts')
    .description('list what was extracted from the documents')
    .addOption(new Option('--kind <kind>', 'which facts').choices(FACT_KINDS).default('targets'))
    .addOption(new Option('--format <format>', 'how to print them').choices(FACT_FORMATS).default('table'))
    .option('--document <id>', 'of this document alone')
    .option('--body <name>', 'for which this body is responsible')
    .option('--year <year>', 'for this year', year)
    .option('--q <words>', 'that hold these words')
    .action(async (request: FactsRequest) => {
      print(printFacts(await open(), request))
    })

  addEvaluateCommand(cli, environment, print)

  cli
    .command('bench')
    .description('measure time per question, start and memory')
    .option('--gold <path>', 'JSONL file of questions', GOLD)
    .action(async ({ gold }: { gold: string }) => {
      const server = fileURLToPath(new URL('./main.node.js', import.meta.url))
      const questions = readGoldQuestions(await readFile(gold, 'utf8'))
      print(printBench(await bench(await open(), questions, server)))
    })

  addImportCommand(cli, environment, print)
  addTranslationCommands(cli, environment, print)

  cli
    .command('serve')
    .description('serve pages and API, as npm start does')
    .action(async () => {
      await startServer(environment)
    })

  return cli
}

function asking(command: Command): Command {
  return command
    .argument('<question...>', 'the question')
    .option('--document <id>', 'stay within this document')
    .addOption(new Option('--lang <language>', 'language of the answer').choices(['zh', 'en']))
    .option(
      '--history <question>',
      'an earlier question, oldest first; may be repeated',
      (each: string, all: string[]) => [...all, each],
      [],
    )
}

function questionOf(words: readonly string[], { document, lang, history }: AskOptions) {
  return readQuestion({ question: words.join(' '), history: [...history], corpus: document, lang })
}

function year(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError('must be a year such as 2025')
  return Number(text)
}
