/** Shell commands for translation sidecars: check-translation and translate. */
import { basename, dirname } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { readCorpus } from '../adapters/node/corpus.ts'
import {
  keepBegunTranslation,
  keepTranslation,
  loadBegunTranslation,
  loadTranslation,
  loadTranslationText,
} from '../adapters/node/translation-files.ts'
import { openModel } from '../adapters/open-model.ts'
import { type Config, readConfig } from '../config.ts'
import { corpusBodies } from '../corpus-tables.ts'
import { todayInChina } from '../domain/china-day.ts'
import { ZhengdaError } from '../domain/errors.ts'
import { linesOfText } from '../translation/align-translation.ts'
import { checkTranslation, printFault } from '../translation/check-translation.ts'
import { draftTranslation } from '../translation/draft-translation.ts'

/** Tokens of a model's answer: a batch of lines, or one long paragraph. */
const LONGEST_DRAFT = 6000
const SUFFIX = '.en.txt'

type Print = (text: string) => void

export function addTranslationCommands(
  cli: Command,
  environment: Readonly<Record<string, unknown>>,
  print: Print,
) {
  cli
    .command('check-translation')
    .description('check the English of a document against its source; exit code 1 where a line is wrong')
    .argument('<id or file>', 'id of a document of CORPUS_DIR, or a file <folder>/<id>.en.txt')
    .action(async (target: string) => {
      const config = readConfig(environment)
      const file = target.endsWith(SUFFIX)
      const folder = file ? dirname(target) : config.CORPUS_DIR
      const id = file ? basename(target).slice(0, -SUFFIX.length) : target
      await check(folder, id, print)
    })

  cli
    .command('translate')
    .description(
      'draft the English of a document with MODEL, unreviewed; goes on where a draft was broken off',
    )
    .argument('<id>', 'id of a document of CORPUS_DIR')
    .option('--timeout <seconds>', 'how long one call to the model may take', seconds, 180)
    .option('--again', 'draft anew what is complete and not reviewed')
    .action(async (id: string, options: { timeout: number; again?: boolean }) => {
      await translate(readConfig(environment), id, options, print)
    })
}

async function open(folder: string, id: string) {
  const { sources, tables } = await readCorpus(folder, () => {})
  const source = sources.find((each) => each.id === id)
  if (!source) {
    throw new ZhengdaError(
      'corpus_missing',
      `${folder} holds no document ${JSON.stringify(id)}; it is named as its file, without extension`,
    )
  }
  return { source, bodies: corpusBodies(tables) }
}

async function check(folder: string, id: string, print: Print): Promise<void> {
  const { source, bodies } = await open(folder, id)
  const english = await loadTranslationText(folder, id)
  if (english === null) throw new ZhengdaError('sidecar_invalid', `${folder} holds no ${id}${SUFFIX}`)
  const faults = checkTranslation(source.text, english, bodies)
  for (const fault of faults) print(printFault(fault))
  const errors = faults.filter(({ severity }) => severity === 'error').length
  print(
    `${id}${SUFFIX}: ${linesOfText(english).length} lines, ${errors} errors, ${faults.length - errors} warnings`,
  )
  if (errors > 0) process.exitCode = 1
  if (faults.some(({ rule }) => rule === 'lines')) return
  const note = (await loadTranslation(folder, source))?.note
  print(
    note
      ? `by ${note.by}, ${note.date}, ${note.reviewed ? 'reviewed' : 'not reviewed'}`
      : 'no note whose it is',
  )
}

async function translate(
  config: Config,
  id: string,
  options: { timeout: number; again?: boolean },
  print: Print,
) {
  const { MODEL, MODEL_API_KEY, CORPUS_DIR } = config
  if (MODEL === undefined)
    throw new ZhengdaError('config_invalid', 'MODEL is not set; name an endpoint, such as ollama:<model>')
  const { source, bodies } = await open(CORPUS_DIR, id)
  const begun = await loadBegunTranslation(CORPUS_DIR, id)
  const complete = begun.length >= linesOfText(source.text).length
  if (complete) {
    const reviewed = (await loadTranslation(CORPUS_DIR, source))?.note?.reviewed === true
    if (reviewed || !options.again) {
      print(`${id}${SUFFIX} is complete${reviewed ? ' and reviewed' : '; --again drafts it anew'}`)
      return
    }
  }
  const model = openModel(MODEL, MODEL_API_KEY, LONGEST_DRAFT)
  const draft = await draftTranslation({
    source,
    title: source.sidecar.title ?? id,
    model,
    timeout: options.timeout * 1000,
    bodies,
    begun: complete ? [] : begun,
    save: (lines) => keepBegunTranslation(CORPUS_DIR, id, lines),
    progress: ({ done, total, retried, faulty }) =>
      print(`${id}: ${done} of ${total} lines, ${retried} asked twice, ${faulty} with faults`),
  })
  for (const fault of draft.faults) print(printFault(fault))
  if (draft.stopped) {
    print(`stopped at line ${draft.stopped.line}: ${draft.stopped.reason}; the same command goes on there`)
    process.exitCode = 1
    return
  }
  const date = todayInChina()
  await keepTranslation(CORPUS_DIR, id, draft.lines, { by: model.id, date, reviewed: false })
  print(`${id}${SUFFIX} is complete, and marked as not reviewed in its sidecar`)
}

function seconds(text: string): number {
  const value = Number(text)
  if (!(value >= 1 && value <= 3600))
    throw new InvalidArgumentError('must be a number of seconds from 1 to 3600')
  return value
}
