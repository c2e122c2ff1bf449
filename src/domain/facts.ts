/** Typed records computed from a document's text, each with the span that proves it. */
import type { Span } from './span.ts'

/** Where a fact stands; `quote === source.slice(start, end)`. */
export interface Located {
  readonly document: string
  /** 1-based line on which the quotation starts. */
  readonly line: number
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly locator: string
  /** Index of the paragraph in the tree. */
  readonly paragraph: number
}

export type Comparator = '=' | '>=' | '>' | '<=' | '<' | '~' | 'range'

/** A goal to reach, a limit or standard to keep, a threshold that selects, an amount paid, a term of time. */
export type TargetPurpose = 'goal' | 'limit' | 'threshold' | 'amount' | 'term'

/** firm: stated flatly; aim: 力争/争取/预计; may: 可/不超过的授权. */
export type Firmness = 'firm' | 'aim' | 'may'

/**
 * A quantitative target, ceiling, threshold or amount, or a dated target without a figure (then `value` holds the
 * written state, such as 全覆盖 or 应装尽装, and `unit` is empty).
 */
export interface Target extends Located {
  readonly kind: 'quantity' | 'state'
  /** What is measured, as printed where possible: 一般工业固体废物综合利用率. */
  readonly subject: string
  readonly subjectSpan: Span | null
  /** Area or group for which it holds, as written (全区, 嘉定新城, 公共机构); null when the text names none. */
  readonly scope: string | null
  readonly comparator: Comparator
  readonly value: number | string | readonly [number, number]
  /** As written: %, 万千瓦, 个, 万平方米; empty for a bare ratio such as PUE. */
  readonly unit: string
  /** Value, unit and comparator words as printed: 不少于2座, 达到90%以上. */
  readonly valueSpan: Span
  /** As written, inherited ones included (到2025年, “十四五”期间, 每年). */
  readonly deadline: string | null
  readonly deadlineSpan: Span | null
  /** True when the deadline stands in an earlier clause and is carried over. */
  readonly deadlineInherited: boolean
  readonly year: number | null
  readonly firmness: Firmness
  /** Base year or base value where the text states one. */
  readonly baseline: string | null
  /** What the figure is conditional on or limited to (新建, 改造后, 既有), as written. */
  readonly condition: string | null
  readonly purpose: TargetPurpose
  /** The clause in which it stands: the smallest span that reads as a statement. */
  readonly clause: Span
}

export type Role = 'lead' | 'support' | 'responsible'

export interface BodyMention {
  /** As printed in this document. */
  readonly name: string
  readonly role: Role | null
  readonly start: number
  readonly end: number
}

/** A statement of who is responsible, and for which stretch of the text. */
export interface Responsibility extends Located {
  readonly bodies: readonly BodyMention[]
  /** True when 等 closes or qualifies the list. */
  readonly nonExhaustive: boolean
  /** The text for which the bodies are responsible. */
  readonly scope: Span
  readonly scopeKind: 'sentences' | 'paragraph' | 'section' | 'document'
  readonly form: 'bracket' | 'sentence'
  /** True when a lead is stated (牵头, 会同, 统筹) and not inferred by convention. */
  readonly leadStated: boolean
}

/** Strength of the wording, from a ban down to exploring; `may` is a permission (可以, 有权) and stands apart. */
export type Modality = 'ban' | 'must' | 'shall' | 'promote' | 'encourage' | 'explore' | 'may'

/** Whom the sentence addresses: a firm or person itself, a public body, or nobody named (departments will act). */
export type Addressee = 'firm' | 'person' | 'department' | 'unstated'

export interface Obligation extends Located {
  readonly modality: Modality
  /** The words that carry the modality (原则上不得, 严禁, 鼓励). */
  readonly marker: string
  readonly actor: string | null
  readonly addressee: Addressee
  readonly action: string
  readonly condition: string | null
  readonly exception: string | null
}

/** A plan, law, standard or programme named in 《…》 or “…” in the text. */
export interface NamedReference extends Located {
  readonly kind: 'title' | 'number' | 'place' | 'project'
  readonly name: string
}

export interface DocumentFacts {
  readonly document: string
  readonly targets: readonly Target[]
  readonly responsibilities: readonly Responsibility[]
  readonly obligations: readonly Obligation[]
  readonly references: readonly NamedReference[]
  /** Figures that are not targets, each with the reason (document number, programme name, standard, part of a name …). */
  readonly otherFigures: readonly (Located & { readonly reason: string })[]
}
