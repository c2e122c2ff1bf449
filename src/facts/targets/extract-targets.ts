/** Gives the targets of a document, and every figure that is none with its reason, from its source and tree. */
import type { DocumentTree, Paragraph, Section, SourceText } from '../../domain/document.ts'
import type { DocumentFacts, Target } from '../../domain/facts.ts'
import type { Span } from '../../domain/span.ts'
import { viewOf } from '../../text/view.ts'
import { reportsPast } from './achieved.ts'
import { findOtherFigures, type OtherReason } from './other-figures.ts'
import { readSentence } from './sentence.ts'
import { type Carried, NOTHING_CARRIED, type SentenceContext } from './standing.ts'

export interface ExtractedTargets {
  readonly targets: Target[]
  readonly otherFigures: DocumentFacts['otherFigures'][number][]
}

const DIGITS = /\d+(?:\.\d+)?/g
const GOAL_TITLE = /目标(?!责任|考核|管理|任务分解)/
const LEAD_IN = /:$/

/**
 * Targets in the order of the text. Only body and table paragraphs hold targets; figures of headings, contents, wrapper
 * and signature lines are accounted for in `otherFigures`.
 */
export function extractTargets(source: SourceText, tree: DocumentTree): ExtractedTargets {
  const targets: Target[] = []
  const others: OtherFigureRecord[] = []
  const issued = yearOf(tree)
  const lineOf = lineFinder(source.text)
  let lead = { section: null as number | null, carried: NOTHING_CARRIED }
  for (const paragraph of tree.paragraphs) {
    const titles = titlesOf(tree, paragraph)
    const goals = titles.some((title) => GOAL_TITLE.test(title))
    const past = reportsPast(titles)
    const context: SentenceContext = {
      source: source.text,
      document: source.id,
      paragraph,
      lineOf,
      issued,
      goals,
      rule: inArticle(tree, paragraph.section),
      past,
    }
    if (paragraph.role !== 'body' && paragraph.role !== 'table') {
      others.push(
        ...outside(context, paragraph.span, paragraph.role === 'heading' ? 'heading' : 'not the plan'),
      )
      continue
    }
    if (paragraph.body.start > paragraph.span.start) {
      others.push(...outside(context, { start: paragraph.span.start, end: paragraph.body.start }, 'heading'))
    }
    if (!within(tree, paragraph.section, lead.section)) lead = { section: null, carried: NOTHING_CARRIED }
    let carried: Carried = lead.carried
    const sentences = paragraph.sentences
    for (const sentence of sentences) {
      if (sentence.kind === 'responsibility') {
        others.push(...outside(context, sentence.span, 'name'))
        continue
      }
      const read = readSentence(context, sentence.span, carried)
      targets.push(...read.targets)
      others.push(...read.others)
      carried = read.carried
    }
    const text = viewOf(source.text, paragraph.body, paragraph.gaps).text
    if (LEAD_IN.test(text) && carried.deadline !== null && /目标|如下|实现/.test(text)) {
      lead = { section: paragraph.section, carried: { ...carried, subject: null, goal: true } }
    }
  }
  return { targets, otherFigures: others.sort((a, b) => a.start - b.start) }
}

type OtherFigureRecord = DocumentFacts['otherFigures'][number]

function outside(context: SentenceContext, span: Span, reason: OtherReason): OtherFigureRecord[] {
  const view = viewOf(context.source, span, context.paragraph.gaps)
  const named = findOtherFigures(view.text)
  return [...view.text.matchAll(DIGITS)].map((match) => {
    const known = named.find((figure) => figure.start <= match.index && match.index < figure.end)
    const start = view.starts[match.index]!
    const end = view.ends[match.index + match[0].length - 1]!
    return {
      document: context.document,
      line: context.lineOf(start),
      start,
      end,
      quote: context.source.slice(start, end),
      locator: context.paragraph.locator,
      paragraph: context.paragraph.index,
      reason: known?.reason ?? reason,
    }
  })
}

/** Gives the 1-based line of an offset, by bisection of the line starts. */
function lineFinder(source: string): (offset: number) => number {
  const starts = [0]
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

function titlesOf(tree: DocumentTree, paragraph: Paragraph): string[] {
  const titles: string[] = []
  let section: Section | undefined = paragraph.section === null ? undefined : tree.sections[paragraph.section]
  while (section) {
    titles.unshift(section.title)
    section = section.parent === null ? undefined : tree.sections[section.parent]
  }
  return titles
}

function inArticle(tree: DocumentTree, section: number | null): boolean {
  for (let at = section; at !== null; at = tree.sections[at]?.parent ?? null) {
    if (tree.sections[at]?.kind === 'article') return true
  }
  return false
}

function within(tree: DocumentTree, section: number | null, ancestor: number | null): boolean {
  for (let at = section; at !== null; at = tree.sections[at]?.parent ?? null) if (at === ancestor) return true
  return section === ancestor
}

function yearOf(tree: DocumentTree): number | null {
  const date = tree.metadata.date?.value ?? ''
  return /^\d{4}/.test(date) ? Number(date.slice(0, 4)) : null
}
