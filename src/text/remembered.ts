/** A function of a text that remembers its latest results: what is asked about repeats, and so do its words. */

/** Longer texts seldom come again and would fill the memory. */
const LONGEST_TEXT = 100

/** `make` must depend on its text alone. At `most` results all are forgotten, which costs less than an order of use. */
export function remembered<T>(most: number, make: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>()
  return (text) => {
    const known = results.get(text)
    if (known !== undefined) return known
    const made = make(text)
    if (text.length > LONGEST_TEXT) return made
    if (results.size >= most) results.clear()
    results.set(text, made)
    return made
  }
}
