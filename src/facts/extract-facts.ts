/** All facts of one document, each with the span that proves it, from its source text and tree. */
import { BODY_TABLE, type BodyTable } from '../bodies/table.ts'
import type { DocumentTree, SourceText } from '../domain/document.ts'
import type { DocumentFacts } from '../domain/facts.ts'
import { contains, type Span } from '../domain/span.ts'
import { extractObligations } from './obligations/extract-obligations.ts'
import { createReader } from './reader.ts'
import { extractReferences } from './references/extract-references.ts'
import { extractResponsibilities } from './responsibilities/extract-responsibilities.ts'
import { extractTableFacts } from './tables/extract-table-facts.ts'
import { extractTargets } from './targets/extract-targets.ts'

/** `bodies` is the table of public bodies, with the corpus's own rows merged in where there are any. */
export function extractFacts(
  source: SourceText,
  tree: DocumentTree,
  bodies: BodyTable = BODY_TABLE,
): DocumentFacts {
  const reader = createReader(source, tree)
  const tables = extractTableFacts(reader, source, bodies)
  const { targets, otherFigures } = extractTargets(source, tree)
  // The headings of its columns know better what a cell holds than its few words do.
  const isCell = (span: Span) => tables.targets.some(({ valueSpan }) => contains(valueSpan, span))
  const own = targets.filter(({ valueSpan }) => !isCell(valueSpan))
  return {
    document: tree.document,
    targets: [...own, ...tables.targets].sort((a, b) => a.valueSpan.start - b.valueSpan.start),
    otherFigures: otherFigures.filter((figure) => !isCell(figure)),
    responsibilities: [...extractResponsibilities(reader, bodies), ...tables.responsibilities].sort(
      (a, b) => a.start - b.start,
    ),
    obligations: extractObligations(reader, bodies),
    references: extractReferences(reader),
  }
}
