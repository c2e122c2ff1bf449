/** Gives a printed sentence from its pattern and values. */

/** `{n} 处` with `{ n: 3 }` → `3 处`. */
export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
