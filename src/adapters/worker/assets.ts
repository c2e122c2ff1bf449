/** Gives the files that a deploy carries, by name, from the binding of the Worker's static assets. */
import { ZhengdaError } from '../../domain/errors.ts'

/** The part of a Workers `Fetcher` that is used. */
export interface Assets {
  fetch(request: Request | string): Promise<Response>
}

export type ReadAsset = (name: string) => Promise<Uint8Array>

/** What `npm run build:worker` writes below the version's folder; the index's own files are named in its manifest. */
export const ASSET_FILES = {
  /** Documents and what was read of them, as `encodeLibrary` gives it. */
  libraryHead: 'library.json',
  libraryParts: 'library.bin',
  /** Tables of the corpus, by name. */
  tables: 'tables.json',
  /** Translations and standard questions. */
  sidecars: 'sidecars.json',
  /** Files of the corpus that could not be read. */
  skipped: 'skipped.json',
  manifest: 'index/manifest.json',
  index: 'index/',
  model: 'model/',
  lexicon: 'model/lexicon.tsv',
  /** Weights and calibration of the reader that needs no runtime. */
  basicReader: 'reader/basic.json',
  readerCalibration: 'reader/calibration.json',
  /** Addresses of the scripts and styles. */
  web: 'web-assets.json',
} as const

/** `folder` is the path of one version's files, such as `/data/1f0c…/`. */
export function assetReader(assets: Assets, folder: string): ReadAsset {
  return async (name) => {
    // Only the path counts for the binding; the host is any.
    const response = await assets.fetch(`https://assets.invalid${folder}${name}`)
    if (!response.ok) {
      await response.body?.cancel()
      throw new ZhengdaError(
        'index_corrupt',
        `the deploy has no asset ${folder}${name} (${response.status}); build and deploy again with npm run deploy`,
      )
    }
    return new Uint8Array(await response.arrayBuffer())
  }
}
