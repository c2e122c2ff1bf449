/** Opens what phrases answers, from the configuration: the model that `MODEL` names, or nothing. */
import { openModel } from './adapters/open-model.ts'
import type { Config } from './config.ts'
import { createPhraser, type Phraser } from './model/create-phraser.ts'
import type { Log } from './ports/log.ts'
import type { Services } from './ports/services.ts'
import type { ServiceParts } from './services.ts'

/** The services, with `phrase` where a model is set. */
export function withModel(
  services: Services,
  config: Config,
  log: Log,
  { bodies }: Pick<ServiceParts, 'bodies'>,
): Services {
  if (config.MODEL === undefined) return services
  const model = openModel(config.MODEL, config.MODEL_API_KEY)
  const phrase: Phraser = createPhraser({ model, timeout: config.MODEL_TIMEOUT, bodies, log })
  return { ...services, phrase }
}
