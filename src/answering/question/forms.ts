/** The kinds of answer that a question asks for, from the wording of the question (src/data/question-forms.json). */
import table from '../../data/question-forms.json' with { type: 'json' }
import type { Language, QuestionKind } from '../../domain/answer.ts'

interface Form {
  readonly kind: QuestionKind
  readonly zh: readonly RegExp[]
  readonly en: readonly RegExp[]
}

const compile = (patterns: readonly string[]) => patterns.map((pattern) => new RegExp(pattern, 'gu'))

const FORMS: readonly Form[] = table.forms.map((form) => ({
  kind: form.kind as QuestionKind,
  zh: compile(form.zh),
  en: compile(form.en),
}))

export interface FormMatch {
  readonly kind: QuestionKind
  readonly start: number
  readonly end: number
}

/** Every form found in a folded, lower-case question, in the table's order: the first is the most specific kind. */
export function findForms(question: string, language: Language): FormMatch[] {
  return FORMS.flatMap(({ kind, [language]: patterns }) =>
    // A question has few of the hundreds of forms, and `matchAll` would copy each pattern before it looks.
    patterns.flatMap((pattern) =>
      question.search(pattern) < 0
        ? []
        : [...question.matchAll(pattern)].map((match) => ({
            kind,
            start: match.index,
            end: match.index + match[0].length,
          })),
    ),
  )
}
