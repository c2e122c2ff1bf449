/**
 * Tells what of a model's sentence is not proven: it may say what the template's sentence says, in other words, and no
 * more. Its words are theirs or plain ones. Figures with unit and comparator, dates, bodies and their roles, titles and degrees of duty stand both in the
 * cited spans and in the template's sentence; nothing of the template's is left out, and its order is kept, so that no
 * figure goes over to another's subject.
 */
import { findBodies } from '../bodies/find-bodies.ts'
import type { BodyTable } from '../bodies/table.ts'
import type { Answer } from '../domain/answer.ts'
import { emphasis, partsOf } from '../domain/emphasis.ts'
import { readNumerals } from '../text/numerals.ts'
import { bindingFaults } from './bindings.ts'
import { chineseFaults } from './chinese-claims.ts'
import { englishFaults } from './english-claims.ts'
import { inventedWords } from './invented-words.ts'
import { COMPARING, eitherPattern, WORDS } from './phrasing-words.ts'
import { type Fault, fold, isQuoted, type Proof, proofOf } from './proof.ts'

export type Proven = Pick<Answer, 'language' | 'headline' | 'citations'>

/** Empty where every claim is proven. */
export function verifyPhrasing(text: string, answer: Proven, bodies: BodyTable): Fault[] {
  const form = formFaults(text, answer)
  if (form.length > 0) return form
  const proof = proofOf(answer, bodies)
  const said = fold(text)
  const { headline } = proof
  const stated: Proof = { ...proof, quotes: [headline], inDigits: [readNumerals(headline)] }
  const faultsIn = answer.language === 'zh' ? chineseFaults : englishFaults
  return [
    ...faultsIn(said, proof),
    ...faultsIn(said, stated),
    ...titleFaults(said, proof),
    ...quotationFaults(said, proof),
    ...languageFaults(said, proof),
    ...leadFaults(said, proof),
    ...modalityFaults(said, proof),
    ...inventedWords(said, proof),
    ...lossFaults(said, answer, proof),
  ]
}

/** Most characters beyond twice the template's. */
const ROOM = 120
/** Addresses, markup, fences, control and deceiving characters have no place in a sentence. */
const FOREIGN =
  /https?:|www\.|[a-z0-9-]+\.(?:com|cn|net|org|gov)\b|@|[<>{}`\\|#*_~^=]|[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/iu

function formFaults(text: string, { headline }: Proven): Fault[] {
  const foreign = FOREIGN.exec(text)?.[0]
  if (foreign) return [{ rule: 'form', text: foreign }]
  if (text.trim() === '') return [{ rule: 'form', text: 'empty' }]
  return text.length > headline.length * 2 + ROOM ? [{ rule: 'form', text: `${text.length} characters` }] : []
}

function titleFaults(said: string, proof: Proof): Fault[] {
  const titles = said.match(/《[^《》]*》/g) ?? []
  const rest = said.replace(/《[^《》]*》/g, '')
  const unproven = titles.filter((title) => !isQuoted(proof, title))
  return [...unproven, ...(rest.match(/[《》]/g) ?? [])].map((text) => ({ rule: 'title', text }))
}

function quotationFaults(said: string, proof: Proof): Fault[] {
  return [...said.matchAll(/[“"]([^“”"]*)[”"]/g)]
    .filter(([, inner = '']) => !isQuoted(proof, inner) && !proof.headline.includes(inner))
    .map(([text]) => ({ rule: 'quotation', text }))
}

/** Chinese text holds no Latin word that the spans do not hold; English text is mostly English. */
function languageFaults(said: string, proof: Proof): Fault[] {
  if (proof.language === 'zh') {
    return [...said.matchAll(/[A-Za-z][A-Za-z\d.-]*/g)]
      .filter(([word]) => !isQuoted(proof, word) && !proof.headline.includes(word))
      .map(([text]) => ({ rule: 'language', text }))
  }
  return /[A-Za-z]{3}/.test(said) ? [] : [{ rule: 'language', text: 'no English' }]
}

const LEAD = eitherPattern(WORDS.leads)
const clausesOf = (text: string) => text.split(/[,;。()]|\. /)
const hasLead = (clause: string) => clause.search(LEAD) >= 0

/** Who is said to lead is said to lead in a clause of a span or of the template. */
function leadFaults(said: string, { language, bodies, quotes, headline }: Proof): Fault[] {
  const proven = [...quotes, headline].flatMap(clausesOf).filter(hasLead).join('\n').toLowerCase()
  const clauses = clausesOf(said)
  return clauses.flatMap((clause, i) => {
    if (!hasLead(clause)) return []
    if (proven === '') return [{ rule: 'lead' as const, text: clause.trim() }]
    const own = findBodies(clause, language, { table: bodies })
    // A role in brackets is that of the body before them: 区交通委（牵头）.
    const meant =
      own.length > 0 ? own : findBodies(clauses[i - 1] ?? '', language, { table: bodies }).slice(-1)
    return meant
      .filter(({ name }) => !proven.includes(name.toLowerCase()))
      .map(({ name }) => ({ rule: 'lead' as const, text: name }))
  })
}

const MODALITY = WORDS.modality.map((row) => ({ class: row.class, pattern: eitherPattern(row) }))

/** Classes of duty that a text speaks of; a ban is taken out before a duty is looked for (must not, must). */
function modalities(text: string): Set<string> {
  const found = new Set<string>()
  let rest = text
  for (const { class: name, pattern } of MODALITY) {
    const left = rest.replace(pattern, ' ')
    if (left !== rest) found.add(name)
    rest = left
  }
  return found
}

function modalityFaults(said: string, { quotes, headline }: Proof): Fault[] {
  const stated = modalities(headline)
  const proven = new Set([
    ...stated,
    ...(stated.size > 0 ? [] : quotes.flatMap((quote) => [...modalities(quote)])),
  ])
  const claimed = modalities(said)
  return [
    ...[...claimed].filter((name) => !proven.has(name)),
    ...[...stated].filter((name) => !claimed.has(name)),
  ].map((text) => ({ rule: 'modality', text }))
}

const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g
const KEEPS = WORDS.keeps.map((row) => ({ rule: row.rule, pattern: eitherPattern(row) }))

/** What the template's sentence says stays said, in its order and as often. */
function lossFaults(said: string, answer: Proven, { headline, bodies }: Proof): Fault[] {
  const says = (text: string, pattern: RegExp) => text.replace(COMPARING, ' ').search(pattern) >= 0
  const lost = KEEPS.filter(({ pattern }) => says(headline, pattern) && !says(said, pattern))
  const gained = KEEPS.filter(({ pattern }) => says(said, pattern) && !says(headline, pattern))
  const inDigits = readNumerals(said)
  const { sequence, year } = carriedBy(answer, bodies)
  const faults: Fault[] = []
  let from = 0
  for (const text of sequence) {
    const at = inDigits.indexOf(text, from)
    if (at >= 0) from = at + text.length
    else faults.push({ rule: inDigits.includes(text) ? 'order' : 'left out', text })
  }
  if (year !== null && !inDigits.includes(year)) faults.push({ rule: 'left out', text: year })
  return [
    ...lost.map(({ rule }): Fault => ({ rule: 'left out', text: rule })),
    ...gained.map(({ rule }): Fault => ({ rule: 'word', text: rule })),
    ...faults,
    ...bindingFaults(inDigits, readNumerals(headline), sequence),
  ]
}

interface Carried {
  /** Figures and names of the template's sentence that its quotations prove, each as often as it stands there. */
  readonly sequence: readonly string[]
  /** The one year of the sentence, which may go anywhere; several years stand in `sequence`, each by its figure. */
  readonly year: string | null
}

/** Folded, with numerals as digits. */
function carriedBy({ language, headline, citations }: Proven, bodies: BodyTable): Carried {
  const quotes = citations.map(({ quote }) => fold(quote))
  const said = fold(headline)
  const quoted = (text: string) => quotes.some((quote) => quote.includes(text))
  const years = [...new Set(said.match(YEAR))].filter(quoted)
  const names = findBodies(said, 'zh', { table: bodies }).map(({ name }) => name)
  const strings = [
    ...emphasis(said, quotes),
    ...names.filter(quoted),
    ...(years.length > 1 ? years : []),
  ].map(readNumerals)
  const longestFirst = [...new Set(strings)].sort((a, b) => b.length - a.length)
  const parts = partsOf(readNumerals(said), longestFirst).filter(({ strong }) => strong)
  const texts = parts.map(({ text }) => text)
  // English sentences print a figure twice, as rendered and as printed: 6 (6个). The printed one has to stay.
  const sequence = language === 'en' ? texts.filter((text, i) => !texts[i + 1]?.startsWith(text)) : texts
  return { sequence, year: years.length === 1 ? years[0]! : null }
}
