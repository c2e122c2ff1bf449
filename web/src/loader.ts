/** Puts a button on a portal's page that opens the assistant; the component is fetched when the button is first used. */
import table from '../../src/data/interface-loader.json'

/** Written in by the build: the component's SHA-384. */
const INTEGRITY = '__COMPONENT_INTEGRITY__'

const STYLE = `
:host { all: initial; font-family: -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
button { font: inherit; cursor: pointer; }
.launch { position: fixed; inset-inline-end: 24px; bottom: 24px; z-index: 2147483000; min-height: 52px; padding: 0 22px; border: 0; border-radius: 26px; background: var(--policyqa-accent, #17508f); color: var(--policyqa-on-accent, #fff); font-size: 17px; font-weight: 600; box-shadow: 0 4px 18px rgb(0 30 60 / 30%); }
.elder .launch { min-height: 64px; font-size: 24px; border-radius: 32px; }
:focus-visible { outline: 3px solid var(--policyqa-accent, #17508f); outline-offset: 3px; }
.panel { position: fixed; inset-inline-end: 24px; bottom: 24px; z-index: 2147483001; display: flex; flex-direction: column; width: min(420px, calc(100vw - 32px)); height: min(680px, calc(100vh - 48px)); border-radius: 12px; overflow: hidden; background: #fff; box-shadow: 0 8px 40px rgb(0 30 60 / 35%); }
.elder .panel { width: min(620px, calc(100vw - 16px)); height: calc(100vh - 32px); }
.panel[hidden] { display: none; }
.bar { display: flex; align-items: center; justify-content: space-between; padding-inline-start: 18px; background: var(--policyqa-accent, #17508f); color: var(--policyqa-on-accent, #fff); font-size: 16px; font-weight: 600; }
.elder .bar { font-size: 24px; }
.bar button { width: 48px; height: 48px; border: 0; background: none; color: inherit; font-size: 24px; }
.elder .bar button { width: 60px; height: 60px; }
.bar button:focus-visible { outline-color: currentColor; outline-offset: -6px; }
policy-qa { flex: 1; min-height: 0; --policyqa-height: 100%; --policyqa-radius: 0; }
policy-qa::part(header) { display: none; }
p { margin: 18px; font-size: 16px; line-height: 1.7; color: #1b2632; }
@media (max-width: 480px) { .panel { inset: auto 0 0; width: 100%; height: 88vh; border-radius: 14px 14px 0 0; } }
@media print { .launch, .panel { display: none; } }
`

function start(script: HTMLScriptElement): void {
  const server = new URL(script.src).origin
  const { corpus, lang, theme, elder, question } = script.dataset
  const english = (lang || document.documentElement.lang || 'zh').toLowerCase().startsWith('en')
  const words = english ? table.en : table.zh

  const host = document.createElement('div')
  host.lang = english ? 'en' : 'zh-CN'
  const root = host.attachShadow({ mode: 'open' })
  const style = new CSSStyleSheet()
  style.replaceSync(STYLE)
  root.adoptedStyleSheets = [style]
  const frame = document.createElement('div')
  if (elder !== undefined && elder !== '0') frame.className = 'elder'

  const launch = document.createElement('button')
  launch.type = 'button'
  launch.className = 'launch'
  launch.textContent = words.launch
  launch.setAttribute('aria-expanded', 'false')
  launch.setAttribute('aria-controls', 'panel')

  const panel = document.createElement('div')
  panel.id = 'panel'
  panel.className = 'panel'
  panel.hidden = true
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-modal', 'false')
  panel.setAttribute('aria-label', words.title)
  const bar = document.createElement('div')
  bar.className = 'bar'
  const title = document.createElement('span')
  title.textContent = words.title
  const close = document.createElement('button')
  close.type = 'button'
  close.textContent = '×'
  close.setAttribute('aria-label', words.close)
  bar.append(title, close)
  panel.append(bar)
  frame.append(launch, panel)
  root.append(frame)
  document.body.append(host)

  let loaded = false
  const show = (open: boolean) => {
    panel.hidden = !open
    launch.setAttribute('aria-expanded', String(open))
    if (!open) launch.focus()
    else if (loaded) focusBox()
    else load()
  }
  const focusBox = () => {
    const component = panel.querySelector<HTMLElement & { focusBox?: () => void }>('policy-qa')
    if (component?.focusBox) component.focusBox()
    else close.focus()
  }
  const load = () => {
    loaded = true
    const component = document.createElement('policy-qa')
    const attributes = { mode: 'inline', server, corpus, lang: english ? 'en' : 'zh', theme, question, elder }
    for (const [name, value] of Object.entries(attributes))
      if (value !== undefined) component.setAttribute(name, value)
    panel.append(component)
    if (customElements.get('policy-qa')) return setTimeout(focusBox)
    const module = document.createElement('script')
    module.type = 'module'
    module.crossOrigin = 'anonymous'
    if (INTEGRITY.startsWith('sha384-')) module.integrity = INTEGRITY
    module.src = `${server}/embed/v1/policy-qa.js`
    module.onload = () => setTimeout(focusBox)
    module.onerror = () => {
      const note = document.createElement('p')
      const link = document.createElement('a')
      link.href = `${server}/${corpus ? `?corpus=${encodeURIComponent(corpus)}` : ''}`
      link.target = '_blank'
      link.rel = 'noopener'
      link.textContent = words.instead
      note.append(words.failed, ' ', link)
      component.replaceWith(note)
      close.focus()
      console.warn(`policy-qa: the component was blocked; see ${server}/embed/check`)
    }
    document.head.append(module)
    return close.focus()
  }
  launch.addEventListener('click', () => show(panel.hidden !== false))
  close.addEventListener('click', () => show(false))
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return
    event.stopPropagation()
    show(false)
  })
}

const own = document.currentScript
if (own instanceof HTMLScriptElement) {
  if (document.body) start(own)
  else document.addEventListener('DOMContentLoaded', () => start(own))
}
