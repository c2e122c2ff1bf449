/** The basic reader, calibrated, from the contents of its files. */
import type { StaticEmbedder } from '../embedding/static-embedder.ts'
import { readBasicModel } from './basic-model.ts'
import { createBasicReader } from './basic-reader.ts'
import { type AbortableReader, calibratedReader } from './calibrated-reader.ts'
import { readCalibration, UNCALIBRATED } from './calibration.ts'

/**
 * `basic` and `calibration` are the contents of basic.json and calibration.json.
 * @throws ZhengdaError model_corrupt
 */
export function openBasicReader(
  basic: string,
  calibration: string | null,
  own: Pick<StaticEmbedder, 'id' | 'embedOne'>,
): AbortableReader {
  const fitted = calibration === null ? {} : readCalibration(calibration)
  return calibratedReader(createBasicReader(readBasicModel(basic), own), fitted.basic ?? UNCALIBRATED.basic)
}
