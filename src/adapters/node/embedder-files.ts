/** The files of an embedding model folder, read from disk, and the embedder that the configuration names. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { STATIC_MODEL_FILES, type StaticModelFiles } from '../../embedding/model-files.ts'
import { loadStaticEmbedder } from '../../embedding/static-embedder.ts'
import type { Embedder } from '../../ports/embedder.ts'

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

/**
 * The embedder that a setting names: `static` (the model in `folder`) or `transformers:<hub id or local folder>`.
 * @throws ZhengdaError model_missing, model_corrupt, model_mismatch, package_missing
 */
export async function openEmbedder(setting: string, folder: string): Promise<Embedder> {
  if (setting === 'static') return loadStaticEmbedder(await readEmbedderFiles(folder))
  const model = setting.replace(/^transformers:/, '')
  const { loadTransformersEmbedder } = await import('../transformers-embedder.ts')
  return loadTransformersEmbedder(model, { local: existsSync(model) })
}
