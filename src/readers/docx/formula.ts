/** Gives an Office formula (oMath) on one line: a fraction as a/b, an index as a_1, a power as a^2. */
import { child, elements, textOf, type XmlElement } from '../zip/xml.ts'

/** Damaged formulas repeat a sign without end. */
export function formulaLine(element: XmlElement): string {
  return formulaText(element).replace(/(.)\1{5,}/g, '$1')
}

function formulaText(element: XmlElement): string {
  switch (element.name) {
    case 't':
      return textOf(element)
    case 'f':
      return `${grouped(child(element, 'num'))}/${grouped(child(element, 'den'))}`
    case 'sSub':
      return `${part(element, 'e')}_${grouped(child(element, 'sub'))}`
    case 'sSup':
      return `${part(element, 'e')}^${grouped(child(element, 'sup'))}`
    case 'sSubSup':
      return `${part(element, 'e')}_${grouped(child(element, 'sub'))}^${grouped(child(element, 'sup'))}`
    case 'nary':
      return naryText(element)
    case 'rad':
      return `√${grouped(child(element, 'e'))}`
    case 'd':
      return delimited(element)
    default:
      return elements(element).map(formulaText).join('')
  }
}

function part(element: XmlElement, name: string): string {
  const found = child(element, name)
  return found ? formulaText(found) : ''
}

/** Sums and the like, ∑ without an own sign. */
function naryText(element: XmlElement): string {
  const sign = child(child(element, 'naryPr'), 'chr')?.attributes.val ?? '∫'
  const from = part(element, 'sub')
  const to = part(element, 'sup')
  return `${sign}${from && `_(${from})`}${to && `^(${to})`}${part(element, 'e')}`
}

function delimited(element: XmlElement): string {
  const properties = child(element, 'dPr')
  const open = child(properties, 'begChr')?.attributes.val ?? '('
  const close = child(properties, 'endChr')?.attributes.val ?? ')'
  return open + elements(element, 'e').map(formulaText).join(',') + close
}

function grouped(element: XmlElement | undefined): string {
  const text = element ? formulaText(element) : ''
  return /^[\p{L}\p{N}.]*$/u.test(text) ? text : `(${text})`
}
