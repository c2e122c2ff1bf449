/** Gives the targets of a package part's relations (Office Open XML), by id and by the last word of their type. */

import type { ZipFile } from './read-zip.ts'
import { elements, parseXml } from './xml.ts'

export interface Relation {
  readonly id: string
  /** Last word of the type: officeDocument, styles, worksheet. */
  readonly type: string
  /** Name of the part; null for what lies outside of the package. */
  readonly target: string | null
}

/** Relations of `part`, those of the package for the empty name; none where the part has no list. */
export function relationsOf(zip: ZipFile, part: string): Relation[] {
  const at = part.lastIndexOf('/') + 1
  const folder = part.slice(0, at)
  const name = `${folder}_rels/${part.slice(at)}.rels`
  const bytes = zip.read(name)
  if (!bytes) return []
  return elements(parseXml(bytes, name), 'Relationship').map(({ attributes }) => ({
    id: attributes.Id ?? '',
    type: (attributes.Type ?? '').split('/').at(-1)!,
    target: attributes.TargetMode === 'External' ? null : resolve(folder, attributes.Target ?? ''),
  }))
}

/** Path of a target as seen from a folder; `..` never leads out of the package. */
export function resolve(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : `${folder}${target}`
  const steps: string[] = []
  for (const step of path.replaceAll('\\', '/').split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}
