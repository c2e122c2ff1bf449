/** Answers what is required, done or allowed: the sentences that say it, with their conditions and exceptions. */
import type { Obligation } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { overlaps, type Span } from '../../domain/span.ts'
import { foldText } from '../../text/tokenize.ts'
import { CALIBRATION } from '../calibration.ts'
import type { Polarity } from '../compose/phrases.ts'
import { draftOf, type QuoteSpan } from '../draft.ts'
import { announcementOf, announces } from '../evidence/announcements.ts'
import { confidenceOf, type RankedSentence, sentenceSpan } from '../evidence/evidence.ts'
import type { Answerer, Inquiry } from '../inquiry.ts'
import type { Understanding } from '../question/understanding.ts'
import { itemsAfter } from './items.ts'
import { printedText, quoteParagraph, quoteSentence, sentenceText } from './quotes.ts'

/** How much worse than the best a further sentence may be, and how many are shown: a measure has many parts, a rule few. */
const BREADTH: Readonly<Record<string, { margin: number; most: number }>> = {
  measure: { margin: 0.45, most: 5 },
  list: { margin: 0.45, most: 6 },
  obligation: { margin: 0.3, most: 3 },
  yesno: { margin: 0.25, most: 3 },
  definition: { margin: 0.2, most: 2 },
}
const DEFAULT_BREADTH = { margin: 0.25, most: 3 }
/** A headline longer than this quotes the best sentence alone. */
const HEADLINE_LENGTH = 160

/** Kinds of question that a whole paragraph answers, when it has no more characters than this. */
const WIDE = new Set(['measure', 'list', 'comparison'])
const SHORT_PARAGRAPH = 400
/** Kinds for which one item of a list is answered by the list. */
const ENUMERATED = new Set(['list', 'count', 'obligation'])

const ASKS_LEAVE = {
  zh: /可以|能不能|能否|可否|可不可以|允许|准不准|还让|让不让|还能|能.{0,20}(吗|么|不)|行不行|批不|得不得/,
  en: /\b(may|can|could|allowed|permitted|banned|forbidden|prohibited|legal)\b/,
}
const ASKS_DUTY = {
  zh: /必须|需要|需不需要|要不要|应该|应当|是否要|得不得|强制|(要|得).{0,20}(吗|么|不)[?。]*$/,
  en: /\b(must|need|needs|required?|have to|has to|should|mandatory|compulsory|obliged)\b|^do(es)? (our|we|my|i)\b/,
}

export const answerStatement: Answerer = (inquiry) => {
  const { understanding, evidence, phrases } = inquiry
  const best = evidence.sentences[0]
  if (!best || !says(best)) return null
  const chosen = further(understanding.kind, evidence.sentences, best)
  const announced = announcing(best)
  const quotes = quotesOf(understanding.kind, chosen, best, announced)
  const texts = chosen.map(sentenceText)
  const text = texts.join('').length <= HEADLINE_LENGTH ? texts.join('') : sentenceText(best)
  const said = announced ? printedText(best.document, announced.paragraph, announced.span) + text : text
  const rules = [sentenceSpan(best), announced?.span].flatMap((span) =>
    span ? obligationsIn(best.document, span) : [],
  )
  const polarity = polarityOf(inquiry, best, rules)
  return draftOf({
    status: overstates(inquiry, polarity) ? 'corrected' : 'answered',
    headline: polarity ? phrases.polarity(polarity, said) : phrases.stated(said),
    caveats: [...new Set(rules.flatMap((rule) => ruleCaveats(inquiry, rule)))],
    quotes,
    reasons: chosen.map(({ parts }) => JSON.stringify(parts)),
  })
}

/** What is said of each item, unlike a label (具体措施：). */
const ANNOUNCES_RULE = /下列|以下|如下|之一|应当|不得|禁止|可以|职责/

/** The paragraph that announces the item which the best sentence is: （四）被鉴定为危险房屋的 says nothing alone. */
function announcing({ document, paragraph }: RankedSentence): QuoteSpan | null {
  const announcement = announcementOf(document, document.tree.paragraphs[paragraph]!)
  const last = announcement?.sentences.at(-1)
  return announcement &&
    last &&
    ANNOUNCES_RULE.test(document.source.text.slice(last.span.start, last.span.end))
    ? { document: document.source.id, paragraph: announcement.index, span: last.span }
    : null
}

/**
 * What is done about a matter is the whole of a short paragraph; of a long one, the sentences on it. An announcement is
 * quoted with its items.
 */
function quotesOf(
  kind: string,
  chosen: readonly RankedSentence[],
  best: RankedSentence,
  announced: QuoteSpan | null,
): QuoteSpan[] {
  const { document } = best
  const paragraph = document.tree.paragraphs[best.paragraph]!
  const announcement = ENUMERATED.has(kind) ? (announcementOf(document, paragraph) ?? paragraph) : paragraph
  if (announces(document, announcement)) {
    return [quoteParagraph(document, announcement), ...itemsAfter(document, announcement)]
  }
  const texts = paragraph.sentences.filter((sentence) => sentence.kind === 'text')
  const first = texts[0]
  const last = texts.at(-1)
  const whole = first && last && last.span.end - first.span.start <= SHORT_PARAGRAPH
  // A quotation of hard-wrapped lines is cited by its own first line, so sentences stand apart.
  const wrapped = paragraph.line !== paragraph.lastLine
  const before = announced ? [announced] : []
  if (!whole || wrapped || !WIDE.has(kind)) return [...before, ...chosen.map(quoteSentence)]
  return [...before, { ...quoteSentence(best), span: { start: first.span.start, end: last.span.end } }]
}

/** Whether the sentence speaks of what is asked. */
export function says(ranked: RankedSentence): boolean {
  return confidenceOf(ranked) >= CALIBRATION.sentence
}

/** The best sentence and those of its paragraph that say nearly as much, in the order of the text. */
function further(kind: string, sentences: readonly RankedSentence[], best: RankedSentence): RankedSentence[] {
  const { margin, most } = BREADTH[kind] ?? DEFAULT_BREADTH
  return sentences
    .filter(
      (other) =>
        other.document === best.document &&
        other.paragraph === best.paragraph &&
        other.score >= best.score - margin,
    )
    .slice(0, most)
    .sort((a, b) => a.sentence - b.sentence)
}

function obligationsIn({ facts }: ReadDocument, span: Span): Obligation[] {
  return facts.obligations.filter((obligation) => overlaps(obligation, span))
}

function ruleCaveats({ phrases }: Inquiry, { condition, exception }: Obligation): string[] {
  return [
    ...(condition ? [phrases.conditionTravels(condition)] : []),
    ...(exception ? [phrases.exceptionTravels(exception)] : []),
  ]
}

const ASSERTS_DUTY = /必须|强制|一定要|有义务|\b(obliged|must|compulsory|mandatory|required|obligated)\b/

/** The question takes for a duty what the text only encourages or tries out. */
function overstates({ understanding }: Inquiry, polarity: Polarity | null): boolean {
  return (
    understanding.confirms &&
    ASSERTS_DUTY.test(understanding.folded) &&
    (polarity === 'encouraged' || polarity === 'pilot') &&
    /[,，]|right|correct|对|是吧/.test(understanding.folded)
  )
}

/** Whether the question names a case that the exception lists (环保改造). */
function namesCase({ folded, terms }: Understanding, exception: string): boolean {
  const listed = foldText(exception)
    .replace(/^除|(?:等[^、,]{0,6})?外$/g, '')
    .split(/[、,和及与或]/)
    .filter((item) => item.length > 2)
  return listed.some(
    (item) =>
      folded.includes(item) ||
      terms.some(({ alternatives }) =>
        alternatives.some(({ text }) => text.length > 3 && item.includes(text)),
      ),
  )
}

/** What the wording means for somebody who asks whether he may or must; null when that is not asked or not said. */
function polarityOf(
  { understanding }: Inquiry,
  best: RankedSentence,
  rules: readonly Obligation[],
): Polarity | null {
  if (understanding.kind !== 'yesno' && !understanding.confirms) return null
  // A sentence that may be about something near it gives no verdict.
  if (confidenceOf(best) < CALIBRATION.verdict) return 'stated'
  const { language, folded } = understanding
  const leave = ASKS_LEAVE[language].test(folded)
  const duty = ASKS_DUTY[language].test(folded)
  const has = (modality: Obligation['modality']) => rules.find((rule) => rule.modality === modality)
  const ban = has('ban')
  if (ban && leave) {
    const excepted = rules.find(({ exception }) => exception !== null && namesCase(understanding, exception))
    if (excepted) return 'excepted'
    const softened = rules.some(
      ({ modality, marker, exception }) =>
        modality === 'ban' && (exception !== null || marker.includes('原则上')),
    )
    return softened ? 'banned-in-principle' : 'banned'
  }
  if (/试点|探索/.test(best.text)) return 'pilot'
  if (/(逐步|全面|加快|提前)?淘汰/.test(best.text) && leave) return 'phased-out'
  const shall = has('must') ?? has('shall')
  // A goal for a year, or a task of departments, is no duty of whoever asks.
  const ownDuty =
    shall &&
    shall.addressee !== 'department' &&
    shall.addressee !== 'unstated' &&
    !/(?:到|至)20\d\d年/.test(best.text)
  if (ownDuty && duty) return best.text.includes('原则上') ? 'required-in-principle' : 'required'
  if (duty && has('encourage')) return 'encouraged'
  if (duty && has('promote')) return 'promoted'
  return 'stated'
}
