/** Loads and edits `<id>.questions.jsonl` in the folder of a corpus; an edit is seen as a whole or not at all. */
import { open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ZhengdaError } from '../../domain/errors.ts'
import type { StandardQuestion } from '../../domain/standard-question.ts'
import { checkStandardQuestion } from '../../standard-questions/check-standard-question.ts'
import { questionKey } from '../../standard-questions/question-key.ts'
import {
  readEntry,
  readStandardQuestions,
  type StandardQuestions,
} from '../../standard-questions/read-standard-questions.ts'
import { replaceFile } from './replace-file.ts'

interface Source {
  readonly id: string
  readonly text: string
}

/** Milliseconds: between two tries for the lock, and after which a lock is one that a dead process left behind. */
const LOCK_WAIT = 20
const LOCK_STALE = 60_000

const fileOf = (folder: string, id: string) => join(folder, `${id}.questions.jsonl`)

/** Empty where the document has none. */
export async function loadStandardQuestions(folder: string, source: Source): Promise<StandardQuestions> {
  return readStandardQuestions(await readText(fileOf(folder, source.id)), source.text)
}

/**
 * Adds the entry, in place of one whose question is the same.
 * @throws ZhengdaError `sidecar_invalid` where its shape is wrong or the document does not bear it out.
 */
export async function addStandardQuestion(
  folder: string,
  source: Source,
  entry: StandardQuestion,
): Promise<void> {
  const read = readEntry(JSON.stringify(entry))
  const faults = typeof read === 'string' ? [read] : checkStandardQuestion(read, source.text)
  if (typeof read === 'string' || faults.length > 0) {
    throw new ZhengdaError(
      'sidecar_invalid',
      `Standard question ${JSON.stringify(entry.question)}: ${faults.join('; ')}`,
    )
  }
  await edit(fileOf(folder, source.id), (lines) => [
    ...lines.filter((line) => !asks(line, read.question)),
    JSON.stringify(read),
  ])
}

/** False where no entry has this question. */
export async function removeStandardQuestion(folder: string, id: string, question: string): Promise<boolean> {
  let found = false
  await edit(fileOf(folder, id), (lines) => {
    const kept = lines.filter((line) => !asks(line, question))
    found = kept.length < lines.length
    return kept
  })
  return found
}

/** Lines that cannot be read stay as they are: a person wrote them, and the loader reports them. */
function asks(line: string, question: string): boolean {
  const read = readEntry(line)
  return typeof read !== 'string' && questionKey(read.question).same === questionKey(question).same
}

async function edit(path: string, change: (lines: string[]) => string[]): Promise<void> {
  await withLock(`${path}.lock`, async () => {
    const lines = (await readText(path)).split(/\r?\n/).filter((line) => line.trim() !== '')
    const changed = change(lines)
    if (changed.join('\n') === lines.join('\n')) return
    if (changed.length === 0) await rm(path, { force: true })
    else await replaceFile(path, `${changed.join('\n')}\n`)
  })
}

/** One edit at a time, of all processes that share the folder. */
async function withLock(path: string, run: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await (await open(path, 'wx')).close()
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const since = await stat(path).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      )
      if (since > LOCK_STALE) await rm(path, { force: true })
      else await wait(LOCK_WAIT)
    }
  }
  try {
    await run()
  } finally {
    await rm(path, { force: true })
  }
}

async function readText(path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readFile(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
