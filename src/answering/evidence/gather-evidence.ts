/** Everything found for a question: documents that may answer, paragraphs, and their sentences and targets ranked. */
import type { Candidate } from '../../domain/candidate.ts'
import type { DocumentMetadata, Paragraph } from '../../domain/document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { foldText } from '../../text/tokenize.ts'
import type { Engine } from '../engine.ts'
import type { Understanding } from '../question/understanding.ts'
import { announcementOf } from './announcements.ts'
import { amountsForBreach } from './cross-references.ts'
import type { Evidence } from './evidence.ts'
import { findCandidates } from './find-candidates.ts'
import { rankSentences } from './rank-sentences.ts'
import { rankTargets, type TargetPlace } from './rank-targets.ts'

/** Paragraphs taken from retrieval; the best dozen give the sentences, all give the targets. */
const PARAGRAPHS = 40
const PARAGRAPHS_READ = 16

/** `corpus`: id of the document to stay within; an unknown id gives no documents and no evidence. */
export async function gatherEvidence(
  engine: Engine,
  understanding: Understanding,
  corpus?: string,
): Promise<Evidence> {
  const documents = documentsFor(engine, understanding, corpus)
  const candidates = await findCandidates(engine, understanding, {
    limit: PARAGRAPHS,
    ...(documents.length < engine.library.size && {
      documents: new Set(documents.map(({ source }) => source.id)),
    }),
  })
  const stated = candidates.flatMap(({ document, paragraph }) =>
    placesIn(engine.library.get(document)!, paragraph),
  )
  const [sentences, targets] = await Promise.all([
    rankSentences(engine, understanding, candidates.slice(0, PARAGRAPHS_READ), engine.library),
    rankTargets(engine, understanding, stated),
  ])
  return { documents: documentsRead(documents, candidates), candidates, sentences, targets }
}

const places = new WeakMap<Paragraph, readonly TargetPlace[]>()

/** `findPlaces`, made once a paragraph: candidates are proposed for one question after another. */
function placesIn(document: ReadDocument, index: number): readonly TargetPlace[] {
  const paragraph = document.tree.paragraphs[index]!
  const known = places.get(paragraph) ?? findPlaces(document, paragraph)
  places.set(paragraph, known)
  return known
}

/** Targets of a paragraph, and the amounts stated elsewhere for it: announced (有下列行为之一的：) or for its breach. */
function findPlaces(document: ReadDocument, paragraph: Paragraph): TargetPlace[] {
  const { targets } = document.facts
  const { index } = paragraph
  const own = targets.filter((target) => target.paragraph === index)
  const announced = announcementOf(document, paragraph)?.index
  const elsewhere = [
    ...targets.filter((target) => target.paragraph === announced && target.purpose === 'amount'),
    ...amountsForBreach(document, paragraph),
  ]
  return [
    ...own.map((target) => ({ document, target, item: null })),
    ...elsewhere.map((target) => ({ document, target, item: index })),
  ]
}

/** Answerers look through each document: of a large library through those alone that retrieval proposes. */
const MOST_DOCUMENTS = 40

function documentsRead(
  documents: readonly ReadDocument[],
  candidates: readonly Candidate[],
): readonly ReadDocument[] {
  if (documents.length <= MOST_DOCUMENTS) return documents
  const proposed = new Set(candidates.map(({ document }) => document))
  return documents.filter(({ source }) => proposed.has(source.id))
}

const heads = new WeakMap<DocumentMetadata, { readonly title: string; readonly head: string }>()

/** Folded title, and title with issuer, made once a document: each question asks for those of all. */
function foldedHead(metadata: DocumentMetadata) {
  const known = heads.get(metadata)
  if (known) return known
  const title = foldText(metadata.title.value)
  const folded = { title, head: foldText(metadata.title.value + (metadata.issuer?.value ?? '')) }
  heads.set(metadata, folded)
  return folded
}

/** The document asked for; else those whose title or issuer bears a place or title that the question names; else all. */
function documentsFor(
  engine: Engine,
  { folded, places }: Understanding,
  corpus: string | undefined,
): ReadDocument[] {
  const all = [...engine.library.values()]
  if (corpus !== undefined) return all.filter(({ source }) => source.id === corpus)
  if (all.length === 1) return all
  const named = all.filter(({ tree: { metadata } }) => {
    const { head, title } = foldedHead(metadata)
    return folded.includes(title) || places.some(({ names }) => names.some((name) => head.includes(name)))
  })
  return named.length > 0 ? named : all
}
