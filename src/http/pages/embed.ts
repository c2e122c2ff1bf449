/** Gives the pages for portals: the frame page `/embed`, and `/embed/check`, which says how to embed and what blocks it. */
import { html } from 'hono/html'
import { fill } from '../../domain/fill-words.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { questionForm } from './home.ts'
import { type Markup, NOTHING } from './layout.ts'
import type { PageContext, Words } from './page-context.ts'
import { diagnoseEmbedding, type EmbedWay, type Finding, type ServerRules } from './portal-policy.ts'
import type { WebAssets } from './web-assets.ts'

/** A page that is nothing but the conversation; its form works where scripts do not. */
export function framePage(page: PageContext, assets: WebAssets | undefined): Markup {
  const { words, lang, here, elder } = page
  const corpus = here.searchParams.get('corpus')
  const question = here.searchParams.get('question')
  const theme = here.searchParams.get('theme')
  const component = assets?.embed['policy-qa']
  return html`<!doctype html>
<html lang="${words.htmlLang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${words.embedTitle}</title><link rel="icon" href="/icon.svg" type="image/svg+xml">
${assets && component ? html`<link rel="stylesheet" href="${assets.style}"><script type="module" src="${component.path}" integrity="${component.integrity}"></script>` : NOTHING}
</head>
<body class="frame"><main><h1 class="visually-hidden">${words.embedTitle}</h1>
<policy-qa mode="inline" lang="${lang}"${corpus ? html` corpus="${corpus}"` : ''}${question ? html` question="${question}"` : ''}${theme ? html` theme="${theme}"` : ''}${elder ? html` elder` : ''}>${questionForm(page, question ?? '', [])}</policy-qa>
</main></body></html>`
}

const WAYS: readonly (readonly [EmbedWay, keyof Words])[] = [
  ['script', 'wayScript'],
  ['component', 'wayComponent'],
  ['iframe', 'wayFrame'],
  ['form', 'wayForm'],
]

/** `corpus`: id of the document to embed; empty for all. */
export function checkPage(
  page: PageContext,
  corpus: string,
  rules: ServerRules,
  assets: WebAssets | undefined,
): Markup {
  const { words, here, href } = page
  const policy = (here.searchParams.get('csp') ?? '').slice(0, 8000)
  const asked = policy !== '' || rules.portal !== null
  const findings = asked ? diagnoseEmbedding(policy, rules) : []
  return html`<div class="column embed-check"><h1>${words.checkTitle}</h1><p class="lead">${words.checkLead}</p>
<form class="check-form" method="get" action="${href('/embed/check')}">${corpus ? html`<input type="hidden" name="corpus" value="${corpus}">` : NOTHING}
<label for="origin">${words.checkOrigin}</label><input id="origin" name="origin" type="url" placeholder="https://www.example.gov.cn" value="${here.searchParams.get('origin') ?? ''}">
<label for="csp">${words.checkPolicy}</label><textarea id="csp" name="csp" rows="4" maxlength="8000" spellcheck="false">${policy}</textarea>
<p class="hint">${words.checkHint}</p><button type="submit" class="button">${words.checkButton}</button></form>
${WAYS.map(
  ([way, title]) => html`<section class="way"><h2>${words[title]}</h2>
<pre tabindex="0"><code>${snippet(way, rules.server, corpus, words, assets)}</code></pre>
${
  asked
    ? verdicts(
        page,
        findings.filter((finding) => finding.way === way),
      )
    : NOTHING
}</section>`,
)}
<p class="small soft">${words.checkIntegrity}</p></div>`
}

function verdicts({ words }: PageContext, findings: readonly Finding[]): Markup {
  const texts = { allowed: words.checkAllowed, blocked: words.checkBlocked, nonce: words.checkNonce }
  return html`<ul class="findings">${findings.map(
    ({ rule, verdict, remedy }) =>
      html`<li data-verdict="${verdict}"><code>${rule}</code> ${texts[verdict]}${remedy ? html` ${fill(words.checkRemedy, {})}<code>${visibleText(remedy)}</code>` : NOTHING}</li>`,
  )}</ul>`
}

function snippet(
  way: EmbedWay,
  server: string,
  corpus: string,
  words: Words,
  assets: WebAssets | undefined,
): string {
  const integrity = (name: string) => {
    const value = assets?.embed[name]?.integrity
    return value ? ` integrity="${value}" crossorigin` : ''
  }
  const within = corpus ? ` corpus="${corpus}"` : ''
  switch (way) {
    case 'script':
      return `<script src="${server}/embed/v1/loader.js"${corpus ? ` data-corpus="${corpus}"` : ''} data-lang="zh"${integrity('loader')} defer></script>`
    case 'component':
      return `<script type="module" src="${server}/embed/v1/policy-qa.js"${integrity('policy-qa')}></script>\n<policy-qa${within} mode="inline"></policy-qa>`
    case 'iframe':
      return `<iframe title="${words.embedTitle}" src="${server}/embed${corpus ? `?corpus=${encodeURIComponent(corpus)}` : ''}" loading="lazy"></iframe>`
    case 'form':
      return `<form action="${server}/ask"><label>${words.navAsk} <input name="q"></label><button>${words.askButton}</button></form>`
  }
}
