/** Loads and keeps translation sidecars: `<id>.en.txt`, its note in `<id>.json`, and `<id>.en.txt.part` of a draft. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ZhengdaError } from '../../domain/errors.ts'
import type { Translation, TranslationNote } from '../../domain/translation.ts'
import { alignTranslation, linesOfText } from '../../translation/align-translation.ts'
import { readTranslationNote } from '../../translation/translation-note.ts'
import { replaceFile } from './replace-file.ts'

const translationFile = (folder: string, id: string) => join(folder, `${id}.en.txt`)
const partFile = (folder: string, id: string) => `${translationFile(folder, id)}.part`

/**
 * Null where the document has none.
 * @throws ZhengdaError `sidecar_invalid` where it is not aligned with the source, or its note is wrong.
 */
export async function loadTranslation(
  folder: string,
  source: { readonly id: string; readonly text: string },
): Promise<Translation | null> {
  const english = await loadTranslationText(folder, source.id)
  if (english === null) return null
  return alignTranslation(source, english, readTranslationNote((await sidecar(folder, source.id)).json))
}

/** The text of `<id>.en.txt` as it is; null where there is none. */
export function loadTranslationText(folder: string, id: string): Promise<string | null> {
  return readText(translationFile(folder, id))
}

/** English of the first lines: of a draft that was broken off, or of a sidecar that is not complete. */
export async function loadBegunTranslation(folder: string, id: string): Promise<readonly string[]> {
  const begun = (await readText(partFile(folder, id))) ?? (await loadTranslationText(folder, id))
  return begun === null || begun.trim() === '' ? [] : linesOfText(begun)
}

export async function keepBegunTranslation(
  folder: string,
  id: string,
  lines: readonly string[],
): Promise<void> {
  await replaceFile(partFile(folder, id), `${lines.join('\n')}\n`)
}

/** Puts the complete translation in its place, with its note; the draft's part is removed. */
export async function keepTranslation(
  folder: string,
  id: string,
  lines: readonly string[],
  note: TranslationNote,
): Promise<void> {
  const { path, json } = await sidecar(folder, id)
  await replaceFile(translationFile(folder, id), `${lines.join('\n')}\n`)
  await replaceFile(path, `${JSON.stringify({ ...json, translation: note }, null, 2)}\n`)
  await rm(partFile(folder, id), { force: true })
}

/** The document's sidecar as the corpus reads it: `<id>.json`, else the provenance file; `<id>.json` where there is none. */
async function sidecar(
  folder: string,
  id: string,
): Promise<{ path: string; json?: Record<string, unknown> }> {
  for (const name of [`${id}.json`, `${id}.source.json`]) {
    const path = join(folder, name)
    const text = await readText(path)
    if (text === null) continue
    try {
      return { path, json: JSON.parse(text) }
    } catch (cause) {
      throw new ZhengdaError('sidecar_invalid', `${path} is no JSON: ${(cause as Error).message}`, { cause })
    }
  }
  return { path: join(folder, `${id}.json`) }
}

/** Null where there is no such file. */
async function readText(path: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await readFile(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
