/** Gives the first page: a plain form, what is covered and what is not, questions to begin with; the chat takes it over. */
import { html } from 'hono/html'
import type { SourceText } from '../../domain/document.ts'
import { fill } from '../../domain/fill-words.ts'
import type { Library, ReadDocument } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { askHref } from './answer-view.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext } from './page-context.ts'
import type { SuggestedQuestion } from './suggested-questions.ts'

/** Documents that are listed on the first page; the others are one link away. */
const LISTED = 6

export function homePage(
  page: PageContext,
  library: Library,
  suggested: readonly SuggestedQuestion[],
): Markup {
  const { words, here } = page
  const corpus = here.searchParams.get('corpus')
  return html`<h1 class="visually-hidden">${words.homeTitle}</h1>
<policy-qa mode="page" lang="${page.lang}"${corpus ? html` corpus="${corpus}"` : ''}>
<div class="home">
<p class="home-title" aria-hidden="true">${words.homeTitle}</p>
<p class="lead">${words.homeLead}</p>
${library.size > 1 && corpus && library.has(corpus) ? html`<p class="scope">${words.askingOnly}<span lang="zh-CN">《${visibleText(library.get(corpus)!.tree.metadata.title.value)}》</span> <a href="${page.href('/')}">${words.askAll}</a></p>` : NOTHING}
${questionForm(page, '', [])}
${suggestedSection(page, suggested)}
${coveredSection(page, library)}
</div>
</policy-qa>`
}

/** The form that asks without JavaScript; `history` rides along so that a follow-up is understood. */
export function questionForm(page: PageContext, question: string, history: readonly string[]): Markup {
  const { words, here, lang, elder } = page
  const corpus = here.searchParams.get('corpus')
  return html`<form class="ask-form" action="/ask" method="get" role="search">
<label for="q">${words.questionLabel}</label>
<div class="ask-row"><textarea id="q" name="q" rows="2" maxlength="2000" required aria-describedby="q-hint">${question}</textarea>
<button type="submit">${words.askButton}</button></div>
<p class="hint" id="q-hint">${words.questionHint}</p>
${history.slice(-3).map((earlier) => html`<input type="hidden" name="h" value="${earlier}">`)}
${corpus ? html`<input type="hidden" name="corpus" value="${corpus}">` : NOTHING}
${here.searchParams.has('lang') ? html`<input type="hidden" name="lang" value="${lang}">` : NOTHING}
${elder ? html`<input type="hidden" name="elder" value="1">` : NOTHING}
</form>`
}

function suggestedSection(page: PageContext, questions: readonly SuggestedQuestion[]): Markup {
  const { words } = page
  const roles = [...new Set(questions.map(({ role }) => role))]
  if (roles.length === 0) return NOTHING
  return html`<section class="suggested" aria-labelledby="suggested"><h2 id="suggested">${words.suggested}</h2>
<div class="suggested-roles">${roles.map(
    (role) =>
      html`<div><h3>${words[`role_${role}`]}</h3><ul>${questions
        .filter((question) => question.role === role)
        .map(
          ({ text }) =>
            html`<li><a class="chip" href="${askHref(page, text, [])}" data-question="${text}">${visibleText(text)}</a></li>`,
        )}</ul></div>`,
  )}</div></section>`
}

function coveredSection(page: PageContext, library: Library): Markup {
  const { words, href } = page
  const documents = [...library.values()]
  return html`<div class="covered">
<section aria-labelledby="covered"><h2 id="covered">${words.covered}</h2>
<ul class="documents">${documents.slice(0, LISTED).map((document) => documentEntry(page, document))}</ul>
${documents.length > LISTED ? html`<p><a href="${href('/d')}">${fill(words.allDocuments, { n: documents.length })}</a></p>` : NOTHING}
</section>
<section aria-labelledby="not-covered"><h2 id="not-covered">${words.notCovered}</h2><p>${words.notCoveredText}</p></section>
</div>`
}

/** The unofficial English title, for readers of English. */
export function englishTitle({ lang }: PageContext, { sidecar }: SourceText): Markup {
  return lang === 'en' && sidecar.titleEn ? html`<p>${visibleText(sidecar.titleEn)}</p>` : NOTHING
}

/** One document of a list: title, number, issuer, date and what was read from it. */
export function documentEntry(page: PageContext, { source, tree, facts }: ReadDocument): Markup {
  const { words, href } = page
  const { title, number, issuer, date } = tree.metadata
  const line = [number?.value, issuer?.value, date?.value].filter(Boolean).join(' · ')
  return html`<li><a href="${href(`/d/${encodeURIComponent(tree.document)}`)}" lang="zh-CN">${visibleText(title.value)}</a>
${englishTitle(page, source)}
${line ? html`<p lang="zh-CN">${visibleText(line)}</p>` : NOTHING}
<p class="small">${fill(words.counts, {
    sections: tree.sections.length,
    targets: facts.targets.length,
    responsibilities: facts.responsibilities.length,
  })}</p></li>`
}
