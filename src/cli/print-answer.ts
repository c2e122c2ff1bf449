/** Gives an answer as text for a terminal: headline, caveats, quotations with their places, what is near. */
import type { Answer } from '../domain/answer.ts'

const LABELS = {
  zh: { related: '最接近的原文:', suggestions: '可以这样问:', line: '第 ', lineEnd: ' 行' },
  en: { related: 'Nearest paragraphs:', suggestions: 'You may ask:', line: 'line ', lineEnd: '' },
}

export function printAnswer(answer: Answer): string {
  const labels = LABELS[answer.language]
  const place = (locator: string, line: number) =>
    `${locator ? `${locator}  ` : ''}${labels.line}${line}${labels.lineEnd}`
  const lines = [answer.headline, ...answer.caveats.map((caveat) => `! ${caveat}`)]
  for (const { n, title, number, locator, line, quote } of answer.citations) {
    lines.push('', `[${n}] 《${title}》${number ? ` ${number}` : ''}  ${place(locator, line)}`, indent(quote))
  }
  if (answer.related.length > 0) lines.push('', labels.related)
  for (const { locator, line, quote } of answer.related)
    lines.push(`  ${place(locator, line)}`, indent(shortened(quote)))
  if (answer.suggestions.length > 0)
    lines.push('', labels.suggestions, ...answer.suggestions.map((each) => `  ${each}`))
  return visible(lines.join('\n'))
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

/** Control and bidirectional characters of a document cannot steer the terminal or disguise what is printed. */
function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    '\ufffd',
  )
}
