/** The parts of a document's area, and other places, that a question names: what must be spoken of for a figure to fit. */
import type { ReadDocument } from '../../domain/library.ts'
import { remembered } from '../../text/remembered.ts'
import { foldText } from '../../text/tokenize.ts'
import type { Understanding } from '../question/understanding.ts'

const WHOLE = /^(全|本)[区市省国县]/
const PLACE = /[区市县镇城园村]$/

/** Scopes of a document's targets are folded for one question after another. */
export const foldedPlace = remembered(2000, foldText)

/** Whether a scope (全区) is all of the document's area and no part of it. */
export const isWhole = (scope: string) => WHOLE.test(scope)

/** Whether the question names a part, itself or by a translation; `part` is folded. */
export function namesPart({ folded, terms }: Understanding, part: string): boolean {
  return (
    folded.includes(part) || terms.some(({ alternatives }) => alternatives.some(({ text }) => text === part))
  )
}

/** Folded; the document's own area is none. */
export function askedParts(understanding: Understanding, { facts, source, tree }: ReadDocument): string[] {
  const head = tree.metadata.title.value + (tree.metadata.issuer?.value ?? '')
  const parts = [...new Set(facts.targets.map(({ scope }) => scope))].filter(
    (scope): scope is string => scope !== null && !isWhole(scope) && PLACE.test(scope),
  )
  const named = understanding.places
    .flatMap(({ names }) => (names.length === 1 ? names : []))
    .filter((name) => !head.includes(name) && source.text.includes(name))
  return [
    ...parts.map(foldedPlace).filter((part) => namesPart(understanding, part)),
    ...named.filter((name) => !parts.some((part) => part.includes(name))),
  ]
}

/** The part or place that an answer was asked for, by its name in the documents, else as typed; null for the whole. */
export function askedScope(understanding: Understanding, documents: readonly ReadDocument[]): string | null {
  const part = documents.flatMap((document) => askedParts(understanding, document))[0]
  if (part) return part
  const heads = documents.map(
    ({ tree: { metadata } }) => metadata.title.value + (metadata.issuer?.value ?? ''),
  )
  const place = understanding.places.find(
    ({ names }) => !heads.some((head) => names.some((name) => head.includes(name))),
  )
  return place?.surface ?? null
}
