/** Makes the source reader quicker: notes switch without a reload, and marks can be walked through by key. */

const reader = document.querySelector<HTMLElement>('.reader')
const toggle = reader?.querySelector<HTMLAnchorElement>('[data-toggle-facts]')

toggle?.addEventListener('click', (event) => {
  event.preventDefault()
  const off = reader!.dataset.facts !== 'off'
  if (off) reader!.dataset.facts = 'off'
  else delete reader!.dataset.facts
  toggle.textContent = (off ? toggle.dataset.on : toggle.dataset.off) ?? ''
})

// The page comes back with or without the English, at the paragraph that is being read.
const turn = reader?.querySelector<HTMLAnchorElement>('[data-toggle-translation]')
turn?.addEventListener('click', () => {
  const top = document.querySelector('.site-header')?.getBoundingClientRect().bottom ?? 0
  const places = [...reader!.querySelectorAll<HTMLElement>('.reader-text [id^="p"]')]
  const read = places.find((place) => place.getBoundingClientRect().bottom > Math.max(0, top))
  if (read && scrollY > 0) turn.hash = read.id
})

// On a narrow window the outline stands before the text: it opens when it is wanted.
if (matchMedia('(max-width: 1023px)').matches) {
  reader?.querySelector('.outline details')?.removeAttribute('open')
}

/** n and p walk through the hits of a search, as the list of hits does by links. */
const hits = [...(reader?.querySelectorAll<HTMLElement>('mark[id^="f"]') ?? [])]
let at = -1
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.matches('input, textarea, select')
  if (typing || hits.length === 0 || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return
  if (event.key !== 'n' && event.key !== 'p') return
  at = (at + (event.key === 'n' ? 1 : hits.length - 1) + hits.length) % hits.length
  if (at < 0) at = 0
  location.hash = hits[at]!.id
})

export {}
