/** Gives the quiet annotations beside a paragraph: its targets, who is responsible, and its binding or inviting words. */
import { html } from 'hono/html'
import { citationUrl } from '../../domain/citation-url.ts'
import type { DocumentFacts, Located, Obligation, Responsibility, Target } from '../../domain/facts.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext } from './page-context.ts'

export interface ParagraphFacts {
  readonly targets: readonly Target[]
  readonly responsibilities: readonly Responsibility[]
  readonly obligations: readonly Obligation[]
}

/** Facts by paragraph index; 推进 and 推动 stand in nearly every sentence and are no news to a reader. */
export function factsByParagraph(facts: DocumentFacts): ReadonlyMap<number, ParagraphFacts> {
  const targets = grouped(facts.targets)
  const responsibilities = grouped(facts.responsibilities)
  const obligations = grouped(facts.obligations.filter(({ modality }) => modality !== 'promote'))
  const paragraphs = new Set([...targets.keys(), ...responsibilities.keys(), ...obligations.keys()])
  return new Map(
    [...paragraphs].map((index) => [
      index,
      {
        targets: targets.get(index) ?? [],
        responsibilities: responsibilities.get(index) ?? [],
        obligations: obligations.get(index) ?? [],
      },
    ]),
  )
}

export function paragraphNotes(
  page: PageContext,
  source: string,
  line: number,
  facts: ParagraphFacts | undefined,
): Markup {
  if (!facts) return NOTHING
  const { words } = page
  const link = (fact: Located, text: string) =>
    html`<a href="${page.href(citationUrl(fact.document, fact, line), { translation: page.here.searchParams.get('translation') })}" lang="zh-CN">${visibleText(text)}</a>`
  return html`<div class="notes" role="note" aria-label="${words.notes}"><dl>
${
  facts.targets.length > 0
    ? html`<dt>${words.noteTarget}</dt>${facts.targets.map(
        (target) =>
          html`<dd>${link({ ...target, ...target.clause }, target.subject)} <b lang="zh-CN">${visibleText(source.slice(target.valueSpan.start, target.valueSpan.end))}</b>${target.deadline ? html` <span lang="zh-CN">${visibleText(target.deadline)}</span>` : ''}</dd>`,
      )}`
    : NOTHING
}
${
  facts.responsibilities.length > 0
    ? html`<dt>${words.noteBodies}</dt>${facts.responsibilities.map(
        (responsibility) =>
          html`<dd>${link(responsibility, responsibility.bodies.map(({ name }) => name).join('、'))}${responsibility.nonExhaustive ? ` ${words.etc}` : ''}</dd>`,
      )}`
    : NOTHING
}
${
  facts.obligations.length > 0
    ? html`<dt>${words.noteModality}</dt>${facts.obligations.map(
        (obligation) =>
          html`<dd><span class="modality" data-modality="${obligation.modality}">${words[`modality_${obligation.modality}`]}</span> ${link(obligation, shortened(obligation.action || obligation.quote))}</dd>`,
      )}`
    : NOTHING
}
</dl></div>`
}

function shortened(text: string): string {
  return text.length <= 28 ? text : `${text.slice(0, 27)}…`
}

function grouped<T extends Located>(facts: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const fact of facts) groups.set(fact.paragraph, [...(groups.get(fact.paragraph) ?? []), fact])
  return groups
}
