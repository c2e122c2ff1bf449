/** Laws that no state has passed, from one that a state has: other places and other figures, so that an index has more to tell apart. */
import type { LawText } from './bench-laws-corpus.ts'

const PLACES = [
  '北京',
  '上海',
  '天津',
  '重庆',
  '河北',
  '山西',
  '辽宁',
  '吉林',
  '江苏',
  '浙江',
  '安徽',
  '福建',
  '江西',
  '山东',
  '河南',
  '湖北',
  '湖南',
  '广东',
  '海南',
  '四川',
  '贵州',
  '云南',
  '陕西',
  '甘肃',
  '青海',
] as const
const PLACE = new RegExp(PLACES.join('|'), 'g')

/** The same law for each `copy`, from 1; figures grow by a factor of their own, so that no two copies hold the same. */
export function varyLaw({ id, title, date, text }: LawText, copy: number): LawText {
  const place = (name: string) =>
    PLACES[(PLACES.indexOf(name as (typeof PLACES)[number]) + copy) % PLACES.length]!
  const vary = (words: string) =>
    words
      .replace(PLACE, place)
      .replace(/(?<![\d第])\d{1,6}(?!\d)/g, (figure) => String(Number(figure) + copy * 7))
  return {
    id: `${id}-${copy}`,
    title: `${vary(title)}（${copy}）`,
    date,
    text: vary(text).replace('\n', `（${copy}）\n`),
  }
}
