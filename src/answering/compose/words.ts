/** Facts in the words of their document, as the phrases say them. */
import { englishBodyName } from '../../bodies/english-name.ts'
import type { BodyTable } from '../../bodies/table.ts'
import { titledSection } from '../../domain/document.ts'
import type { BodyMention, Responsibility, Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { describeUnit } from '../../facts/units.ts'
import { viewOf } from '../../text/view.ts'
import type { BodyWords, HeadingWords, TargetWords } from './phrases.ts'

export function targetWords({ source, tree }: ReadDocument, target: Target): TargetWords {
  const { gaps } = tree.paragraphs[target.paragraph]!
  const unit = describeUnit(target.unit)
  return {
    subject: target.subject,
    scope: target.scope,
    printed: viewOf(source.text, target.valueSpan, gaps).text,
    value: typeof target.value === 'object' ? target.value : [target.value],
    unit: target.unit,
    unitEn: unit?.en ?? '',
    factor: unit?.factor ?? 1,
    comparator: target.comparator,
    deadline: target.deadline,
    year: target.year,
    firmness: target.firmness,
    state: target.kind === 'state',
  }
}

export function bodyWords(table: BodyTable, { name, role }: Pick<BodyMention, 'name' | 'role'>): BodyWords {
  return { name, nameEn: englishBodyName(name, table), role }
}

export function bodiesWords(table: BodyTable, { bodies }: Responsibility): BodyWords[] {
  return bodies.map((body) => bodyWords(table, body))
}

/** The innermost heading over a paragraph that has words; the document's title before the first one. */
export function headingWords({ tree }: ReadDocument, paragraph: number): HeadingWords {
  const { section, locator } = tree.paragraphs[paragraph]!
  const title = section === null ? tree.metadata.title.value : titledSection(tree.sections, section).title
  // A figure of a heading would stand in the headline without a quotation that holds it.
  return { locator, title: /\d/.test(title) ? '' : title }
}
