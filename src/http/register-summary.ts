/** Gives what the registers of a whole library hold — how many records, which years, which bodies — read once. */
import { inPassing, type Library, type RecordCounts, recordCounts } from '../domain/library.ts'

export interface RegisterSummary {
  /** Years of targets, ascending. */
  readonly years: readonly number[]
  /** All bodies named in responsibilities, most tasks first. */
  readonly bodies: readonly string[]
}

const summaries = new WeakMap<Library, RegisterSummary>()

export function registerSummary(library: Library): RegisterSummary {
  const known = summaries.get(library)
  if (known) return known
  const years = new Set<number>()
  const tasks = new Map<string, number>()
  for (const { facts } of inPassing(library)) {
    for (const { year } of facts.targets) if (year !== null) years.add(year)
    countTasks(facts.responsibilities, tasks)
  }
  const summary = { years: [...years].sort((a, b) => a - b), bodies: mostFirst(tasks) }
  summaries.set(library, summary)
  return summary
}

/** Bodies named in the responsibilities of one document, most tasks first; none for an unknown one. */
export function bodiesNamed(library: Library, document: string): string[] {
  const tasks = new Map<string, number>()
  countTasks(library.get(document)?.facts.responsibilities ?? [], tasks)
  return mostFirst(tasks)
}

export function countRecords(library: Library, kind: keyof RecordCounts): number {
  let sum = 0
  for (const document of library.values()) sum += recordCounts(library, document)[kind]
  return sum
}

function countTasks(
  responsibilities: readonly { readonly bodies: readonly { readonly name: string }[] }[],
  tasks: Map<string, number>,
): void {
  for (const { bodies } of responsibilities)
    for (const { name } of bodies) tasks.set(name, (tasks.get(name) ?? 0) + 1)
}

function mostFirst(tasks: ReadonlyMap<string, number>): string[] {
  return [...tasks].sort((a, b) => b[1] - a[1]).map(([name]) => name)
}
