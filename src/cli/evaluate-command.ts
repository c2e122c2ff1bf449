/** Shell command `evaluate`: everything visible in one run, against expectations where asked. */
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { readConfig } from '../config.ts'
import { ZhengdaError } from '../domain/errors.ts'
import { ablate, type EvaluatedSet, type EvaluationSet, evaluateSet } from '../evaluation/evaluate.ts'
import { readFieldQuestions } from '../evaluation/field-questions.ts'
import { readGoldQuestions } from '../evaluation/gold-questions.ts'
import { DEVELOPMENT } from '../evaluation/reader-field.ts'
import { openServices } from '../main.open-services.ts'
import type { Services } from '../ports/services.ts'

const QUESTIONS = 'test/fixtures/questions'
const EXPECTATIONS = 'test/expectations.json'
/** A figure may fall this far below what is expected. */
const TOLERANCE = 0.01
/** Figures of which less is better. */
const HARMS: ReadonlySet<string> = new Set(['refused', 'wrong', 'ungrounded'])

interface Options {
  readonly field: string
  readonly gold: string
  readonly corpus?: string
  readonly verbose?: boolean
  readonly ablation?: boolean
  readonly check?: boolean | string
  readonly only?: string
}

export function addEvaluateCommand(
  cli: Command,
  environment: Readonly<Record<string, unknown>>,
  print: (text: string) => void,
) {
  cli
    .command('evaluate')
    .description(
      'score answers to the plan, the example documents and the development documents of the field',
    )
    .option('--gold <path>', 'JSONL file of questions to the plan', `${QUESTIONS}/dev.jsonl`)
    .option('--field <folder>', 'folder with docs/ and q/', '../shared/field')
    .option('--only <set>', 'one of plan, examples, field')
    .option('-v, --verbose', 'print each wrong answer')
    .option('--ablation', 'print what each channel, table and step adds')
    .option('--check [path]', 'exit code 1 where a figure falls below the expectations of this file')
    .action(async (options: Options) => {
      const sets = await openSets(environment, options, print)
      if (options.ablation) return printAblation(sets, print)
      const evaluated: EvaluatedSet[] = []
      for (const set of sets) {
        const result = await evaluateSet(set)
        evaluated.push(result)
        print(`\n${result.name} (read by: ${set.services.health.reader})`)
        if (options.verbose) for (const wrong of result.wrong) print(wrong)
        for (const { name, value } of result.rows) print(name.padEnd(30) + value)
      }
      if (options.check) {
        const path = options.check === true ? EXPECTATIONS : options.check
        await check(path, evaluated, sets[0]!.services, print)
      }
    })
}

async function openSets(
  environment: Readonly<Record<string, unknown>>,
  { gold, field, only }: Options,
  print: (text: string) => void,
): Promise<EvaluationSet[]> {
  const { INDEX_DIR } = readConfig(environment)
  const open = (name: string, corpus: string): Promise<Services> =>
    openServices(
      readConfig({ ...environment, CORPUS_DIR: corpus, INDEX_DIR: join(INDEX_DIR, 'evaluate', name) }),
      () => {},
      () => {},
    )
  const wanted = (name: string) => only === undefined || only === name
  const goldOf = async (path: string) => readGoldQuestions(await readFile(path, 'utf8'))
  const sets: EvaluationSet[] = []
  if (wanted('plan')) {
    const services = await open('plan', String(environment.CORPUS_DIR ?? 'corpus'))
    sets.push({ name: 'plan', services, gold: await goldOf(gold) })
  }
  if (wanted('examples')) {
    const services = await open('examples', 'test/fixtures/documents')
    sets.push({ name: 'examples', services, gold: await goldOf(`${QUESTIONS}/examples.jsonl`) })
  }
  if (wanted('field')) {
    const found = await readdir(join(field, 'docs')).catch(() => null)
    if (!found) print(`field: ${field} is not here, left out`)
    else {
      const folder = join(INDEX_DIR, 'evaluate', 'field-documents')
      await rm(folder, { recursive: true, force: true })
      await mkdir(folder, { recursive: true })
      for (const id of DEVELOPMENT) await cp(join(field, 'docs', `${id}.txt`), join(folder, `${id}.txt`))
      const texts = await Promise.all(
        [...DEVELOPMENT].map((id) => readFile(join(field, 'q', `${id}.jsonl`), 'utf8')),
      )
      sets.push({
        name: 'field',
        services: await open('field', folder),
        field: texts.flatMap(readFieldQuestions),
      })
    }
  }
  return sets
}

async function printAblation(sets: readonly EvaluationSet[], print: (text: string) => void): Promise<void> {
  const names = sets.map(({ name }) => name)
  print(`${'right answers'.padEnd(32)}${names.map((name) => `${name} all / zh / en`.padEnd(26)).join('')}`)
  for await (const { name, sets: evaluated } of ablate(sets)) {
    const cells = evaluated.map(({ figures: { right, zh, en } }) =>
      [right, zh, en]
        .map((share) => ((share ?? 0) * 100).toFixed(1))
        .join(' / ')
        .padEnd(26),
    )
    print(name.padEnd(32) + cells.join(''))
  }
}

/** `{trained: {plan: {right: 0.95}}, basic: {…}}`. */
async function check(
  path: string,
  evaluated: readonly EvaluatedSet[],
  services: Services,
  print: (text: string) => void,
) {
  const kind = services.health.reader.split(':')[0]!
  const expected = JSON.parse(await readFile(path, 'utf8')) as Record<
    string,
    Record<string, Record<string, number>>
  >
  const faults: string[] = []
  for (const { name, figures } of evaluated) {
    for (const [figure, least] of Object.entries(expected[kind]?.[name] ?? {})) {
      const found = figures[figure]
      if (found === undefined) throw new ZhengdaError('config_invalid', `${path}: no figure ${figure}`)
      const short = HARMS.has(figure) ? found - least : least - found
      if (short > TOLERANCE) faults.push(`${name} ${figure}: ${found.toFixed(3)}, expected ${least}`)
    }
  }
  for (const fault of faults) print(`below expectation: ${fault}`)
  print(faults.length === 0 ? 'all expectations hold' : `${faults.length} expectations fail`)
  if (faults.length > 0) process.exitCode = 1
}
