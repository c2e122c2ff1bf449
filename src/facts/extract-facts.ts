/** All facts of one document, each with the span that proves it, from its source text and tree. */
import type { DocumentTree, SourceText } from '../domain/document.ts'
import type { DocumentFacts } from '../domain/facts.ts'
import { extractObligations } from './obligations/extract-obligations.ts'
import { createReader } from './reader.ts'
import { extractResponsibilities } from './responsibilities/extract-responsibilities.ts'

export function extractFacts(source: SourceText, tree: DocumentTree): DocumentFacts {
  const reader = createReader(source, tree)
  return {
    document: tree.document,
    targets: [],
    responsibilities: extractResponsibilities(reader),
    obligations: extractObligations(reader),
    references: [],
    otherFigures: [],
  }
}
