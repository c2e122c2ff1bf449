/** Sets colour scheme and large text before the first paint, from what the reader chose; nothing leaves the browser. */

const root = document.documentElement

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`zhengda-${name}`)
  } catch {
    return null
  }
}

function store(name: string, value: string): void {
  try {
    localStorage.setItem(`zhengda-${name}`, value)
  } catch {
    // Storage may be switched off; the choice then lasts for this page.
  }
}

const asked = new URLSearchParams(location.search).get('elder')
if (asked !== null) store('elder', asked)
root.toggleAttribute('data-elder', (asked ?? stored('elder')) === '1')
const theme = stored('theme')
if (theme === 'dark' || theme === 'light') root.dataset.theme = theme

function isDark(): boolean {
  return (
    (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
  )
}

document.addEventListener('DOMContentLoaded', () => {
  const elder = document.querySelector<HTMLButtonElement>('button[data-preference="elder"]')
  const dark = document.querySelector<HTMLButtonElement>('button[data-preference="dark"]')
  const show = () => {
    elder?.setAttribute('aria-pressed', String(root.hasAttribute('data-elder')))
    dark?.setAttribute('aria-pressed', String(isDark()))
  }
  elder?.addEventListener('click', (event) => {
    event.preventDefault()
    store('elder', root.toggleAttribute('data-elder') ? '1' : '0')
    show()
  })
  dark?.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark'
    store('theme', root.dataset.theme)
    show()
  })
  if (dark) dark.hidden = false
  show()
})

export {}
