/** Gives the header of every page, one row at any width: what does not fit stands in a menu that opens without script. */
import { html, raw } from 'hono/html'
import type { Markup } from './layout.ts'
import type { PageContext } from './page-context.ts'

export type Place = 'ask' | 'targets' | 'responsibilities' | 'obligations' | 'documents' | 'other'

/** The links and settings stand twice; the style sheet shows them in the row or in the menu, never in both. */
export function siteHeader(page: PageContext, place: Place): Markup {
  const { words, href } = page
  return html`<header class="site-header">
<div class="site-bar">
<a class="brand" href="${href('/')}"><span class="brand-mark" aria-hidden="true">政</span><span class="brand-name">${words.brand}</span><span class="brand-line">${words.tagline}</span></a>
<nav class="site-nav" aria-label="${words.mainNav}">
${navigation(page, place)}
</nav>
<div class="settings">${elderForm(page)}${otherSettings(page)}</div>
<details class="site-menu"><summary>${words.menu}</summary>
<div class="site-menu-panel"><nav aria-label="${words.mainNav}">${navigation(page, place)}</nav>
<div class="site-menu-settings">${otherSettings(page)}</div></div></details>
</div>
</header>`
}

function navigation({ words, href }: PageContext, place: Place) {
  const entries: readonly (readonly [Place, string, string])[] = [
    ['ask', '/', words.navAsk],
    ['targets', '/targets', words.navTargets],
    ['responsibilities', '/responsibilities', words.navResponsibilities],
    ['obligations', '/obligations', words.navObligations],
    ['documents', '/d', words.navDocuments],
  ]
  return entries.map(
    ([name, path, label]) =>
      html`<a href="${href(path)}"${name === place ? raw(' aria-current="page"') : ''}>${label}</a>`,
  )
}

/** Large text is for those who would not find it in a menu: it stays in the row. */
function elderForm({ here, elder, words }: PageContext) {
  const kept = [...here.searchParams].filter(([name]) => name !== 'elder')
  return html`<form method="get" action="${here.pathname}" aria-label="${words.settings}">
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button type="submit" data-preference="elder" name="elder" value="${elder ? '0' : '1'}" aria-pressed="${elder ? 'true' : 'false'}">${words.elder}</button></form>`
}

function otherSettings({ here, lang, words }: PageContext) {
  const other = lang === 'zh' ? 'en' : 'zh'
  const switched = new URL(here)
  switched.searchParams.set('lang', other)
  return html`<button type="button" data-preference="dark" aria-pressed="false" hidden>${words.dark}</button>
<a href="${switched.pathname + switched.search}" lang="${other === 'en' ? 'en' : 'zh-CN'}" hreflang="${other}" data-switch-language>${words.otherLanguage}</a>`
}
