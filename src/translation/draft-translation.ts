/** Drafts a translation with a model, line by line in batches: each line is checked, and asked for once more where it fails. */
import { englishBodyName } from '../bodies/english-name.ts'
import { findBodies } from '../bodies/find-bodies.ts'
import { BODY_TABLE, type BodyTable } from '../bodies/table.ts'
import type { ChatModel } from '../ports/chat-model.ts'
import { linesOfText } from './align-translation.ts'
import { checkLine, type TranslationFault } from './check-line.ts'
import { type DraftRequest, draftPrompt, readDraft } from './draft-prompt.ts'

export interface DraftOptions {
  readonly source: { readonly id: string; readonly text: string }
  /** Shown to the model. */
  readonly title: string
  readonly model: ChatModel
  /** Milliseconds for one call. */
  readonly timeout: number
  readonly bodies?: BodyTable
  /** English of the first lines, from a draft that was broken off. */
  readonly begun?: readonly string[]
  /** Called after each batch with all lines so far, and awaited: what it has kept is not asked for again. */
  readonly save: (lines: readonly string[]) => Promise<void>
  readonly progress?: (state: DraftProgress) => void
}

export interface DraftProgress {
  readonly done: number
  readonly total: number
  /** Lines asked for a second time. */
  readonly retried: number
  /** Lines that still break a rule. */
  readonly faulty: number
}

export interface Draft {
  readonly lines: readonly string[]
  /** Of the lines that were drafted now; errors and warnings. */
  readonly faults: readonly TranslationFault[]
  /** Where the model gave up; the lines before are kept, and the next run goes on there. */
  readonly stopped: { readonly line: number; readonly reason: string } | null
}

/** Characters and lines of one call: several headings go together, a long paragraph goes alone. */
const BATCH_CHARACTERS = 900
const BATCH_LINES = 12
/** Earlier lines shown, so that words stay the same. */
const SHOWN_BEFORE = 2

type Line = DraftRequest['lines'][number]
type Before = DraftRequest['before']

/** What the model does or fails to do ends in `stopped` and never throws; what `save` throws goes through. */
export async function draftTranslation(options: DraftOptions): Promise<Draft> {
  const printed = linesOfText(options.source.text)
  const lines = (options.begun ?? []).slice(0, printed.length)
  const faults: TranslationFault[] = []
  let retried = 0
  while (lines.length < printed.length) {
    const batch = nextBatch(printed, lines.length)
    const drafted = await draftBatch(options, batch, shownBefore(printed, lines))
    if ('reason' in drafted) return { lines, faults, stopped: drafted }
    for (const { line, chinese } of batch) {
      const english = drafted.said.get(line) ?? ''
      lines.push(english)
      faults.push(...checkLine(chinese, english, line, options.bodies))
    }
    retried += drafted.retried
    await options.save(lines)
    const faulty = new Set(faults.filter(isError).map(({ line }) => line)).size
    options.progress?.({ done: lines.length, total: printed.length, retried, faulty })
  }
  return { lines, faults, stopped: null }
}

/** All lines of the batch at once, then each that is missing or wrong once more, alone. */
async function draftBatch(
  options: DraftOptions,
  batch: readonly Line[],
  before: Before,
): Promise<{ said: Map<number, string>; retried: number } | { line: number; reason: string }> {
  const asked = batch.filter(({ chinese }) => chinese.trim() !== '')
  const said = new Map<number, string>()
  let retried = 0
  let at = batch[0]!.line
  try {
    if (asked.length > 0)
      for (const [line, english] of await ask(options, asked, before)) said.set(line, english)
    for (const { line, chinese } of asked) {
      const english = said.get(line) ?? ''
      const wrong = errorsOf(chinese, english, line)
      if (wrong.length === 0) continue
      at = line
      retried++
      const again = { line, chinese, ...(english && { english }), faults: wrong }
      const second = (await ask(options, [again], before)).get(line) ?? ''
      if (english === '' && second === '') return { line, reason: 'the model gave no translation, twice' }
      if (english === '' || (second !== '' && errorsOf(chinese, second, line).length <= wrong.length)) {
        said.set(line, second)
      }
    }
  } catch (error) {
    return { line: at, reason: error instanceof Error ? error.message : String(error) }
  }
  return { said, retried }
}

async function ask(
  { source, title, model, timeout, bodies = BODY_TABLE }: DraftOptions,
  lines: readonly Line[],
  before: Before,
): Promise<Map<number, string>> {
  const text = lines.map(({ chinese }) => chinese).join('\n')
  const named = findBodies(text, 'zh', { table: bodies }).map(({ name }) => [
    name,
    englishBodyName(name, bodies),
  ])
  const names = Object.fromEntries(named.filter(([, english]) => english !== null))
  const messages = draftPrompt({ document: `${source.id} 《${title}》`, names, before, lines })
  return readDraft(await model.complete(messages, AbortSignal.timeout(timeout)))
}

function nextBatch(printed: readonly string[], from: number): Line[] {
  const batch: Line[] = []
  let characters = 0
  for (let i = from; i < printed.length && batch.length < BATCH_LINES; i++) {
    characters += printed[i]!.length
    if (batch.length > 0 && characters > BATCH_CHARACTERS) break
    batch.push({ line: i + 1, chinese: printed[i]! })
  }
  return batch
}

function shownBefore(printed: readonly string[], lines: readonly string[]): Before {
  return lines
    .map((english, i) => ({ chinese: printed[i]!, english }))
    .filter(({ english }) => english !== '')
    .slice(-SHOWN_BEFORE)
}

const isError = ({ severity }: TranslationFault) => severity === 'error'

function errorsOf(chinese: string, english: string, line: number): string[] {
  return checkLine(chinese, english, line)
    .filter(isError)
    .map(({ message }) => message)
}
