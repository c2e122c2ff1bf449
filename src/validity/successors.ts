/** Which documents of a library take the place of which: by what sidecars state and by what texts repeal. */
import type { Library, ReadDocument } from '../domain/library.ts'
import { startOf } from './term.ts'

export interface Successor {
  readonly id: string
  /** ISO date from which it applies; null where nothing tells. */
  readonly from: string | null
}

/** By the id of what is superseded; earliest successor first. */
export type Successors = ReadonlyMap<string, readonly Successor[]>

const known = new WeakMap<Library, Successors>()

export function successorsOf(library: Library): Successors {
  const found = known.get(library) ?? findSuccessors(library)
  known.set(library, found)
  return found
}

function findSuccessors(library: Library): Successors {
  const names = namesOf(library)
  const successors = new Map<string, Successor[]>()
  for (const document of library.values()) {
    const { id } = document.source
    const from = startOf(document)
    for (const stated of supersededBy(document)) {
      for (const old of resolve(stated, names, library)) {
        // A new version often bears the name of the old one; it repeals nothing that came after it.
        const start = old === id ? null : startOf(library.get(old)!)
        if (old === id || (start !== null && from !== null && start >= from)) continue
        const list = successors.get(old) ?? []
        if (!list.some((each) => each.id === id)) list.push({ id, from })
        successors.set(old, list)
      }
    }
  }
  for (const list of successors.values()) list.sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''))
  return successors
}

/** What a document says that it supersedes, as stated: ids, document numbers or titles. */
export function supersededBy({ source, tree }: ReadDocument): readonly string[] {
  return [...(source.sidecar.supersedes ?? []), ...(tree.metadata.repeals ?? []).map(({ value }) => value)]
}

type Names = ReadonlyMap<string, readonly string[]>

function namesOf(library: Library): Names {
  const names = new Map<string, string[]>()
  const add = (name: string | undefined, id: string) => {
    if (name) names.set(fold(name), [...(names.get(fold(name)) ?? []), id])
  }
  for (const { source, tree } of library.values()) {
    add(tree.metadata.title.value, source.id)
    add(tree.metadata.number?.value, source.id)
  }
  return names
}

/** An id, a number, 《title》, or 《title》（number）, where the number decides. */
function resolve(stated: string, names: Names, library: Library): readonly string[] {
  if (library.has(stated)) return [stated]
  const match = /^《(.+)》(?:[（(](.+)[）)])?$/.exec(stated)
  if (!match) return names.get(fold(stated)) ?? []
  const [, title, number] = match as unknown as [string, string, string | undefined]
  const titled = names.get(fold(title)) ?? []
  if (number === undefined) return titled
  const numbered = names.get(fold(number))
  return numbered ?? titled.filter((id) => !library.get(id)!.tree.metadata.number)
}

/** Widths, brackets and 书名号 inside a title differ from one document to the next. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[〔［【[(]/g, '(')
    .replace(/[〕］】\])]/g, ')')
    .replace(/[\s《》〈〉<>第]/g, '')
}
