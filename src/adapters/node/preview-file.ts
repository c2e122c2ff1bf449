/** Shows what a file would be as a document: metadata, tree, facts and how much of it was taken. */
import type { BodyTable } from '../../bodies/table.ts'
import type { SourceText } from '../../domain/document.ts'
import type { DocumentMetadata, Preview } from '../../ports/library-desk.ts'
import { readDocument } from '../../services.ts'
import { supersededBy } from '../../validity/successors.ts'
import { termOf } from '../../validity/term.ts'

/** Facts that are shown. */
const EXAMPLES = 5
/** Characters of one. */
const LONGEST = 160

export function previewOf(
  source: SourceText,
  { id, file, bodies }: { readonly id: string; readonly file: string; readonly bodies: BodyTable },
): Preview {
  const document = readDocument(source, bodies)
  const { tree, facts } = document
  const { targets, responsibilities, obligations } = facts
  const shown: readonly { readonly line: number; readonly quote: string }[] = [
    ...targets.slice(0, EXAMPLES),
    ...responsibilities.slice(0, EXAMPLES),
    ...obligations.slice(0, EXAMPLES),
  ]
  const examples = shown.map(({ line, quote }) => ({ line, quote: quote.slice(0, LONGEST) }))
  const coverage = source.file?.coverage
  return {
    id,
    file,
    kind: source.file?.kind ?? 'txt',
    document: source.id,
    metadata: metadataOf(document),
    sections: tree.sections.map(({ locator, level, title, number, line }) => ({
      locator,
      level,
      title: title || number,
      line,
    })),
    facts: {
      targets: targets.length,
      responsibilities: responsibilities.length,
      obligations: obligations.length,
      examples,
    },
    coverage: {
      characters: source.text.length,
      taken: coverage?.share ?? null,
      insideSections: tree.receipt.insideLeaf,
      notes: (coverage?.left ?? []).map(
        ({ what, characters, sample }) => `${what}: ${characters} (${sample})`,
      ),
    },
    warnings: source.file?.warnings ?? [],
  }
}

function metadataOf(document: ReturnType<typeof readDocument>): DocumentMetadata {
  const { title, number, issuer, date } = document.tree.metadata
  const { effective, expires, status } = termOf(document)
  const stated = {
    title: title.value,
    number: number?.value,
    issuer: issuer?.value,
    date: date && /^\d{4}-\d{2}-\d{2}$/.test(date.value) ? date.value : undefined,
    status: status ?? undefined,
    effective: effective ?? undefined,
    expires: expires ?? undefined,
    supersedes: supersededBy(document).join('；') || undefined,
  }
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined))
}
