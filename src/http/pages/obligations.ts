/** Gives the register of obligations in three honest classes: duties of firms, acts of departments, encouragement. */
import { html, raw } from 'hono/html'
import table from '../../data/trades.json' with { type: 'json' }
import { citationUrl } from '../../domain/citation-url.ts'
import type { Obligation } from '../../domain/facts.ts'
import { fill } from '../../domain/fill-words.ts'
import type { Library } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { countRecords } from '../register-summary.ts'
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
  const trade = table.trades.find(({ id }) => id === here.searchParams.get('trade'))
  const firmsOnly = here.searchParams.get('firms') !== 'all'
  const { total, classes } = classified(selectObligations(library, filter), (each) => {
    if (trade && !isOfTrade(each, library, trade.words)) return false
    if (!firmsOnly || classOf(each) === 'duty') return true
    return table.firmWords.words.some((word) => each.quote.includes(word))
  })
  const all = countRecords(library, 'obligations')
  return html`<div class="register"><h1>${words.obligationsTitle}</h1><p class="lead">${words.obligationsLead}</p>
${filterForm(page, library, { path: '/obligations', filter, more: controls(page, trade?.id, firmsOnly) })}
${exportLinks(page, filter, { shown: total, all }, EXPORTS)}
${CLASSES.map(([name, title, lead]) => {
  const { count, entries } = classes[name]
  return html`<section class="obligation-class" data-class="${name}" aria-labelledby="class-${name}"><h2 id="class-${name}">${words[title]} <span class="count">${count}</span></h2><p class="soft">${words[lead]}</p>
${count === 0 ? html`<p>${words.noRows}</p>` : list(page, library, entries.slice(0, OPEN))}
${count > OPEN ? html`<details><summary>${fill(words.showAll, { n: count - OPEN })}</summary>${list(page, library, entries.slice(OPEN))}${count > ROWS ? html`<p class="soft">${fill(words.onlyFirst, { n: ROWS })}</p>` : NOTHING}</details>` : NOTHING}</section>`
})}</div>`
}

interface Class {
  count: number
  /** The first of them, as many as the page shows. */
  readonly entries: Obligation[]
}

/** The obligations by class; `total` counts those that `isShown` leaves out too. */
function classified(obligations: Iterable<Obligation>, isShown: (each: Obligation) => boolean) {
  const empty = (): Class => ({ count: 0, entries: [] })
  const classes: Record<ObligationClass, Class> = { duty: empty(), act: empty(), encourage: empty() }
  let total = 0
  for (const each of obligations) {
    total++
    if (!isShown(each)) continue
    const of = classes[classOf(each)]
    if (of.count++ < ROWS) of.entries.push(each)
  }
  return { total, classes }
}

function isOfTrade(each: Obligation, library: Library, words: readonly string[]): boolean {
  const isIn = (text: string) => words.some((word) => text.includes(word))
  return isIn(each.quote) || headingsOf(each, library.get(each.document)!).some(isIn)
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
