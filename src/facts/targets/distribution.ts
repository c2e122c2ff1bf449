/** Shares a series of figures out among the items that it counts: 省、市级…分别给予200万元、50万元, A、B各3个. */

/** An administrative level in a list; 级 after the last holds for all (省、市级). */
const LEVELS =
  /(?:国家|部|省部?|自治区|市|区|县|州|镇|校|院)级?(?:[、和及或](?:国家|部|省部?|自治区|市|区|县|州|镇|校|院)级?)+/g
const BREAKS = /[、和及与]/
const MEASURE_END = /[率量值例重数额度比]$/
const EACH = /(?:分别|依次|各|各自)$/

/** True when the words before the figures announce a distribution. */
export function announcesShares(left: string): boolean {
  return EACH.test(left) || /分别|依次/.test(left)
}

/** True when the words name items of as many levels as there are figures: 省、市级企业, 奖励50万元、20万元. */
export function listsLevels(words: string, count: number): boolean {
  return count > 1 && [...words.matchAll(LEVELS)].some(([list]) => list.split(BREAKS).length === count)
}

/**
 * The subjects of `count` figures, from the words that name the items; null when no list of that many items stands there.
 * 省、市级制造业创新中心 → 省级制造业创新中心, 市级制造业创新中心.
 */
export function shareOut(words: string, count: number): string[] | null {
  for (const match of words.matchAll(LEVELS)) {
    const items = match[0].split(BREAKS)
    if (items.length !== count) continue
    const level = items.at(-1)!.endsWith('级') ? '级' : ''
    const tail = words.slice(match.index + match[0].length).replace(/^的/, '')
    return items.map((item) => item.replace(/级$/, '') + level + tail)
  }
  const parts = words.split(BREAKS).filter((part) => part !== '')
  if (parts.length !== count) return null
  const last = parts.at(-1)!
  if (!MEASURE_END.test(last)) return parts
  const measured = parts.map((part) => {
    const lends = !MEASURE_END.test(part) && part.length <= 4 && last.length >= part.length + 3
    return lends ? part + last.slice(part.length) : part
  })
  return measured.every((part) => MEASURE_END.test(part)) ? measured : null
}
