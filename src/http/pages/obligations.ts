/** Gives the register of obligations in three honest classes: duties of firms, acts of departments, encouragement. */
import { html, raw } from 'hono/html'
import table from '../../data/trades.json' with { type: 'json' }
import { citationUrl } from '../../domain/citation-url.ts'
import type { Obligation } from '../../domain/facts.ts'
import { fill } from '../../domain/fill-words.ts'
import type { Library } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { headingsOf, selectObligations } from '../select-facts.ts'
import { exportLinks, filterForm, filterOf, ROWS } from './filters.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext, Words } from './page-context.ts'

export type ObligationClass = 'duty' | 'act' | 'encourage'

const CLASSES: readonly (readonly [ObligationClass, keyof Words, keyof Words])[] = [
  ['duty', 'classDuty', 'classDutyLead'],
  ['act', 'classAct', 'classActLead'],
  ['encourage', 'classEncourage', 'classEncourageLead'],
]
const EXPORTS = [
  { path: '/export/obligations.xlsx', label: 'XLSX' },
  { path: '/api/obligations?format=csv', label: 'CSV' },
]
/** Entries of a class shown at once; the others are behind one control. */
const OPEN = 30

/** A firm has a duty only where the sentence addresses it in binding words. */
export function classOf({ addressee, modality }: Obligation): ObligationClass {
  if (modality === 'encourage' || modality === 'explore' || modality === 'may') return 'encourage'
  return (addressee === 'firm' || addressee === 'person') && modality !== 'promote' ? 'duty' : 'act'
}

export function obligationsPage(page: PageContext, library: Library): Markup {
  const { words, here } = page
  const filter = filterOf(page, library)
  const kept = selectObligations(library, filter)
  const all = [...library.values()].reduce((sum, { facts }) => sum + facts.obligations.length, 0)
  const trade = table.trades.find(({ id }) => id === here.searchParams.get('trade'))
  const firmsOnly = here.searchParams.get('firms') !== 'all'
  const shown = kept.filter((each) => {
    const text = [each.quote, ...headingsOf(each, library.get(each.document)!)].join('\n')
    if (trade && !trade.words.some((word) => text.includes(word))) return false
    if (!firmsOnly || classOf(each) === 'duty') return true
    return table.firmWords.words.some((word) => each.quote.includes(word))
  })
  return html`<div class="register"><h1>${words.obligationsTitle}</h1><p class="lead">${words.obligationsLead}</p>
${filterForm(page, library, { path: '/obligations', filter, more: controls(page, trade?.id, firmsOnly) })}
${exportLinks(page, filter, { shown: kept.length, all }, EXPORTS)}
${CLASSES.map(([name, title, lead]) => {
  const entries = shown.filter((each) => classOf(each) === name)
  return html`<section class="obligation-class" data-class="${name}" aria-labelledby="class-${name}"><h2 id="class-${name}">${words[title]} <span class="count">${entries.length}</span></h2><p class="soft">${words[lead]}</p>
${entries.length === 0 ? html`<p>${words.noRows}</p>` : list(page, library, entries.slice(0, OPEN))}
${entries.length > OPEN ? html`<details><summary>${fill(words.showAll, { n: entries.length - OPEN })}</summary>${list(page, library, entries.slice(OPEN, ROWS))}${entries.length > ROWS ? html`<p class="soft">${fill(words.onlyFirst, { n: ROWS })}</p>` : NOTHING}</details>` : NOTHING}</section>`
})}</div>`
}

function controls({ words, lang }: PageContext, chosen: string | undefined, firmsOnly: boolean): Markup {
  return html`<label>${words.filterTrade}<select name="trade"><option value="">${words.all}</option>${table.trades.map(
    (trade) =>
      html`<option value="${trade.id}"${trade.id === chosen ? raw(' selected') : ''}>${trade[lang]}</option>`,
  )}</select></label>
<label class="check"><input type="checkbox" name="firms" value="all"${firmsOnly ? '' : raw(' checked')}> ${words.allActs}</label>`
}

function list(page: PageContext, library: Library, entries: readonly Obligation[]): Markup {
  const { words, href } = page
  return html`<ul class="obligations">${entries.map((each) => {
    const line = library.get(each.document)!.tree.paragraphs[each.paragraph]?.line ?? each.line
    const details = [
      [words.actor, each.actor],
      [words.condition, each.condition],
      [words.exception, each.exception],
    ].filter((entry): entry is [string, string] => Boolean(entry[1]))
    return html`<li><span class="modality" data-modality="${each.modality}">${words[`modality_${each.modality}`]}</span>
<div><p class="obligation-quote" lang="zh-CN">${visibleText(each.quote)}</p>
${details.length > 0 ? html`<dl>${details.map(([term, text]) => html`<div><dt>${term}</dt><dd lang="zh-CN">${visibleText(text)}</dd></div>`)}</dl>` : NOTHING}
<a class="source" href="${href(citationUrl(each.document, each, line))}" lang="zh-CN">${visibleText(each.locator || `${line}`)}</a></div></li>`
  })}</ul>`
}
