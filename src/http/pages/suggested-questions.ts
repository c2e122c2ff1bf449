/**
 * Gives up to six questions to begin with, each known to be answered: a person linked it to a line, or it has been tried.
 * What is asked decides which of the linked ones come first; no reader's own words are shown to others.
 */

import { detectLanguage } from '../../answering/understanding/language.ts'
import table from '../../data/suggestions.json' with { type: 'json' }
import type { AnswerStatus, Language } from '../../domain/answer.ts'
import type { Obligation, Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { AskedOften } from '../../ports/question-store.ts'
import type { Services } from '../../ports/services.ts'
import { questionKey } from '../../standard-questions/question-key.ts'

export type AskerRole = 'standard' | 'official' | 'firm' | 'citizen'

export interface SuggestedQuestion {
  readonly role: AskerRole
  readonly text: string
}

/** What is known by now for a language, of one document (`corpus`) or of the first documents; more is tried out meanwhile. */
export type Suggest = (
  lang: Language,
  corpus?: string,
  /** Takes the work that goes on after the answer, where a host would end it otherwise. */
  keep?: (work: Promise<void>) => void,
) => readonly SuggestedQuestion[]

const ROLES: readonly AskerRole[] = ['official', 'firm', 'citizen']
const MOST = 6
const PER_ROLE = 2
/** Questions that are tried for one page: the trained reader takes some 200 ms for each. */
const MOST_TRIED = 24
/** Questions of one role that a document may put up, in the hope that two are answered. */
const CANDIDATES = 5
/** Documents that are looked through; a library of statutes is not asked about from end to end. */
const MOST_DOCUMENTS = 8
/** Milliseconds after which it is asked again what is asked often. */
const OFTEN_AGE = 600_000
/** How official documents end the name of somebody who is a person. */
const PERSON = /(?:人|者|户|员|家庭|居民|公民|学生)$/
const ANSWERING: readonly AnswerStatus[] = ['answered', 'partial']
const WRITTEN: Readonly<Record<string, readonly { role: string; zh: string; en: string }[]>> = table.documents

/** `often`: what was answered most often. It is read behind the page, and read again when it is `OFTEN_AGE` old. */
export function createSuggest(services: Services, often?: () => Promise<readonly AskedOften[]>): Suggest {
  const tried = new Map<string, SuggestedQuestion[]>()
  /** One is tried at a time: readers' own questions go first. */
  let trying = Promise.resolve()
  let times: ReadonlyMap<string, number> = new Map()
  let counted = Number.NEGATIVE_INFINITY
  const count = async () => {
    times = timesOf((await often?.()) ?? [])
  }
  return (lang, corpus, keep = () => {}) => {
    if (often && Date.now() - counted > OFTEN_AGE) {
      counted = Date.now()
      keep(count())
    }
    if (corpus !== undefined && !services.library.has(corpus)) return []
    const standard = standardOnes(services, lang, corpus, times)
    const key = `${lang} ${corpus ?? ''}`
    const found = tried.get(key) ?? []
    if (!tried.has(key) && standard.length < MOST) {
      tried.set(key, found)
      trying = trying.then(() => tryOut(services, { lang, corpus, standard, found }))
      keep(trying)
    }
    return [...standard, ...inOrder(found)].slice(0, MOST)
  }
}

/** How often each question was asked, wordings that ask the same taken together. */
function timesOf(asked: readonly AskedOften[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  for (const { question, count } of asked) {
    const { same } = questionKey(question)
    times.set(same, (times.get(same) ?? 0) + count)
  }
  return times
}

/** Standard questions in the language: each is known to lead to its line. The most asked come first, then documents take turns. */
function standardOnes(
  services: Services,
  lang: Language,
  corpus: string | undefined,
  times: ReadonlyMap<string, number>,
): SuggestedQuestion[] {
  const { standardQuestions } = services.sidecars
  const ofDocuments = documentsOf(services, corpus)
    .map(({ source }) => standardQuestions.get(source.id) ?? [])
    .map((entries) =>
      entries
        .map(({ question }) => question)
        .filter((text) => detectLanguage(text) === lang && visibleText(text) === text),
    )
  const timesAsked = (text: string) => times.get(questionKey(text).same) ?? 0
  const asked =
    times.size === 0
      ? []
      : ofDocuments
          .flat()
          .filter((text) => timesAsked(text) > 0)
          .sort((a, b) => timesAsked(b) - timesAsked(a))
  const spreads = ofDocuments.map(spread)
  const turns = Array.from({ length: MOST }, (_, turn) =>
    spreads.flatMap((texts) => texts.slice(turn, turn + 1)),
  )
  const texts = [...new Set([...asked, ...turns.flat()])].slice(0, MOST)
  return texts.map((text) => ({ role: 'standard', text }))
}

/** From the whole of the document: at most `MOST`, at even distances. */
function spread(texts: readonly string[]): string[] {
  const count = Math.min(MOST, texts.length)
  return Array.from({ length: count }, (_, i) => texts[Math.floor((i * texts.length) / count)]!)
}

interface Trial {
  readonly lang: Language
  readonly corpus: string | undefined
  readonly standard: readonly SuggestedQuestion[]
  /** Takes what was answered. */
  readonly found: SuggestedQuestion[]
}

/** Adds written questions for documents that have them, else questions from the facts, each once it was answered. */
async function tryOut(services: Services, { lang, corpus, standard, found }: Trial): Promise<void> {
  let left = MOST_TRIED
  const answered = async (question: string) => {
    const asked = { question, history: [], ...(corpus === undefined ? {} : { corpus }) }
    const answer = await services.ask(asked).catch(() => null)
    // Lets the requests in between.
    await new Promise((resolve) => setTimeout(resolve, 0))
    return answer !== null && ANSWERING.includes(answer.status) && answer.citations.length > 0
  }
  for (const document of documentsOf(services, corpus)) {
    const written = WRITTEN[document.source.id]
    const candidates: readonly SuggestedQuestion[] = written
      ? written.map((entry) => ({ role: entry.role as AskerRole, text: entry[lang] }))
      : derived(document, lang)
    for (const candidate of candidates) {
      if (standard.length + found.length >= MOST || left === 0) return
      const ofRole = found.filter(({ role }) => role === candidate.role)
      if (ofRole.length >= PER_ROLE || [...standard, ...found].some(({ text }) => text === candidate.text))
        continue
      left--
      if (await answered(candidate.text)) found.push(candidate)
    }
  }
}

function inOrder(found: readonly SuggestedQuestion[]): SuggestedQuestion[] {
  return ROLES.flatMap((role) => found.filter((question) => question.role === role))
}

function documentsOf({ library }: Services, corpus: string | undefined): ReadDocument[] {
  if (corpus !== undefined) return [library.get(corpus)].filter((document) => document !== undefined)
  const first: ReadDocument[] = []
  for (const document of library.values()) {
    first.push(document)
    if (first.length >= MOST_DOCUMENTS) break
  }
  return first
}

/** Asks for what the facts of the document hold, in words that the document itself uses. */
function derived({ tree, facts }: ReadDocument, lang: Language): SuggestedQuestion[] {
  const questions: SuggestedQuestion[] = []
  const add = (role: AskerRole, zh: string, en: string) => {
    const text = lang === 'zh' ? zh : en
    if (visibleText(text) === text) questions.push({ role, text })
  }
  const askFor = (role: AskerRole, { subject, year }: Target) =>
    add(
      role,
      `${year === null ? '' : `${year}年`}${subject}的目标是多少?`,
      `What is the target for ${subject}${year === null ? '' : ` in ${year}`}?`,
    )
  const headed = tree.sections.filter(
    ({ title, span }) =>
      title.length >= 4 &&
      title.length <= 20 &&
      facts.responsibilities.some(({ start }) => span.start <= start && start < span.end),
  )
  for (const { title } of headed.slice(-CANDIDATES)) {
    add('official', `“${title}”由哪些部门负责?`, `Which bodies are responsible for “${title}”?`)
  }
  for (const body of mostNamed(
    facts.responsibilities.flatMap(({ bodies }) => bodies.map(({ name }) => name)),
  )) {
    add('official', `${body}有哪些任务?`, `What are the tasks of ${body}?`)
  }
  const duties = facts.obligations.filter(({ modality }) => ['ban', 'must', 'shall'].includes(modality))
  const bound = (addressee: Obligation['addressee']) =>
    mostNamed(duties.filter((each) => each.addressee === addressee).map(({ actor }) => actor ?? '')).filter(
      (actor) => actor.length >= 2 && actor.length <= 16,
    )
  for (const actor of bound('firm')) add('firm', `${actor}应当做什么?`, `What must ${actor} do?`)
  for (const actor of bound('person').filter((name) => PERSON.test(name)))
    add('citizen', `${actor}应当做什么?`, `What must ${actor} do?`)
  const figures = facts.targets.filter(
    ({ kind, subject }) =>
      kind === 'quantity' && subject.length >= 4 && subject.length <= 24 && !subject.startsWith('每'),
  )
  for (const limit of figures.filter(({ purpose }) => purpose === 'limit').slice(0, CANDIDATES))
    askFor('firm', limit)
  for (const goal of figures.filter(({ purpose }) => purpose === 'goal').slice(0, CANDIDATES))
    askFor('citizen', goal)
  const title = tree.metadata.title.value
  if (tree.metadata.effective) {
    add('citizen', `《${title}》从什么时候开始施行?`, `When does 《${title}》 take effect?`)
  }
  if (tree.metadata.issuer) add('citizen', `《${title}》是哪个单位印发的?`, `Who issued 《${title}》?`)
  return questions
}

/** The bodies that are named most often, at most `CANDIDATES`. */
function mostNamed(names: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, CANDIDATES)
    .map(([name]) => name)
}
