/** Gives the frame of every page (head, header, navigation, footer) around its content, from the page context. */
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { visibleText } from '../../domain/visible-text.ts'
import type { PageContext } from './page-context.ts'
import { type Place, siteHeader } from './site-header.ts'
import type { WebAssets } from './web-assets.ts'

/** Escaped markup; the only thing that is printed as it is. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

export const NOTHING = raw('')

export interface PageParts {
  readonly title: string
  readonly place: Place
  readonly content: Markup
  /** Module scripts of this page, by name in the asset list. */
  readonly scripts?: readonly ('chat' | 'reader' | 'desk')[]
  /** Stylesheets beside that of the site. */
  readonly styles?: readonly 'deskStyle'[]
  /** Class of the body, for pages with their own layout. */
  readonly layout?: string
}

export function layout(page: PageContext, assets: WebAssets | undefined, parts: PageParts): Markup {
  const { words, elder, href } = page
  const title = parts.place === 'ask' && parts.title === '' ? words.brand : `${parts.title} · ${words.brand}`
  return html`<!doctype html>
<html lang="${words.htmlLang}"${elder ? raw(' data-elder') : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${visibleText(title)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
${
  assets
    ? html`<link rel="stylesheet" href="${assets.style}">
${(parts.styles ?? []).map((name) => html`<link rel="stylesheet" href="${assets[name]}">`)}
<script src="${assets.preferences}"></script>
${(parts.scripts ?? []).map((name) => html`<script type="module" src="${assets[name]}"></script>`)}`
    : ''
}
</head>
<body class="${parts.layout ?? 'page'}">
<a class="skip" href="#content">${words.skip}</a>
${siteHeader(page, parts.place)}
<main id="content" tabindex="-1">
${parts.content}
</main>
<footer class="site-footer">
<p>${words.footer}</p>
<p><a href="${href('/d')}">${words.navDocuments}</a> <a href="${href('/embed/check')}">${words.footerEmbed}</a></p>
</footer>
</body>
</html>`
}
