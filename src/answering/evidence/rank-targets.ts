/** Targets of the candidate paragraphs, ranked by how well each states what the question asks. */
import type { Target } from '../../domain/facts.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { describeUnit } from '../../facts/units.ts'
import type { Engine } from '../engine.ts'
import { contrastAgreement, excludes } from '../question/contrasts.ts'
import type { AskedUnit } from '../question/figures.ts'
import type { Term, Understanding } from '../question/understanding.ts'
import { askedParts, foldedPlace, isWhole, namesPart } from './asked-parts.ts'
import { type RankedTarget, sumOf } from './evidence.ts'
import { foldedHeadings, foldedSpan, type Headings, namesHeading } from './folded.ts'
import { coverageOf, matchesOf, saidShare } from './match.ts'
import { statementOf, type TargetStatement } from './target-statement.ts'

/** What finding a term is worth by where it stands: a clause may hold several targets, the subject is one's own. */
const WORTH = { subject: 1, clause: 0.8, heading: 0.65, above: 0.5, sentence: 0.4, sentenceAlone: 0.85 }
const WEIGHTS = {
  coverage: 1,
  dense: 0.5,
  contrast: 0.2,
  unit: 0.15,
  year: 0.15,
  scope: 0.1,
  quantity: 0.1,
  excluded: 0.4,
  bound: 0.1,
  heading: 0.15,
  focus: 0.2,
}

export interface TargetPlace {
  readonly document: ReadDocument
  readonly target: Target
  /** Index of the paragraph of the announced item (有下列行为之一的：) for which it is stated; null for none. */
  readonly item: number | null
}

/** Best first; ties in the order of the documents' text. */
export async function rankTargets(
  engine: Engine,
  understanding: Understanding,
  places: readonly TargetPlace[],
): Promise<RankedTarget[]> {
  const subjects = places.map(
    ({ document, target, item }) => itemText(document, item) + statementOf(document, target).subject,
  )
  const similarities = await engine.similarity(understanding.folded, subjects)
  const documents = [...new Set(places.map(({ document }) => document))]
  const asked = new Map(documents.map((document) => [document, askedOf(understanding, document)]))
  const byHeading = new Map<Headings, readonly number[]>()
  const headingMatches = (heading: Headings) => {
    const known = byHeading.get(heading)
    if (known) return known
    const matches = matchesOf(understanding.terms, [
      { text: heading.own, worth: WORTH.heading },
      { text: heading.above, worth: WORTH.above },
    ])
    byHeading.set(heading, matches)
    return matches
  }
  const ranked = places.map((place, i) =>
    score(understanding, place, subjects[i]!, asked.get(place.document)!, headingMatches, similarities[i]!),
  )
  const sorted = ranked.sort((a, b) => b.score - a.score || a.target.start - b.target.start)
  // One that is announced for several items is the one for the item asked about.
  const seen = new Set<Target>()
  return sorted.filter(({ target }) => !seen.has(target) && seen.add(target))
}

function itemText(document: ReadDocument, item: number | null): string {
  return item === null ? '' : foldedSpan(document, item, document.tree.paragraphs[item]!.span)
}

interface Asked {
  /** Parts of the document's area and other places that the question names. */
  readonly asPlace: readonly string[]
  /** Its other terms. */
  readonly matter: readonly Term[]
}

function askedOf(understanding: Understanding, document: ReadDocument): Asked {
  const asPlace = askedParts(understanding, document)
  const matter = understanding.terms.filter(
    ({ alternatives }) => !alternatives.some(({ text }) => asPlace.includes(text)),
  )
  return { asPlace, matter }
}

function score(
  understanding: Understanding,
  { document, target, item }: TargetPlace,
  /** Its subject, with the item for which it is stated. */
  said: string,
  { asPlace, matter }: Asked,
  headingMatches: (heading: Headings) => readonly number[],
  dense: number,
): RankedTarget {
  const statement = statementOf(document, target)
  const { subject, clause, sentence } = statement
  const heading = foldedHeadings(document, target.paragraph)
  const fields = [
    { text: said, worth: WORTH.subject },
    { text: clause, worth: WORTH.clause },
    { text: sentence, worth: statement.aloneInSentence ? WORTH.sentenceAlone : WORTH.sentence },
  ]
  const { share, missing } = coverageOf(understanding.terms, fields, headingMatches(heading))
  // The right place alone is no answer: the matter itself must be found.
  const matterFits =
    matter.length === understanding.terms.length ||
    coverageOf(matter, [
      ...fields,
      { text: heading.own, worth: WORTH.heading },
      { text: heading.above, worth: WORTH.above },
    ]).share >= LEAST_MATTER
  const { asked } = understanding
  const unitFits = asked.length === 0 ? null : fitsAny(asked, target)
  const yearFits =
    understanding.years.length === 0 || target.year === null
      ? null
      : understanding.years.includes(target.year)
  const scope = scopeAgreement(understanding, target)
  const parts = {
    coverage: WEIGHTS.coverage * share,
    dense: WEIGHTS.dense * dense,
    contrast: WEIGHTS.contrast * contrastOf(understanding, statement),
    unit: unitPart(asked.length > 0, unitFits),
    year: yearFits === null ? 0 : yearFits ? WEIGHTS.year : -WEIGHTS.year,
    scope: WEIGHTS.scope * scope,
    quantity: target.kind === 'quantity' && understanding.kind !== 'yesno' ? WEIGHTS.quantity : 0,
    bound: WEIGHTS.bound * boundAgreement(understanding, target),
    heading: namesHeading(understanding, heading) ? WEIGHTS.heading : 0,
    focus: target.purpose === 'amount' ? WEIGHTS.focus * saidShare(understanding.terms, said) : 0,
    excluded: -WEIGHTS.excluded * coverageOf(understanding.excluded, [{ text: subject, worth: 1 }]).share,
  }
  return {
    document,
    paragraph: target.paragraph,
    target,
    item,
    score: sumOf(parts),
    coverage: share,
    dense,
    missing,
    parts,
    unitFits,
    yearFits,
    placeFits:
      matterFits &&
      asPlace.every((place) =>
        [subject, clause, sentence, heading.own, heading.above].some((text) => text.includes(place)),
      ),
    otherClass: excludes(understanding.sides, subject),
  }
}

/** Least coverage of what a question says beside a place. */
const LEAST_MATTER = 0.15

/** A state (全覆盖) may answer for a figure, though a figure in the unit asked for answers better. */
function unitPart(asksFigure: boolean, unitFits: boolean | null): number {
  if (unitFits === null) return asksFigure ? -WEIGHTS.unit : 0
  return unitFits ? WEIGHTS.unit : -WEIGHTS.unit
}

const UPPER: ReadonlySet<Target['comparator']> = new Set(['<=', '<', 'range'])
const LOWER: ReadonlySet<Target['comparator']> = new Set(['>=', '>', 'range'])
const ASKS_LEAST = /最[低短少小]|至少|起码|下限|不低于|不少于|\b(?:minimum|at least|the least)\b/

/** Who asks for the most or the least that is allowed asks for a bound on that side: 1 for it, −1 for any other. */
function boundAgreement({ kinds, folded }: Understanding, { comparator }: Target): number {
  if (kinds.includes('ceiling')) return UPPER.has(comparator) ? 1 : -1
  if (ASKS_LEAST.test(folded)) return LOWER.has(comparator) ? 1 : -1
  return 0
}

/** What the sentence's agreement is worth where the statement is silent: 新建 heads a list of classes. */
const BY_SENTENCE = 0.75

/** Agreement of the statement, or in part that of its sentence where the statement is silent (新建A…,其他B…). */
function contrastOf(
  { sides }: Understanding,
  { matter, subject, clause, sentence, aloneInClause }: TargetStatement,
): number {
  // Figures shared out among levels (省、市级) stand in one clause, each with its own subject.
  const own =
    contrastAgreement(sides, matter) || contrastAgreement(sides, aloneInClause ? subject + clause : subject)
  return own || Math.max(0, contrastAgreement(sides, sentence)) * BY_SENTENCE
}

/** A part (嘉定新城, 公共机构) must be asked for; the whole is meant when nothing is said. */
function scopeAgreement(understanding: Understanding, { scope }: Target): number {
  if (scope === null || isWhole(scope)) return 0
  return namesPart(understanding, foldedPlace(scope)) ? 1 : -0.5
}

/** Units that no state (全覆盖) stands for. */
const MEASURED: ReadonlySet<AskedUnit> = new Set(['money', 'duration', 'length', 'mass', 'speed'])

/** Null for a state (全覆盖), which may answer for a share or a number; it is no sum and no span of time. */
function fitsAny(asked: readonly AskedUnit[], target: Target): boolean | null {
  // By when is answered by whatever has a deadline.
  if (asked.includes('date')) return target.deadline === null ? null : true
  if (target.kind === 'quantity') return asked.some((unit) => fitsUnit(unit, target))
  return asked.some((unit) => MEASURED.has(unit)) ? false : null
}

/** Counters (个, 座, 家) answer how many; every other unit answers only the question for its own kind. */
function fitsUnit(asked: AskedUnit, target: Target): boolean {
  const kind = describeUnit(target.unit)?.kind
  if (asked === 'count') return kind === 'count' || kind === 'people'
  if (asked === 'frequency') return target.unit === '次' || target.deadline?.startsWith('每') === true
  // Fines are stated in multiples of the gain, grants as shares of the cost.
  if (asked === 'money' && target.purpose === 'amount' && (kind === 'multiple' || kind === 'percentage'))
    return true
  // A bare ratio (PUE) has no unit of its own.
  if (asked === 'percentage') return kind === 'percentage' || kind === 'none'
  if (asked === 'power') return kind === 'power' || kind === 'energy'
  return kind === asked
}
