/** Aligns an English text with its source, line by line and, where their numbers agree, sentence by sentence. */
import { ZhengdaError } from '../domain/errors.ts'
import type { Span } from '../domain/span.ts'
import type { AlignedPiece, Translation, TranslationNote } from '../domain/translation.ts'
import { sentencesOf } from '../parse/sentences.ts'
import { trimSpan } from '../text/lines.ts'
import { englishSentences } from './english-sentences.ts'

/** Lines of a text; `\r\n` counts as one break, and blank lines at the end count for nothing. */
export function linesOfText(text: string): string[] {
  return text.trimEnd().split(/\r?\n/)
}

/** `english` is the text of `<id>.en.txt`. Throws `sidecar_invalid` where it has another number of lines than the source. */
export function alignTranslation(
  source: { readonly id: string; readonly text: string },
  english: string,
  note: TranslationNote | null = null,
): Translation {
  const printed = linesOfText(source.text)
  const lines = linesOfText(english).map((line) => line.trim())
  if (lines.length !== printed.length) {
    throw new ZhengdaError(
      'sidecar_invalid',
      `${source.id}.en.txt has ${lines.length} lines, ${source.id} has ${printed.length}: line n must translate line n; npm run check-translation -- ${source.id}`,
    )
  }
  const pieces: AlignedPiece[] = []
  let start = 0
  for (const [i, line] of lines.entries()) {
    const found = source.text.indexOf('\n', start)
    const end = found < 0 ? source.text.length : found
    for (const [span, words] of pairs(source.text, { start, end }, line)) {
      pieces.push({ span, line: i + 1, english: words })
    }
    start = end + 1
  }
  return { document: source.id, note, lines, pieces }
}

/** The source spans of a line with their English; a blank line has none. */
function pairs(source: string, line: Span, english: string): [Span, string][] {
  const whole = trimSpan(source, line)
  if (whole.end === whole.start) return []
  const printed = sentencesOf(source, whole, [])
  const said = englishSentences(english)
  if (printed.length !== said.length) return [[whole, english]]
  return printed.map(({ span }, i) => [span, said[i]!])
}
