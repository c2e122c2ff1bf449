/** Opens the desk from the configuration: its routes over the services, the store and whom to hand over to. */
import type { Hono } from 'hono'
import { ownerWebhook } from './adapters/owner-webhook.ts'
import type { Config } from './config.ts'
import {
  type DeskParts,
  type DeskSurroundings,
  type DeskVariables,
  deskOptions,
} from './http/desk/desk-options.ts'
import { deskRoutes } from './http/desk/desk-routes.ts'
import type { Services } from './ports/services.ts'

/** Null without DESK_TOKEN. `parts` holds what the desk may change: standard questions, the library. */
export function openDesk(
  services: Services,
  config: Config,
  parts: Omit<DeskParts, 'owner'>,
  surroundings: DeskSurroundings,
): Hono<{ Variables: DeskVariables }> | null {
  const { OWNER_WEBHOOK: url, OWNER_WEBHOOK_SECRET: secret } = config
  const owner = url === undefined ? {} : { owner: ownerWebhook({ url, ...(secret && { secret }) }) }
  const options = deskOptions(config, { ...parts, ...owner }, surroundings)
  return options && deskRoutes(services, options)
}
