/** Gives the properties of an Office package as it writes them: title, creator, dates, and own ones. */

import type { ZipFile } from './read-zip.ts'
import { relationsOf } from './relations.ts'
import { elements, parseXml, textOf } from './xml.ts'

const MOST = 60

/** A damaged part gives none: properties never stop a document. */
export function officeProperties(zip: ZipFile): Record<string, string> {
  const properties: Record<string, string> = {}
  const parts = relationsOf(zip, '').filter(({ type }) => /properties$/i.test(type))
  for (const { target } of parts) {
    try {
      const bytes = target ? zip.read(target) : null
      if (!bytes) continue
      for (const element of elements(parseXml(bytes, target!)).slice(0, MOST)) {
        const value = textOf(element).trim()
        const name = element.attributes.name ?? element.name
        if (value !== '' && value.length <= 300 && !/^(?:TitlesOfParts|HeadingPairs)$/.test(name))
          properties[name] = value
      }
    } catch {}
  }
  return properties
}
