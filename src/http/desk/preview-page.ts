/** Gives the preview of a file: its sections, what was read of it, what was left out, and its metadata to correct. */
import { html } from 'hono/html'
import { fill } from '../../domain/fill-words.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { DocumentMetadata, Preview } from '../../ports/library-desk.ts'
import { type Markup, NOTHING } from '../pages/layout.ts'
import type { DeskPage, DeskWords } from './desk-page.ts'

/** Fields in the order of the form. */
export const METADATA_FIELDS: readonly {
  readonly name: keyof DocumentMetadata
  readonly label: keyof DeskWords
  readonly date?: true
}[] = [
  { name: 'title', label: 'documentTitle' },
  { name: 'number', label: 'documentNumber' },
  { name: 'issuer', label: 'documentIssuer' },
  { name: 'date', label: 'documentDate', date: true },
  { name: 'status', label: 'documentStatus' },
  { name: 'effective', label: 'documentEffective', date: true },
  { name: 'expires', label: 'documentExpires', date: true },
  { name: 'supersedes', label: 'documentSupersedes' },
]

/** As the State Council's document library names them. */
const VALIDITY = ['现行有效', '已修订', '已废止', '失效']
/** Sections that are listed. */
const MOST_SECTIONS = 300

export function previewPage(page: DeskPage, preview: Preview, replaced: ReadDocument | null): Markup {
  const { words, here } = page
  const { file, kind, document, facts, warnings } = preview
  return html`<h1>${fill(words.previewTitle, { file: visibleText(file) })}</h1>
<p class="lead">${fill(words.previewLead, { kind, document: visibleText(document) })}</p>
${replaced ? html`<p class="desk-note">${fill(words.previewReplaces, { title: visibleText(replaced.tree.metadata.title.value) })}</p>` : NOTHING}
${warnings.length > 0 ? html`<section aria-labelledby="warnings" class="desk-note"><h2 id="warnings">${words.previewWarnings}</h2><ul>${warnings.map((each) => html`<li>${visibleText(each)}</li>`)}</ul></section>` : NOTHING}
<div class="preview"><section aria-labelledby="tree"><h2 id="tree">${words.previewTree}</h2>${sections(words, preview)}</section>
<div><section aria-labelledby="facts"><h2 id="facts">${words.previewFacts}</h2><p>${fill(words.factsCount, {
    targets: facts.targets,
    responsibilities: facts.responsibilities,
    obligations: facts.obligations,
  })}</p>
<ul>${facts.examples.map(({ line, quote }) => html`<li><span lang="zh-CN">${visibleText(quote)}</span> <span class="small soft">${fill(words.line, { line })}</span></li>`)}</ul></section>
<section aria-labelledby="coverage"><h2 id="coverage">${words.previewCoverage}</h2>${coverage(words, preview)}</section></div></div>
<form class="desk-form" method="post" action="${here.pathname + here.search}"><h2>${words.previewMetadata}</h2><p class="hint">${words.previewMetadataLead}</p>
<div class="desk-fields">${METADATA_FIELDS.map(
    ({ name, label, date }) =>
      html`<div><label for="${name}">${words[label]}</label><input id="${name}" name="${name}" value="${preview.metadata[name] ?? ''}"${date ? html` type="date"` : NOTHING}${name === 'status' ? html` list="validity"` : NOTHING} maxlength="300"></div>`,
  )}</div><datalist id="validity">${VALIDITY.map((each) => html`<option value="${each}"></option>`)}</datalist>
<p><button class="button primary" name="action" value="publish" type="submit">${replaced ? words.publishReplace : words.publishDo}</button>
<button class="button" name="action" value="discard" type="submit">${words.discardDo}</button></p></form>`
}

function sections(words: DeskWords, { sections }: Preview): Markup {
  if (sections.length === 0) return html`<p>${words.previewTreeNone}</p>`
  return html`<ul class="preview-tree" lang="zh-CN">${sections
    .slice(0, MOST_SECTIONS)
    .map(
      ({ level, title, locator }) =>
        html`<li data-level="${Math.min(level, 4)}"><span class="soft">${locator}</span> ${visibleText(title)}</li>`,
    )}${sections.length > MOST_SECTIONS ? html`<li>… +${sections.length - MOST_SECTIONS}</li>` : NOTHING}</ul>`
}

function coverage(words: DeskWords, { coverage }: Preview): Markup {
  const { characters, taken, insideSections, notes } = coverage
  const percent = (share: number) => Math.floor(share * 1000) / 10
  const parts = [
    fill(words.coverageCharacters, { characters }),
    taken === null ? words.coverageTakenUnknown : fill(words.coverageTaken, { percent: percent(taken) }),
    fill(words.coverageSections, { percent: percent(insideSections) }),
  ]
  return html`<ul>${[...parts, ...notes.map(visibleText)].map((each) => html`<li>${each}</li>`)}</ul>`
}
