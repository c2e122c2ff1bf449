/** The reader of a Worker: the basic one, from the assets of a deploy; nothing of the trained one is in the bundle. */
import type { StaticEmbedder } from '../../embedding/static-embedder.ts'
import type { Reader } from '../../ports/reader.ts'
import { openBasicReader } from '../../reading/open-basic.ts'
import { ASSET_FILES, type ReadAsset } from './assets.ts'

/** @throws ZhengdaError model_corrupt */
export async function openReader(read: ReadAsset, own: StaticEmbedder): Promise<Reader> {
  const text = async (name: string) => new TextDecoder().decode(await read(name))
  const [basic, calibration] = await Promise.all([
    text(ASSET_FILES.basicReader),
    text(ASSET_FILES.readerCalibration),
  ])
  return openBasicReader(basic, calibration, own)
}
