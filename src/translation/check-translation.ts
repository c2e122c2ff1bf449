/** Checks a translation sidecar against its source text, line by line. */
import type { BodyTable } from '../bodies/table.ts'
import { linesOfText } from './align-translation.ts'
import { checkLine, type TranslationFault } from './check-line.ts'

/** In the order of the lines; where their numbers differ, that one fault alone, since nothing else can be compared. */
export function checkTranslation(source: string, english: string, bodies?: BodyTable): TranslationFault[] {
  const printed = linesOfText(source)
  const said = linesOfText(english)
  if (printed.length !== said.length) {
    const message = `the translation has ${said.length} lines, the source has ${printed.length}`
    return [{ line: Math.min(printed.length, said.length) + 1, rule: 'lines', severity: 'error', message }]
  }
  return printed.flatMap((line, i) => checkLine(line, said[i]!, i + 1, bodies))
}

/** `line 23: figure: 29.4万 is missing (294000)`; warnings say so. */
export function printFault({ line, rule, severity, message }: TranslationFault): string {
  return `line ${line}: ${severity === 'warning' ? 'warning: ' : ''}${rule}: ${message}`
}
