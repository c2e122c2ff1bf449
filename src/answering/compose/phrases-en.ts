/** English sentences of the answers: what is neutral is said in English, the document's words are quoted. */
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

const heading = ({ locator, title }: HeadingWords) =>
  title ? `“${title}”` : /\d/.test(locator) ? 'this matter' : locator
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
/** A date with its Chinese beside it, which the quotation proves; other facts as printed. */
function inEnglish(text: string): string {
  const date = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(text.normalize('NFKC').replace(/\s/g, ''))
  return date ? `${Number(date[3])} ${MONTHS[Number(date[2]) - 1]} ${date[1]} (${text})` : text
}
const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

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

function item(target: TargetWords): string {
  const { year, deadline, firmness, subject, scope } = target
  const when =
    year !== null && deadline?.includes(String(year)) ? ` by ${year}` : deadline ? ` (${deadline})` : ''
  const who = scope && !subject.includes(scope) ? `${scope}${subject}` : subject
  return `${who}: ${firmness === 'aim' ? 'the aim is ' : ''}${value(target)}${when}`
}

const ROLES = { lead: 'lead', support: 'in support', responsible: 'responsible' }
const FACTS = { number: 'Document number', date: 'Date', issuer: 'Issued by', drafter: 'Drafted by', title: 'Title', effective: 'In force from', expiry: 'Validity' } // biome-ignore format: a table reads better

export const ENGLISH: Phrases = {
  stated: (clause, where, english) =>
    english || `The document answers this under ${heading(where)}: “${clause}”`,
  target: (target) => {
    const { year, deadline, firmness } = target
    const when =
      year !== null && deadline?.includes(String(year)) ? ` by ${year}` : deadline ? ` (${deadline})` : ''
    return `${sentence(`${firmness === 'aim' ? 'the aim is ' : ''}${value(target)}${when}`)}.`
  },
  list: (count, items, where) =>
    `${sentence(numberWord(count))} items under ${heading(where)}: ${items.map((each) => `“${each}”`).join('; ')}.`,
  targetItem: item,
  targets: (count, items) => `${sentence(numberWord(count))} in all: ${items.join('; ')}.`,
  bans: (count, items) =>
    `${sentence(numberWord(count))} prohibitions: ${items.map((each) => `“${each}”`).join('; ')}.`,
  responsible: (topic, bodies, open) => `Responsible for ${heading(topic)}: ${roles(bodies, open)}.`,
  bodyListed: (body, topic) =>
    `Yes. ${name(body)} is among the bodies responsible for ${heading(topic)}${body.role === 'lead' ? ', as lead' : body.role === 'support' ? ', in support' : ''}.`,
  bodyNotListed: (asked, topic) => `No: ${asked} is not among the bodies named for ${heading(topic)}.`,
  bodyAbsent: (asked, title) =>
    `《${title}》 does not mention ${asked}; no other body's task may be lent to it.`,
  tasks: (body, headings) =>
    `${name(body)} is named in ${numberWord(headings.length)} ${headings.length === 1 ? 'place' : 'places'}: ${headings.map((h) => (h.of ? `《${h.of}》 ` : '') + heading(h) + (h.role ? ` (${ROLES[h.role]})` : '')).join('; ')}.`,
  polarity: (polarity, said, english) => {
    const lead = {
      banned: 'No, this is prohibited', 'banned-in-principle': 'No, in principle this is not allowed', required: 'Yes, this is required',
      promoted: 'The document promotes it, without a hard duty on firms or persons', encouraged: 'It is encouraged, not compulsory',
      pilot: 'Only as a pilot so far, not as a general duty', permitted: 'Yes, this is permitted', stated: 'The document says',
    }[polarity] // biome-ignore format: a table reads better
    return `${lead}: ${english || `“${said}”`}`
  },
  corrected: (said, english) => `The document says otherwise: ${english || `“${said}”`}`,
  documentFact: (fact, text) => `${FACTS[fact]}: ${inEnglish(text)}.`,
  contains: (h, parts) =>
    parts.length > 0
      ? `${heading(h)} contains: ${parts.map(heading).join('; ')}.`
      : `The text of ${heading(h)} is quoted below.`,
  noYear: 'The text states no year for it.',
  aim: 'The wording is an aim (力争, “strive for”), not a firm target.',
  yearPast: (year) => `${year} has passed; the document itself reports no results.`,
  inheritedYear: (deadline) => `The deadline (${deadline}) is carried over from the text before it.`,
  openList: 'The list ends in 等 (“and others”): it is not exhaustive.',
  noLead: 'The text names no lead body.',
  sectionScope: (h) => `The list belongs to the whole of ${heading(h)}, not to one sentence alone.`,
  conditionTravels: (condition) => `Condition: “${condition}”.`,
  exceptionTravels: (exception) => `Exception: “${exception}”.`,
  more: (shown, count) => `${count} in all, ${shown} shown above; the register holds all of them.`,
  notFound: (title) =>
    `${title ? `《${title}》` : 'The documents held here'} ${title ? 'does' : 'do'} not state this.`,
  noYearValue: (year) => `The document gives no value for ${year}.`,
  otherPlace: (place, title) =>
    `${title ? `《${title}》 does` : 'The documents held here do'} not cover ${place}; what they say must not be used for it.`,
  outOfScope: (titles) =>
    `This is not a question to the documents held here. Ask about the targets, responsible bodies and requirements of ${titles.map((title) => `《${title}》`).join(', ')}.`,
  tooShort: 'Please ask more specifically: name the matter, the year or the body.',
  whichReading: 'The question can be read in several ways; please choose:',
  rejectedPersonal:
    'The question seems to hold personal data (such as an ID or phone number) and was not processed. Please remove it and ask again.',
  unofficial: 'The Chinese quotation is what counts.',
  quotation: (n, quote, locator, title) => `[${n}] “${quote}” (《${title}》 ${locator})`,
  translation: (english) => `    Unofficial translation: ${english}`,
  notInForce: ({ title, reason, day, successor }) => {
    const said = {
      not_yet: `applies only from ${day}`, expired: `expired on ${day}`,
      superseded: `has been superseded${successor ? ` by 《${successor.title}》` : ''}${day ? ` since ${day}` : ''}`,
      repealed: 'has been repealed', revised: 'has been revised', lapsed: 'is no longer in force',
    }[reason] // biome-ignore format: a table reads better
    const next = successor
      ? ` In force: ${reason === 'superseded' ? '' : `《${successor.title}》 `}${successor.url}.`
      : ''
    return `Note: 《${title}》 ${said}.${next}`
  },
  reviewedBy: (by, date) => `This answer was linked to its source by ${by} on ${date}.`,
  nearest: 'Nearest passages:',
}
