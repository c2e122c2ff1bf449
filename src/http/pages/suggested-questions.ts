/** Gives four to six questions to begin with, by role: written ones for documents that have them, else from the facts. */
import table from '../../data/suggestions.json' with { type: 'json' }
import type { Language } from '../../domain/answer.ts'
import type { Target } from '../../domain/facts.ts'
import type { Library, ReadDocument } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'

export type AskerRole = 'official' | 'firm' | 'citizen'

export interface SuggestedQuestion {
  readonly role: AskerRole
  readonly text: string
}

const ROLES: readonly AskerRole[] = ['official', 'firm', 'citizen']
const WRITTEN: Readonly<Record<string, readonly { role: string; zh: string; en: string }[]>> = table.documents

/** `corpus` limits to one document. At most six, two a role. Documents are read in order until there are enough. */
export function suggestedQuestions(library: Library, lang: Language, corpus?: string): SuggestedQuestion[] {
  const found: SuggestedQuestion[] = []
  const documents = corpus === undefined ? library : new Map([...library].filter(([id]) => id === corpus))
  for (const [id, document] of documents) {
    const written = WRITTEN[id]?.map((entry) => ({ role: entry.role as AskerRole, text: entry[lang] }))
    for (const question of written ?? derived(document, lang)) {
      const ofRole = found.filter((other) => other.role === question.role)
      if (ofRole.length < 2 && found.every((other) => other.text !== question.text)) found.push(question)
    }
    if (found.length >= 6) break
  }
  return ROLES.flatMap((role) => found.filter((question) => question.role === role))
}

/** Asks for what the facts of the document hold, in words that the document itself uses. */
function derived({ tree, facts }: ReadDocument, lang: Language): SuggestedQuestion[] {
  const questions: SuggestedQuestion[] = []
  const add = (role: AskerRole, zh: string, en: string) => {
    const text = lang === 'zh' ? zh : en
    if (visibleText(text) === text) questions.push({ role, text })
  }
  const leaf = tree.sections.find(
    (section) =>
      section.title.length >= 4 &&
      section.title.length <= 20 &&
      facts.responsibilities.some(({ start }) => section.span.start <= start && start < section.span.end),
  )
  if (leaf)
    add('official', `“${leaf.title}”由哪些部门负责?`, `Which bodies are responsible for “${leaf.title}”?`)
  const body = mostNamed(facts.responsibilities.flatMap(({ bodies }) => bodies.map(({ name }) => name)))
  if (body) add('official', `${body}有哪些任务?`, `What are the tasks of ${body}?`)
  const ceilings = facts.targets.filter(askable).filter(({ comparator }) => comparator.startsWith('<'))
  for (const target of ceilings.slice(0, 1)) addTarget('firm', target)
  const duty = facts.obligations.find(
    ({ addressee, modality, action }) =>
      addressee === 'firm' && ['ban', 'must', 'shall'].includes(modality) && action.length <= 24,
  )
  if (duty) add('firm', `对“${duty.action}”有什么要求?`, `What is required for “${duty.action}”?`)
  const dated = facts.targets.filter(askable).filter((target) => !ceilings.includes(target))
  for (const target of dated.slice(0, 2)) addTarget('citizen', target)
  return questions

  function addTarget(role: AskerRole, { subject, year }: Target) {
    add(
      role,
      `${year === null ? '' : `${year}年`}${subject}的目标是多少?`,
      `What is the target for ${subject}${year === null ? '' : ` in ${year}`}?`,
    )
  }
}

function askable(target: Target): boolean {
  return target.kind === 'quantity' && target.subject.length >= 4 && target.subject.length <= 24
}

function mostNamed(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}
