/** Gives the rows of a task table (任务分解表): task as written, target, deadline, bodies, place, from targets or responsibilities. */
import type { Responsibility, Target } from '../domain/facts.ts'
import type { ReadDocument } from '../domain/library.ts'
import { contains, type Span } from '../domain/span.ts'

export interface TaskRow {
  readonly document: string
  /** The task as the document writes it. */
  readonly task: string
  /** Target values as written, one a line; empty where the text sets none. */
  readonly target: string
  /** Deadlines as written, one a line; empty where none is stated. */
  readonly deadline: string
  /** Bodies in the document's order, with its 等. */
  readonly bodies: string
  /** Locator and source line of the task. */
  readonly basis: string
}

/** One row a target: the sentence in which it stands is the task. */
export function taskOfTarget(target: Target, document: ReadDocument): TaskRow {
  const { source, facts } = document
  const value = source.text.slice(target.valueSpan.start, target.valueSpan.end)
  return {
    document: target.document,
    task: target.quote,
    target: targetInWords(target, value),
    deadline: target.deadline ?? '',
    bodies: bodiesFor(target, facts.responsibilities),
    basis: basisOf(target.locator, target.line),
  }
}

/**
 * The rows of one statement of responsibility: each sentence of its scope is a task, with the targets that stand in it.
 * A scope without sentences gives one row with its whole text.
 */
export function tasksOfResponsibility(responsibility: Responsibility, document: ReadDocument): TaskRow[] {
  const { source, tree, facts } = document
  const { scope } = responsibility
  const sentences = tree.paragraphs.flatMap(({ sentences, locator, line }) =>
    sentences
      .filter(({ kind, span }) => kind === 'text' && contains(scope, span))
      .map(({ span }) => ({ span, locator, line })),
  )
  const pieces: readonly { span: Span; locator: string; line: number }[] =
    sentences.length > 0
      ? sentences
      : [{ span: scope, locator: responsibility.locator, line: responsibility.line }]
  return pieces.map(({ span, locator, line }) => {
    const targets = facts.targets.filter((target) => contains(span, target.valueSpan))
    const values = targets.map((target) => {
      const value = source.text.slice(target.valueSpan.start, target.valueSpan.end)
      return targetInWords(target, value)
    })
    const deadlines = targets.map(({ deadline }) => deadline).filter((deadline) => deadline !== null)
    return {
      document: responsibility.document,
      task: source.text.slice(span.start, span.end).trim(),
      target: values.join('\n'),
      deadline: [...new Set(deadlines)].join('\n'),
      bodies: listed(responsibility),
      basis: basisOf(locator, line),
    }
  })
}

/** Scope, subject and value as written; the scope once. */
export function targetInWords({ scope, subject }: Target, value: string): string {
  return [scope !== null && subject.includes(scope) ? null : scope, subject, value].filter(Boolean).join(' ')
}

function bodiesFor(record: Span, responsibilities: readonly Responsibility[]): string {
  return responsibilities
    .filter(({ scope }) => contains(scope, record))
    .map(listed)
    .join('\n')
}

/** Stated roles are printed; none is inferred. */
function listed({ bodies, nonExhaustive }: Responsibility): string {
  const names = bodies.map(({ name, role }) =>
    role === 'lead' ? `${name}(牵头)` : role === 'support' ? `${name}(配合)` : name,
  )
  return names.join('、') + (nonExhaustive ? '等' : '')
}

function basisOf(locator: string, line: number): string {
  return locator === '' ? `第${line}行` : `${locator}\n第${line}行`
}
