/** English sentences of the answers: unofficial renderings, always beside the Chinese quotation. */
import { numberWord } from './english-numbers.ts'
import type { BodyWords, HeadingWords, Phrases, TargetWords } from './phrases.ts'

const COMPARATORS = { '=': '', '>=': 'at least ', '>': 'more than ', '<=': 'at most ', '<': 'less than ', '~': 'about ', range: '' } // biome-ignore format: a table reads better

const name = ({ name: printed, nameEn }: BodyWords) => (nameEn ? `${nameEn} (${printed})` : printed)
const list = (items: readonly string[]) =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
const bodyList = (bodies: readonly BodyWords[], open: boolean) =>
  open ? `${bodies.map(name).join(', ')} and others (等)` : list(bodies.map(name))

function roles(bodies: readonly BodyWords[], open: boolean): string {
  const leads = bodies.filter(({ role }) => role === 'lead')
  const others = bodies.filter(({ role }) => role !== 'lead')
  if (leads.length === 0) return bodyList(bodies, open)
  if (others.length === 0) return `${bodyList(leads, open)} in the lead`
  return `${bodyList(leads, false)} in the lead, with ${bodyList(others, open)}`
}

const heading = ({ locator, title, titleEn }: HeadingWords) =>
  title ? `“${title}”${titleEn ? ` (${titleEn})` : ''}` : locator
const about = (topic: HeadingWords | null) => (topic ? heading(topic) : 'this matter')

function subject({ subject: zh, subjectEn, scope, scopeEn }: TargetWords): string {
  const where = scope && !zh.includes(scope) ? ` [${scopeEn ? `${scopeEn}, ` : ''}${scope}]` : ''
  return (subjectEn ? `${subjectEn} (${zh})` : zh) + where
}

/** 万 and 亿 have no English word of their own: 50万元 is five hundred thousand yuan, in words as the digits stand nowhere. */
const MAGNITUDE = /^(?:(?:ten|hundred) )?(?:thousand|million|billion|trillion|hundred)(?: |$)/

function value({ comparator, value: figures, unit, unitEn, factor, printed, state }: TargetWords): string {
  if (state) return `“${printed}”`
  const whole = figures.map((figure) => Math.round(Number(figure) * factor * 1e6) / 1e6)
  const inWords = MAGNITUDE.test(unitEn) && whole.every((figure) => !/\d/.test(numberWord(figure)))
  const inDigits = !inWords && figures.every((figure) => printed.includes(String(figure)))
  const numbers = inDigits ? figures.map(String).join('–') : whole.map(numberWord).join(' to ')
  const counted = inDigits ? unitEn || unit : unitEn.replace(MAGNITUDE, '')
  const rendered =
    unit === '%'
      ? `${numbers}${inDigits ? '%' : ' per cent'}`
      : `${numbers}${counted && !/\p{Script=Han}/u.test(counted) ? ` ${counted}` : ''}`
  return `${COMPARATORS[comparator]}${rendered} (${printed})`
}

const ROLES = { lead: 'lead', support: 'in support', responsible: 'responsible' }
const FACTS = { number: 'Document number', date: 'Date', issuer: 'Issued by', drafter: 'Drafted by', title: 'Title', effective: 'In force from', expiry: 'Validity' } // biome-ignore format: a table reads better

export const ENGLISH: Phrases = {
  target: (target) => {
    const { year, deadline, firmness, condition, under } = target
    const when = year !== null && deadline?.includes(String(year)) ? `By ${year}` : (deadline ?? '')
    const aim = firmness === 'aim' ? 'the plan aims for ' : firmness === 'may' ? 'may be ' : ''
    return `${under ? `“${under}”: ` : ''}${when}${when ? ': ' : ''}${subject(target)}${condition ? ` [${condition}]` : ''} — ${aim}${value(target)}`
  },
  targets: ({ count, items }) => `${numberWord(count)} in all: ${items.join('; ')}.`,
  noYear: 'The text states no year for it.',
  aim: 'The wording is an aim (力争, “strive for”), not a firm target.',
  yearPast: (year) => `This is a target for ${year}; the document itself reports no results.`,
  inheritedYear: (deadline) => `The deadline (${deadline}) is carried over from the text before it.`,
  otherValue: (item) => `A similar but different item: ${item}.`,
  responsible: (topic, bodies, open) =>
    `${about(topic)}: responsible ${bodies.length > 1 || open ? 'are' : 'is'} ${roles(bodies, open)}.`,
  statedBodies: (said, bodies, open) => `Responsible: ${bodyList(bodies, open)} — “${said}”.`,
  contains: (h, parts) =>
    parts.length > 0
      ? `${heading(h)} contains: ${parts.map(heading).join('; ')}.`
      : `The text of ${heading(h)} is quoted below.`,
  openList: 'The list ends in 等 (“and others”): it is not exhaustive.',
  noLead: 'The text names no lead body.',
  sectionScope: (h) => `The list belongs to the whole of ${heading(h)}, not to one sentence alone.`,
  bodyListed: (body, topic) =>
    `Yes: ${name(body)} is among the bodies responsible for ${about(topic)}${body.role === 'lead' ? ', as lead' : body.role === 'support' ? ', in support' : ''}.`,
  bodyNotListed: (asked, topic, bodies, open) =>
    `${asked} is not among the bodies named for ${about(topic)}; named are ${roles(bodies, open)}.`,
  bodyAbsent: (asked, title) =>
    `《${title}》 does not mention ${asked}; no other body's task may be lent to it.`,
  tasks: (body, headings) =>
    `${name(body)} is named in ${numberWord(headings.length)} ${headings.length === 1 ? 'place' : 'places'}: ${headings.map((h) => heading(h) + (h.role ? ` (${ROLES[h.role]})` : '')).join('; ')}.`,
  stated: (text) => `The document says: “${text}”`,
  polarity: (polarity, text) => {
    const lead = {
      banned: 'No, prohibited', 'banned-in-principle': 'No, in principle not allowed', required: 'Yes, required', 'required-in-principle': 'Yes, in principle required',
      promoted: 'The document promotes it, without a hard duty on firms or persons', encouraged: 'It is encouraged, not compulsory', pilot: 'Only as a pilot or exploration so far, not as a general duty',
      'phased-out': 'It is to be phased out', excepted: 'It is among the exceptions that the document lists, so not banned', stated: 'The document says',
    }[polarity] // biome-ignore format: a table reads better
    return `${lead}: “${text}”`
  },
  conditionTravels: (condition) => `Condition: ${condition}.`,
  exceptionTravels: (exception) => `Exception: ${exception}.`,
  corrected: (asserted, actual) => `Not as the question says (${asserted}). The document: ${actual}.`,
  correctedUnsaid: (actual) => `Not as the question says. The document: ${actual}.`,
  documentFact: (fact, text) => `${FACTS[fact]}: ${text}.`,
  factName: (fact) => FACTS[fact].toLowerCase(),
  namedIn: (titles) => `The text names ${list(titles)}.`,
  sectionCount: (count) => `${numberWord(count)} sections.`,
  partly: (missing) => `Not stated in the document: ${missing}.`,
  notFound: (title) =>
    `${title ? `《${title}》` : 'The documents held here'} ${title ? 'does' : 'do'} not state this.`,
  noFigure: 'The passages on it give no such figure.',
  noYearValue: (year) => `The document gives no value for ${year}.`,
  noResults:
    'The document states requirements and targets; it reports neither the present state nor results.',
  otherPlace: (place, title) =>
    `${title ? `《${title}》 does` : 'The documents held here do'} not cover ${place}; ${title ? 'its' : 'their'} figures must not be used for it.`,
  outOfScope: (titles) =>
    `This is not a question to the documents held here. Ask about the targets, responsible bodies and requirements of ${titles.map((title) => `《${title}》`).join(', ')}.`,
  tooShort: 'Please ask more specifically: name the matter, the year or the body.',
  whichReading: 'The question can be read in several ways; please choose:',
  rejectedPersonal:
    'The question seems to hold personal data (such as an ID or phone number) and was not processed. Please remove it and ask again.',
  unmatched: (words) => `Not found in the document: ${words.join(', ')}.`,
  keyTerms: (terms) => `Key terms: ${terms.map(({ zh, en }) => `${zh} = ${en}`).join('; ')}.`,
  unofficial: 'The English is an unofficial rendering; the Chinese quotation is what counts.',
  quotation: (n, quote, locator, title) => `[${n}] “${quote}” (《${title}》 ${locator})`,
  nearest: 'Nearest passages:',
  askResponsible: ({ subjectEn }) => subjectEn && `Which bodies are responsible for: ${subjectEn}?`,
  askYear: ({ subjectEn }, year) => subjectEn && `What is the target for ${year}: ${subjectEn}?`,
  // A heading's gloss is too rough to ask by, and its Chinese would make the question Chinese.
  askTargets: () => null,
}
