/** Gives the words of an answer that carry it (figures, names of bodies), from its headline and its quotations. */

const UNIT =
  '(?:%|‰|℃|个(?:百分点|月|工作日|小时|自然日)|[十百千万亿]*(?:吨标准煤|平方公里|平方米|立方米|千瓦时?|公顷|公里|街镇|小时|分钟|工作日|[个家座条项处台辆亩吨元人户天日倍次米升件所张岁批类种支名]))'
const FIGURE = new RegExp(`\\d[\\d,]*(?:\\.\\d+)?${UNIT}?`, 'g')
const YEAR = /^(?:19|20)\d\d$/
const NAME_END =
  /(?:[委局办部院厅镇乡会室组司处社府]|中心|街道|街镇|公司|部门|单位)(?:\([^()]*\)|（[^（）]*）)?$/
const ENGLISH_NAME =
  /(?:[A-Z][\w'’-]*(?:,? (?:and |of |the |for |& ?)*))*(?:Commission|Bureau|Office|Committee|Administration|Department|Government|Company|Group|Centers?|Centres?|Authority|Subdistricts?|Towns?)\b(?: of [A-Z]\w+(?: [A-Z]\w+)*)?/g

/**
 * Substrings of `headline` to set in bold: figures with their unit that stand in a quotation (years apart) and names of
 * bodies; longest first, each once. English names are known by their form, since the quotations are Chinese.
 */
export function emphasis(headline: string, quotes: readonly string[]): string[] {
  const quoted = (text: string) => quotes.some((quote) => quote.includes(text))
  const found = new Set<string>()
  for (const [figure] of headline.matchAll(FIGURE)) {
    const number = /^[\d,.]*\d/.exec(figure)![0]
    if (!YEAR.test(number) && quoted(number)) found.add(figure)
  }
  for (const token of headline.split(/[、,，;；:：。“”"\s]|\.(?=\s|$)|以及|等(?![一-鿿]{0,2}[委局办部])/)) {
    const bare = token.replace(/^[(（](.*)[)）]$/, '$1')
    const name = bare.replace(/^(?:由|和|与|及|为|是)/, '')
    if (name.length >= 3 && name.length <= 24 && NAME_END.test(name) && quoted(name)) found.add(name)
  }
  for (const [name] of headline.matchAll(ENGLISH_NAME)) found.add(name)
  return [...found].sort((a, b) => b.length - a.length)
}

export interface Part {
  readonly text: string
  readonly strong: boolean
}

/** Cuts `text` into parts that are one of `strings` and parts that are not; a figure never matches inside a longer one. */
export function partsOf(text: string, strings: readonly string[]): Part[] {
  const parts: Part[] = []
  let plain = 0
  for (let i = 0; i < text.length; ) {
    const hit = strings.find((candidate) => text.startsWith(candidate, i) && standsAlone(text, candidate, i))
    if (!hit) {
      i++
      continue
    }
    if (i > plain) parts.push({ text: text.slice(plain, i), strong: false })
    parts.push({ text: hit, strong: true })
    i += hit.length
    plain = i
  }
  if (plain < text.length) parts.push({ text: text.slice(plain), strong: false })
  return parts
}

function standsAlone(text: string, part: string, at: number): boolean {
  if (!/^\d/.test(part)) return true
  const before = text.slice(Math.max(0, at - 2), at)
  const after = text.slice(at + part.length, at + part.length + 2)
  return !/\d[.,]?$/.test(before) && !(/\d$/.test(part) && /^(?:[.,]?\d|年)/.test(after))
}
