/** Puts text on the clipboard; on pages without a secure origin, where the clipboard API is missing, by selection. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const box = document.createElement('textarea')
    box.value = text
    box.readOnly = true
    box.setAttribute('aria-hidden', 'true')
    const focused = document.activeElement as HTMLElement | null
    document.body.append(box)
    box.select()
    const done = document.execCommand('copy')
    box.remove()
    focused?.focus()
    return done
  }
}
