/** Gives the page of documents: upload, what came of it, the documents with their status, and the files that failed. */
import { html } from 'hono/html'
import { fill } from '../../domain/fill-words.ts'
import type { Library, ReadDocument } from '../../domain/library.ts'
import { visibleText } from '../../domain/visible-text.ts'
import { type Markup, NOTHING } from '../pages/layout.ts'
import type { DeskPage } from './desk-page.ts'

const PAGE_SIZE = 50

/** A file that was sent: a preview, or why there is none. */
export interface Uploaded {
  readonly file: string
  readonly url?: string
  readonly reason?: string
}

export interface DocumentsState {
  readonly failures: readonly { readonly file: string; readonly reason: string }[]
  readonly uploaded: readonly Uploaded[]
  /** False where the server has no library that can be changed. */
  readonly changeable: boolean
  /** Bytes of the largest file. */
  readonly limit: number
}

export function documentsPage(page: DeskPage, library: Library, state: DocumentsState): Markup {
  const { words, href, here } = page
  const ids = [...library.keys()]
  const pages = Math.max(1, Math.ceil(ids.length / PAGE_SIZE))
  const at = Math.min(Math.max(1, Number.parseInt(here.searchParams.get('page') ?? '1', 10) || 1), pages)
  const columns = [words.columnTitle, words.columnStatus, words.columnFacts]
  if (state.changeable) columns.push(words.columnAction)
  const turn = (to: number, label: string) =>
    html`<a class="button" href="${href('/desk/documents', { page: to })}">${label}</a>`
  return html`<h1>${words.documentsTitle}</h1><p class="lead">${state.changeable ? words.documentsLead : words.notConnected}</p>
${state.changeable ? uploadForm(page, library, state) : NOTHING}
<div class="scroll-x" tabindex="0" role="group" aria-label="${words.documentsTitle}"><table class="desk-table documents-table">
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${ids.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE).map((id) => row(page, library.get(id)!, state.changeable))}</tbody></table></div>
${
  pages > 1
    ? html`<nav class="pager" aria-label="${words.documentsTitle}"><p>${fill(words.pageOf, { page: at, pages })}</p>${at > 1 ? turn(at - 1, words.previous) : NOTHING} ${at < pages ? turn(at + 1, words.next) : NOTHING}</nav>`
    : NOTHING
}
<section aria-labelledby="failures"><h2 id="failures">${words.failuresTitle}</h2>
${
  state.failures.length === 0
    ? html`<p>${words.failuresNone}</p>`
    : html`<dl class="failures">${state.failures.map(({ file, reason }) => html`<dt>${visibleText(file)}</dt><dd>${visibleText(reason)}</dd>`)}</dl>`
}</section>`
}

function uploadForm({ words, href, here }: DeskPage, library: Library, state: DocumentsState): Markup {
  const replaces = here.searchParams.get('replaces') ?? ''
  const replaced = library.get(replaces)
  return html`<form class="desk-form upload" method="post" action="${href('/desk/documents')}" enctype="multipart/form-data" data-upload data-limit="${state.limit}"
 data-progress="${words.uploadProgress}" data-reading="${words.uploadReading}" data-ready="${words.uploadReady}" data-failed="${words.uploadFailed}" data-preview="${words.uploadPreview}" data-lost="${words.uploadLost}" data-large="${fill(words.uploadTooLarge, { limit: Math.floor(state.limit / 1_048_576) })}">
<h2 id="upload">${words.uploadTitle}</h2>
${replaced ? html`<p>${fill(words.previewReplaces, { title: visibleText(replaced.tree.metadata.title.value) })}</p><input type="hidden" name="replaces" value="${replaces}">` : NOTHING}
<label for="file">${words.uploadLabel}</label>
<input id="file" name="file" type="file" required${replaced ? NOTHING : html` multiple`}>
<p class="upload-drop" hidden>${words.uploadDrop}</p>
<button class="button primary" type="submit">${words.uploadDo}</button>
<div class="upload-told" role="status">${
    state.uploaded.length === 0
      ? NOTHING
      : html`<p>${words.uploadResult}</p><ul>${state.uploaded.map(
          ({ file, url, reason }) =>
            html`<li>${
              url
                ? html`${fill(words.uploadReady, { file: visibleText(file) })} <a href="${url}">${words.uploadPreview}</a>`
                : fill(words.uploadFailed, { file: visibleText(file), reason: visibleText(reason ?? '') })
            }</li>`,
        )}</ul>`
  }</div></form>`
}

function row(page: DeskPage, { source, tree, facts }: ReadDocument, changeable: boolean): Markup {
  const { words, href } = page
  const { title, number, issuer, date } = tree.metadata
  const line = [number?.value, issuer?.value, date?.value].filter(Boolean).join(' · ')
  const status: unknown = Reflect.get(source.sidecar, 'status')
  const document = source.id
  return html`<tr><th scope="row"><a href="${href(`/d/${encodeURIComponent(document)}`)}" lang="zh-CN">${visibleText(title.value)}</a><span class="small soft" lang="zh-CN">${visibleText(line)}</span></th>
<td>${typeof status === 'string' ? visibleText(status) : words.statusUnknown}</td>
<td class="small">${fill(words.factsCount, {
    targets: facts.targets.length,
    responsibilities: facts.responsibilities.length,
    obligations: facts.obligations.length,
  })}<br>${fill(words.coverageSections, { percent: Math.round(tree.receipt.insideLeaf * 100) })}</td>
${
  changeable
    ? html`<td><a class="button" href="${href('/desk/documents', { replaces: document })}#upload" aria-label="${`${words.replaceDo}: ${title.value}`}">${words.replaceDo}</a> <a class="button" href="${href('/desk/withdraw', { document })}" aria-label="${`${words.withdrawDo}: ${title.value}`}">${words.withdrawDo}</a></td>`
    : NOTHING
}</tr>`
}

export function withdrawPage({ words, href }: DeskPage, { source, tree }: ReadDocument): Markup {
  const title = visibleText(tree.metadata.title.value)
  return html`<form class="desk-form column" method="post" action="${href('/desk/withdraw')}"><h1>${fill(words.withdrawTitle, { title })}</h1>
<p>${words.withdrawText}</p><input type="hidden" name="document" value="${source.id}">
<p><button class="button primary" type="submit">${words.withdrawConfirm}</button> <a class="button" href="${href('/desk/documents')}">${words.cancel}</a></p></form>`
}
