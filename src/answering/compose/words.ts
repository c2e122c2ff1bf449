/** Facts in the words of their document, with English renderings where official names or the glossary cover them. */
import { englishBodyName } from '../../bodies/english-name.ts'
import { titledSection } from '../../domain/document.ts'
import type { BodyMention, Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { describeUnit } from '../../facts/units.ts'
import { renderEnglish } from '../../glossary/render-english.ts'
import type { WordTables } from '../../glossary/tables.ts'
import { viewOf } from '../../text/view.ts'
import type { Engine } from '../engine.ts'
import type { BodyWords, HeadingWords, TargetWords } from './phrases.ts'

/** A gloss with holes misleads; below this share of covered characters none is shown. */
const GLOSS_COVERAGE = 0.85

/** An English gloss of a Chinese phrase, or null when the glossary covers too little of it. */
export function glossOf(phrase: string, tables: WordTables): string | null {
  const { text, coverage } = renderEnglish(phrase, tables)
  return coverage >= GLOSS_COVERAGE && !/\p{Script=Han}/u.test(text) ? text : null
}

/** Shorter terms (工作, 管理) tell a reader little, and one that is longer is told by its parts. */
const KEY_TERM = { shortest: 3, longest: 12 }
const MOST_KEY_TERMS = 8
const READ_FOR_TERMS = 1000

/** Glossary terms of quotations that help a reader without Chinese, in the order of the text, each once. */
export function keyTermsOf(quotations: string, tables: WordTables): { zh: string; en: string }[] {
  const seen = new Set<string>()
  return renderEnglish(quotations.slice(0, READ_FOR_TERMS), tables)
    .terms.filter(
      ({ zh }) => zh.length >= KEY_TERM.shortest && zh.length <= KEY_TERM.longest && !/\d/.test(zh),
    )
    .filter(({ zh }) => !seen.has(zh) && seen.add(zh))
    .slice(0, MOST_KEY_TERMS)
}

/** A target as the templates say it; `factor` counts base units in one unit, `item` is the paragraph it is announced for. */
export function targetWords(
  document: ReadDocument,
  target: Target,
  tables: WordTables,
  item: number | null = null,
): TargetWords {
  const { gaps } = document.tree.paragraphs[target.paragraph]!
  const unit = describeUnit(target.unit)
  return {
    subject: target.subject,
    subjectEn: glossOf(target.subject, tables),
    scope: target.scope,
    scopeEn: target.scope === null ? null : glossOf(target.scope, tables),
    printed: viewOf(document.source.text, target.valueSpan, gaps).text,
    value: typeof target.value === 'object' ? target.value : [target.value],
    unit: target.unit,
    unitEn: unit?.en ?? '',
    factor: unit?.factor ?? 1,
    condition: caseWords(document, target, item),
    under: tellingTitle(document, target),
    comparator: target.comparator,
    deadline: target.deadline,
    year: target.year,
    firmness: target.firmness,
    state: target.kind === 'state',
  }
}

/** Graded standards (一级、二级) repeat one subject under each grade's title. */
function tellingTitle(document: ReadDocument, target: Target): string | null {
  const title = titleOver(document, target)
  const repeated = document.facts.targets.some(
    (other) =>
      other.subject === target.subject &&
      String(other.value) !== String(target.value) &&
      titleOver(document, other) !== title,
  )
  // A title with a figure would state one that no quotation holds.
  return repeated && title !== '' && !/\d/.test(title) ? title : null
}

function titleOver({ tree: { paragraphs, sections } }: ReadDocument, { paragraph }: Target): string {
  const { section } = paragraphs[paragraph]!
  return section === null ? '' : titledSection(sections, section).title
}

/** Parts of a condition that only point at the case: 违反本条例第三条规定, 有下列行为之一的. */
const POINTS_AT_CASE = /违反|下列|之一的$/
const LONGEST_CASE = 80

/** The case for which an amount holds: the item or provision it is stated for, with what its own clause adds (拒不改正的). */
function caseWords(document: ReadDocument, target: Target, item: number | null): string | null {
  if (item === null) return target.purpose === 'amount' ? caseOf(target) : null
  const added = (target.condition ?? '')
    .split(/[,，]/)
    .filter((part) => part !== '' && !POINTS_AT_CASE.test(part))
  return [itemWords(document, item), ...added].join('，')
}

/** An item without its number and stop (将雨水管网、污水管网混接的); of a long provision its first clause. */
function itemWords({ source, tree }: ReadDocument, item: number): string {
  const { span, gaps } = tree.paragraphs[item]!
  const text = viewOf(source.text, span, gaps)
    .text.trim()
    .replace(/^(?:第[\d零〇一二三四五六七八九十百]+条|[(（][^)）]{1,3}[)）]|\d+[.、．)]|[①-⑳]|——)\s*/, '')
    .replace(/[；;。，,：:]$/, '')
  return text.length <= LONGEST_CASE ? text : text.slice(0, text.search(/[，,；;。]|$/))
}

/** The case to which an amount is limited, without what its subject says already. */
function caseOf({ condition, subject }: Target): string | null {
  const parts = (condition ?? '').split('、').filter((part) => part !== '' && !subject.includes(part))
  return parts.length > 0 ? parts.join('、') : null
}

export function bodyWords(engine: Engine, { name, role }: Pick<BodyMention, 'name' | 'role'>): BodyWords {
  return { name, nameEn: englishBodyName(name, engine.bodyTable), role }
}

const LONGEST_OPENING = 40

/** A numbered item without a heading of its own is called by its first clause; empty where that holds a figure. */
function openingWords({ source, tree }: ReadDocument, index: number): string {
  const { sentences, gaps } = tree.paragraphs[index]!
  const first = sentences.find(({ kind }) => kind === 'text')
  const clause = first ? (viewOf(source.text, first.span, gaps).text.split(/[，,；;。：:]/)[0] ?? '') : ''
  return /\d/.test(clause) || clause.length > LONGEST_OPENING ? '' : clause
}

/** The innermost heading over a paragraph; the document's title before the first heading. */
export function headingWords(document: ReadDocument, paragraph: number, tables: WordTables): HeadingWords {
  const { section, locator } = document.tree.paragraphs[paragraph]!
  const title =
    section === null
      ? document.tree.metadata.title.value
      : document.tree.sections[section]!.title || openingWords(document, paragraph)
  return { locator, title, titleEn: title === '' ? null : glossOf(title, tables) }
}
