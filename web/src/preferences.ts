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

/** The settings stand in the row and in the menu of the header. */
function buttons(preference: string): HTMLButtonElement[] {
  return [...document.querySelectorAll<HTMLButtonElement>(`button[data-preference="${preference}"]`)]
}

document.addEventListener('DOMContentLoaded', () => {
  const elder = buttons('elder')
  const dark = buttons('dark')
  const show = () => {
    for (const button of elder) button.setAttribute('aria-pressed', String(root.hasAttribute('data-elder')))
    for (const button of dark) button.setAttribute('aria-pressed', String(isDark()))
  }
  for (const button of elder) {
    button.addEventListener('click', (event) => {
      event.preventDefault()
      store('elder', root.toggleAttribute('data-elder') ? '1' : '0')
      show()
    })
  }
  for (const button of dark) {
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark'
      store('theme', root.dataset.theme)
      show()
    })
    button.hidden = false
  }
  show()
  closeMenuOutside()
})

/** The menu closes where it is left: by Escape, which gives the focus back, by a click or by the focus going elsewhere. */
function closeMenuOutside(): void {
  const menu = document.querySelector<HTMLDetailsElement>('.site-menu')
  const leave = (event: Event) => {
    if (menu?.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false
  }
  document.addEventListener('click', leave)
  document.addEventListener('focusin', leave)
  menu?.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return
    menu.open = false
    menu.querySelector('summary')?.focus()
  })
}

export {}
