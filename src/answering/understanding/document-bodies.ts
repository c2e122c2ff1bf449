/** The bodies of the documents that a question may be about, by the documents' own names. */
import { bodiesOfDocument, type DocumentBody } from '../../bodies/bodies-of-document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import type { Engine } from '../engine.ts'

const known = new WeakMap<ReadDocument, readonly DocumentBody[]>()

/** Title and issuer name the area: 嘉定区财政局 is the 区财政局 of a plan of 嘉定区. */
export function bodiesOf(engine: Pick<Engine, 'bodies'>, document: ReadDocument): readonly DocumentBody[] {
  const { title, issuer } = document.tree.metadata
  const area = [title.value, issuer?.value, document.source.sidecar.titleEn].join(' ')
  const found = known.get(document) ?? bodiesOfDocument(document.facts, area, engine.bodies)
  known.set(document, found)
  return found
}

/** Documents whose own names of bodies are known without the question naming the document. */
const MOST_DOCUMENTS = 200

/** Those of one document, or of a library that is small enough to know them all. */
export function documentBodies(
  engine: Pick<Engine, 'bodies' | 'library'>,
  corpus?: string,
): readonly DocumentBody[] {
  const { library } = engine
  if (corpus !== undefined) {
    const document = library.get(corpus)
    return document ? bodiesOf(engine, document) : []
  }
  return library.size > MOST_DOCUMENTS
    ? []
    : [...library.values()].flatMap((document) => bodiesOf(engine, document))
}
