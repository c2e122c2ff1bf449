/** Gives a citation as text in the styles that people paste, from the citation, its document's metadata and the address. */
import type { Citation } from './answer.ts'

export type CitationStyle = 'official' | 'gbt7714' | 'markdown' | 'plain'

export interface CitedSource {
  readonly issuer: string | null
  /** ISO date of issue. */
  readonly date: string | null
}

/**
 * `official` is the way official documents cite each other (《题名》(文号)+位置), `gbt7714` follows GB/T 7714-2015 for an
 * electronic public document: 责任者. 题名: 文号[EB/OL]. (发布日期)[引用日期]. 获取路径.
 * `address` is the absolute address of the quotation, `today` the ISO date of access.
 */
export function formatCitation(
  style: CitationStyle,
  citation: Citation,
  source: CitedSource,
  address: string,
  today: string,
): string {
  const number = citation.number ?? ''
  const named = `《${citation.title}》${number && `(${number})`}`
  switch (style) {
    case 'official':
      return `${named}${citation.locator}:“${citation.quote}”`
    case 'gbt7714': {
      const author = source.issuer ? `${source.issuer}. ` : ''
      const title = `${citation.title}${number && `: ${number}`}`
      return `${author}${title}[EB/OL]. ${source.date ? `(${source.date})` : ''}[${today}]. ${address}.`
    }
    case 'markdown':
      return `> ${citation.quote.replaceAll('\n', '\n> ')}\n>\n> —— [${named} ${citation.locator}](${address})`
    case 'plain':
      return `${citation.quote}\n${named} ${citation.locator}\n${address}`
  }
}
