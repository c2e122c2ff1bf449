/** Gives the statements of the library that are nearest to a group of questions. */
import type { Services } from '../../ports/services.ts'
import type { Gap } from '../../store/gap-report.ts'
import { hit } from '../ask-routes.ts'
import { lineOf } from './lines.ts'

export interface Nearest {
  readonly document: string
  readonly title: string
  readonly locator: string
  readonly line: number
  /** The whole line. */
  readonly quote: string
  readonly url: string
}

/** At most `limit`, each line once, best first; none where the question's document is gone. */
export async function nearestTo(
  services: Services,
  { question, corpus }: Pick<Gap, 'question' | 'corpus'>,
  limit = 5,
): Promise<Nearest[]> {
  if (corpus !== null && !services.library.has(corpus)) return []
  const found = await services.search(question, { limit, ...(corpus !== null && { corpus }) })
  const nearest = new Map<string, Nearest>()
  for (const candidate of found) {
    const { document, title, locator, line, url, quote } = hit(candidate, services.library)
    const whole = lineOf(services.library, document, line) || quote
    nearest.set(`${document} ${line}`, { document, title, locator, line, url, quote: whole })
  }
  return [...nearest.values()]
}
