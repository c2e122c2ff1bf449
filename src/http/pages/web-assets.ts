/** Gives the addresses of the built scripts and styles, from the list that `npm run build:web` writes. */
import { z } from 'zod'

const PATH = z.string().regex(/^\/[\w./-]+$/)

/** `dist/web/web-assets.json`. Pages work without it, unstyled and without script. */
export const WEB_ASSETS = z.object({
  /** The stylesheet of all pages, and what the desk adds. */
  style: PATH,
  deskStyle: PATH,
  /** Small blocking script: colour scheme and large text before the first paint. */
  preferences: PATH,
  /** Modules, each for the pages that name it. */
  chat: PATH,
  reader: PATH,
  desk: PATH,
  /** Files with lasting names that portals load, with their SHA-384 (subresource integrity). */
  embed: z.record(z.string(), z.object({ path: PATH, integrity: z.string() })),
})

export type WebAssets = z.output<typeof WEB_ASSETS>

/**
 * Headers of a built file, by its path. Names with a hash never change their content. What portals load by a lasting
 * name is asked for again each time: a kept loader names the integrity of a component that a newer server no longer has.
 */
export function webFileHeaders(path: string): Record<string, string> {
  const embedded = path.startsWith('/embed/')
  const lasting = /[.-][\w-]{8,}\.\w+$/.test(path) && !embedded
  return {
    'Cache-Control': lasting
      ? 'public, max-age=31536000, immutable'
      : embedded
        ? 'no-cache'
        : 'public, max-age=3600',
    ...(embedded && { 'Access-Control-Allow-Origin': '*' }),
  }
}
