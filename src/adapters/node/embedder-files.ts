/** The files of an embedding model folder, read from disk. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { STATIC_MODEL_FILES, type StaticModelFiles } from '../../embedding/model-files.ts'

/** Absent files are `undefined`; `loadStaticEmbedder` says which one is missing and what to do. */
export async function readEmbedderFiles(folder: string): Promise<StaticModelFiles> {
  const read = (name: string) =>
    readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
      throw error
    })
  const [config, tokenizer, model] = await Promise.all([
    read(STATIC_MODEL_FILES.config),
    read(STATIC_MODEL_FILES.tokenizer),
    read(STATIC_MODEL_FILES.model),
  ])
  return { config, tokenizer, model }
}
