/** The terms that tokens keep whole: what the documents' facts and headings name. */
import type { Library, ReadDocument } from '../domain/library.ts'
import { createLexicon, type Lexicon } from '../text/tokenize.ts'

export function lexiconOf(library: Library): Lexicon {
  return createLexicon(termsOf(library))
}

/** What the documents name, each as often as they do. */
export function* termsOf(library: Library): Generator<string> {
  for (const document of library.values()) yield* termsOfDocument(document)
}

export function* termsOfDocument({ tree, facts }: ReadDocument): Generator<string> {
  for (const section of tree.sections) yield section.title
  for (const target of facts.targets) yield target.subject
  for (const { bodies } of facts.responsibilities) for (const body of bodies) yield body.name
  for (const reference of facts.references) yield reference.name
}
