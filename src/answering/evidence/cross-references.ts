/** Fines that a regulation states for a breach of another article: 违反本条例第三十三条第三项规定的，处…罚款. */
import type { Paragraph } from '../../domain/document.ts'
import type { Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { parseChineseNumeral } from '../../text/numerals.ts'
import { foldText } from '../../text/tokenize.ts'
import { foldedSpan } from './folded.ts'
import { sentenceOf } from './target-statement.ts'

/** A place in a regulation; empty lists stand for all paragraphs (款) or items (项) of the article. */
interface Provision {
  readonly article: number
  readonly paragraphs: readonly number[]
  readonly items: readonly number[]
}

/** Numerals in brackets (第(三)项) keep their characters when text is folded. */
const NUMERAL = '[\\d一二三四五六七八九十]+'
const PROVISION = new RegExp(`第(\\d+)条((?:第?\\(?${NUMERAL}\\)?[款项]?[、至和或及与]?)*)`, 'g')
const PART = new RegExp(`第?\\(?(${NUMERAL})\\)?([款项]?)([、至和或及与]?)`, 'g')

/** Provisions named in folded text: 第18条第1款第2项至第4项, 第8条第(1)、(3)项. */
function provisionsIn(text: string): Provision[] {
  return [...text.matchAll(PROVISION)].map(([, article, parts]) => {
    const paragraphs: number[] = []
    const items: number[] = []
    let pending: number[] = []
    let ranges = false
    for (const [, number, unit, joint] of parts!.matchAll(PART)) {
      const last = pending.at(-1) ?? items.at(-1) ?? paragraphs.at(-1)
      const to = /\d/.test(number!) ? Number(number) : parseChineseNumeral(number!)!
      const from = ranges && last !== undefined ? last + 1 : to
      for (let n = from; n <= to; n++) pending.push(n)
      ranges = joint === '至'
      if (unit === '款') paragraphs.push(...pending)
      if (unit === '项') items.push(...pending)
      if (unit) pending = []
    }
    return { article: Number(article), paragraphs, items }
  })
}

function covers(named: Provision, place: Provision): boolean {
  const shares = (a: readonly number[], b: readonly number[]) => a.some((n) => b.includes(n))
  return (
    named.article === place.article &&
    (named.paragraphs.length === 0 ||
      place.paragraphs.length === 0 ||
      shares(named.paragraphs, place.paragraphs)) &&
    (named.items.length === 0 || shares(named.items, place.items))
  )
}

interface Breach {
  readonly target: Target
  readonly provisions: readonly Provision[]
}

const memo = new WeakMap<ReadDocument, readonly Breach[]>()

/** Amounts stated for the breach of named provisions, in the order of the text. */
function breachesOf(document: ReadDocument): readonly Breach[] {
  const known = memo.get(document)
  if (known) return known
  const breaches = document.facts.targets
    .filter(({ purpose }) => purpose === 'amount')
    .map((target) => {
      const before = { start: sentenceOf(document, target).start, end: target.start }
      const text = foldedSpan(document, target.paragraph, before)
      return { target, provisions: provisionsIn(text.slice(Math.max(0, text.lastIndexOf('违反本')))) }
    })
    .filter(({ provisions }) => provisions.length > 0)
  memo.set(document, breaches)
  return breaches
}

/** Amounts that the document states for a breach of what a paragraph lays down. */
export function amountsForBreach(document: ReadDocument, paragraph: Paragraph): Target[] {
  const breaches = breachesOf(document)
  if (breaches.length === 0) return []
  const place = provisionsIn(foldText(paragraph.locator))[0]
  if (!place) return []
  return breaches
    .filter(
      ({ target, provisions }) =>
        target.paragraph !== paragraph.index && provisions.some((named) => covers(named, place)),
    )
    .map(({ target }) => target)
}
