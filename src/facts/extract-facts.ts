/** All facts of one document, each with the span that proves it, from its source text and tree. */
import { BODY_TABLE, type BodyTable } from '../bodies/table.ts'
import type { DocumentTree, SourceText } from '../domain/document.ts'
import type { DocumentFacts } from '../domain/facts.ts'
import { extractObligations } from './obligations/extract-obligations.ts'
import { createReader } from './reader.ts'
import { extractReferences } from './references/extract-references.ts'
import { extractResponsibilities } from './responsibilities/extract-responsibilities.ts'
import { extractTargets } from './targets/extract-targets.ts'

/** `bodies` is the table of public bodies, with the corpus's own rows merged in where there are any. */
export function extractFacts(
  source: SourceText,
  tree: DocumentTree,
  bodies: BodyTable = BODY_TABLE,
): DocumentFacts {
  const reader = createReader(source, tree)
  return {
    document: tree.document,
    ...extractTargets(source, tree),
    responsibilities: extractResponsibilities(reader, bodies),
    obligations: extractObligations(reader, bodies),
    references: extractReferences(reader),
  }
}
