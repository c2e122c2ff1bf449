/** Gives the targets of a document, and every figure that is none with its reason, from its source and tree. */
import type { DocumentTree, Paragraph, Section, SourceText } from '../../domain/document.ts'
import type { DocumentFacts, Target } from '../../domain/facts.ts'
import type { Span } from '../../domain/span.ts'
import { lineAt, lineStartsOf } from '../../text/lines.ts'
import { viewOf } from '../../text/view.ts'
import { looksAhead, opensReview, reportsPast } from './achieved.ts'
import { findOtherFigures, type OtherReason } from './other-figures.ts'
import { readSentence } from './sentence.ts'
import { type Carried, NOTHING_CARRIED, type SentenceContext } from './standing.ts'

export interface ExtractedTargets {
  readonly targets: Target[]
  readonly otherFigures: DocumentFacts['otherFigures'][number][]
}

const DIGITS = /\d+(?:\.\d+)?/g
/** 主要目标, 总体要求和目标; not 目标任务 or 目标责任, which name work. */
const GOAL_TITLE = /目标$|目标(?:和|与|及)(?!任务|重点|举措|措施)|^[一-龥]{0,4}目标(?!任务|责任|考核|管理)/
const DASHED = /^[—–-]{1,2}/
const LEAD_IN = /:$/

/** What runs over from one paragraph to the next. */
interface Running {
  /** Deadline of a lead-in (2025年的主要目标是：), for the rest of its section. */
  lead: Carried
  leadSection: number | null
  /** Deadline of the paragraph before, for the dashed items behind it. */
  dashed: Carried
  /** Section in which a review of the past year runs on; undefined when none does. */
  review: number | null | undefined
  /** A short line without a stop, which heads the paragraphs behind it like a title. */
  title: string | null
  section: number | null
}

/**
 * Targets in the order of the text. Only body and table paragraphs hold targets; figures of headings, contents, wrapper
 * and signature lines are accounted for in `otherFigures`.
 */
export function extractTargets(source: SourceText, tree: DocumentTree): ExtractedTargets {
  const targets: Target[] = []
  const others: OtherFigureRecord[] = []
  const issued = yearOf(tree)
  const lineStarts = lineStartsOf(source.text)
  const lineOf = (offset: number) => lineAt(lineStarts, offset)
  const running: Running = {
    lead: NOTHING_CARRIED,
    leadSection: null,
    dashed: NOTHING_CARRIED,
    review: undefined,
    title: null,
    section: null,
  }
  for (const paragraph of tree.paragraphs) {
    const text = source.text
      .slice(paragraph.body.start, paragraph.body.end)
      .replace(/\s+/g, '')
      .normalize('NFKC')
    const body = paragraph.role === 'body' || paragraph.role === 'table'
    if (body) runInto(running, tree, paragraph, text)
    const titles = [...titlesOf(tree, paragraph), ...(running.title === null ? [] : [running.title])]
    const context: SentenceContext = {
      source: source.text,
      document: source.id,
      paragraph,
      lineOf,
      issued,
      title: titles.at(-1) || null,
      goals: titles.some((title) => GOAL_TITLE.test(title)),
      rule: inArticle(tree, paragraph.section),
      past: reportsPast([tree.metadata.title.value, ...titles]) || running.review !== undefined,
    }
    if (!body) {
      others.push(
        ...outside(context, paragraph.span, paragraph.role === 'heading' ? 'heading' : 'not the plan'),
      )
      continue
    }
    if (paragraph.body.start > paragraph.span.start) {
      others.push(...outside(context, { start: paragraph.span.start, end: paragraph.body.start }, 'heading'))
    }
    let carried = DASHED.test(text) && running.dashed.deadline ? running.dashed : running.lead
    for (const sentence of paragraph.sentences) {
      if (sentence.kind === 'responsibility') {
        others.push(...outside(context, sentence.span, 'name'))
        continue
      }
      const read = readSentence(context, sentence.span, carried)
      targets.push(...read.targets)
      others.push(...read.others)
      carried = read.carried
    }
    const standing: Carried = { ...carried, subject: null, goal: true, past: false }
    if (!DASHED.test(text)) running.dashed = standing
    if (LEAD_IN.test(text) && carried.deadline !== null && /目标|如下|实现/.test(text)) {
      running.lead = standing
      running.leadSection = paragraph.section
    }
  }
  return { targets, otherFigures: others.sort((a, b) => a.start - b.start) }
}

/** What of the paragraphs before still holds for this one. */
function runInto(running: Running, tree: DocumentTree, paragraph: Paragraph, text: string): void {
  if (paragraph.section !== running.section) {
    running.section = paragraph.section
    running.review = undefined
    running.title = null
    running.dashed = NOTHING_CARRIED
  }
  if (!within(tree, paragraph.section, running.leadSection)) running.lead = NOTHING_CARRIED
  if (text.length <= 30 && !/[。;,!?]/.test(text)) running.title = text
  if (opensReview(text)) running.review = paragraph.section
  else if (looksAhead(text)) running.review = undefined
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
  const stated =
    /^\d{4}/.exec(tree.metadata.date?.value ?? '') ??
    /20\d\d(?=年[)）]?$|年政府工作报告)/.exec(tree.metadata.title.value)
  return stated ? Number(stated[0]) : null
}
