/** Parts measured quantities from periods, idioms, names and reports of the past, each of these with its reason. */
import { isDone, isDoneBehind } from './achieved.ts'
import { type ComparedQuantity, compare } from './comparators.ts'
import type { OtherFigure } from './other-figures.ts'
import type { Quantity } from './quantities.ts'
import type { TimeMention } from './times.ts'

export interface Sifted {
  readonly measured: readonly ComparedQuantity[]
  /** Durations that say when or how long another figure holds (给予三年100%补贴). */
  readonly periods: readonly TimeMention[]
  readonly rejected: readonly OtherFigure[]
}

const CREATION = /(?:建成|建设|新建|培育|打造|创建|完成|新增|引进|建立|布局|设立|组建)$/
const TIME_LIMIT =
  /(?:期限?|时间|时限|为期|届满|期满|满|每|提前|公示|不超过|不少于|结束后|之日起|后|未在|在|于|限|为)[为:]?$/
const PLAN_NAME = /^(?:行动|计划|方案|规划|攻坚|提升|专项|滚动|倍增|制(?!造)|级|以来|来|历史)/
const BEFOREHAND = /^(?:之前|以前|前)/
const LINK = /^(?:的)?(?:给予|按|享受|每年|补贴|,)?$/

export function sift(
  text: string,
  quantities: readonly Quantity[],
  times: readonly TimeMention[],
  past: boolean,
): Sifted {
  const measured: ComparedQuantity[] = []
  const periods: TimeMention[] = []
  const rejected: OtherFigure[] = []
  let earliest = 0
  let base: string | null = null
  for (const [index, quantity] of quantities.entries()) {
    const { start, end } = quantity
    const reject = (reason: OtherFigure['reason']) => {
      rejected.push({ start, end, reason })
    }
    const time = times.find((mention) => mention.start < end && start < mention.end)
    if (time && !limitsTerm(text, quantity, time)) {
      reject('period')
      continue
    }
    const compared = adjust(text, compare(text, quantity, earliest))
    const next = quantities[index + 1]
    if (
      quantity.kind === 'duration' &&
      next &&
      next.kind !== 'duration' &&
      LINK.test(text.slice(end, next.start))
    ) {
      const from =
        start - (/(?:连续|最长|前|后|首)$/.exec(text.slice(Math.max(0, start - 2), start))?.[0].length ?? 0)
      periods.push({ start: from, end, kind: 'relative', year: null })
      reject('period')
      continue
    }
    if (next && describesNext(text, quantity, next)) {
      reject('wording')
      continue
    }
    if (next && startsFrom(text, compared, next)) {
      reject('base')
      base = text.slice(start, end)
      continue
    }
    const reason = reasonAgainst(text, compared)
    if (reason !== null) {
      reject(reason)
      continue
    }
    const before = text.slice(Math.max(earliest, compared.from - 24), compared.from)
    if (past || isDone(before) || isDoneBehind(text.slice(compared.to, compared.to + 16))) {
      reject('achieved')
      continue
    }
    measured.push(base === null ? compared : { ...compared, base })
    base = null
    earliest = compared.to
  }
  return { measured, periods, rejected }
}

/** 自施行之日起一年内: a term that the sentence sets, not a period that dates something else. */
function limitsTerm(text: string, quantity: Quantity, time: TimeMention): boolean {
  if (quantity.kind !== 'duration' || time.kind !== 'relative') return false
  return /(?:之日起|以后|之后|后)$/.test(text.slice(Math.max(0, time.start - 4), time.start))
}

/** 从5人减少至2人, 由50%提高到60%: the first figure is where the second starts from. */
function startsFrom(text: string, quantity: ComparedQuantity, next: Quantity): boolean {
  if (quantity.kind !== next.kind) return false
  const before = text.slice(Math.max(0, quantity.start - 14), quantity.start)
  return (
    /(?:从|由)[^,;。、]{0,12}$/.test(before) &&
    /^[^,;。、]{0,12}(?:到了?|至|为)$/.test(text.slice(quantity.end, next.start))
  )
}

/** 五星级标准酒店2家, 以8个枢纽、10个集群为抓手: the figure only describes what the sentence speaks of. */
function describesNext(text: string, quantity: Quantity, next: Quantity): boolean {
  const between = text.slice(quantity.end, next.start)
  if (/^[百千万亿]+$/.test(quantity.unit)) return /^[一-龥]{2,10}$/.test(between)
  return quantity.kind === 'grade' && /^[^、,;。及以]{1,12}$/.test(between)
}

/** The term of the document itself (本办法有效期5年); that of a licence or a listing is a term like others. */
const OWN_VALIDITY =
  /(?:^|[,;。、(]|(?:办法|意见|规定|方案|措施|政策|细则|通知|规划|计划|文件|条例|标准|指南|公告)的?)有效期(?:限)?[为至]?$/

function reasonAgainst(text: string, quantity: ComparedQuantity): OtherFigure['reason'] | null {
  const before = text.slice(Math.max(0, quantity.start - 8), quantity.start)
  const after = text.slice(quantity.end, quantity.end + 8)
  if (isSetPhrase(text, quantity) || isMeans(text, quantity)) return 'wording'
  if (quantity.kind === 'duration') {
    if (OWN_VALIDITY.test(text.slice(Math.max(0, quantity.start - 20), quantity.start))) return 'validity'
    if (PLAN_NAME.test(after)) return 'name'
    if (/^(?:至|到|—|-|~)/.test(after) || /[至到—~-]$/.test(before)) return null
    if (/每(?:天|日|周|月|学期|人)[^,;。]{0,6}$/.test(before)) return null
    if (
      /(?:前|近|过去|最近)$/.test(before) &&
      !/(?:届满|期满|到期|召开|开始|施工|举行|实施|结束)前$/.test(before) &&
      !BEFOREHAND.test(after)
    )
      return 'period'
    if (/年$/.test(quantity.unit) && BEFOREHAND.test(after) && !/(?:届满|期满|到期)$/.test(before))
      return 'period'
    if (
      !quantity.explicit &&
      !Array.isArray(quantity.value) &&
      !TIME_LIMIT.test(before) &&
      !BEFOREHAND.test(after)
    )
      return 'period'
  }
  if (quantity.kind === 'grade' && !/^星级|^星$/.test(quantity.unit)) return 'wording'
  if (quantity.worded && (quantity.value === 0 || quantity.unit === '星')) return 'wording'
  if (/时速$/.test(before)) return 'name'
  if (quantity.kind === 'voltage' && !quantity.explicit && /^[一-龥]/.test(after)) return 'name'
  if (!quantity.worded || quantity.kind === 'grade' || Array.isArray(quantity.value)) return null
  if (/^[万亿]*(?:方|度|分|兆|卡|点|字|手)$/.test(quantity.unit)) return 'wording'
  if (quantity.kind === 'count' || quantity.kind === 'people') {
    if (quantity.explicit && !/^近$/.test(text.slice(quantity.from, quantity.start))) return null
    return CREATION.test(before) && typeof quantity.value === 'number' && quantity.value > 1
      ? null
      : 'wording'
  }
  return null
}

/** 百年未有, 一批, 一次性 …: a numeral in a set phrase; only 至少 or 不少于 makes 一批 a figure. */
function isSetPhrase(text: string, quantity: ComparedQuantity): boolean {
  if (!quantity.worded) return false
  const words = text.slice(quantity.start, quantity.end)
  if (/^[百千万亿]+(?:年|个|家|次|人|户|岁|项|批)$/.test(words)) return true
  return (
    /^一(?:批|轮|次|期|系列|类|级|层|部|本|张|片|站|条|线|对|组|道)$/.test(words) &&
    !(quantity.comparator === '>=' || quantity.comparator === '<=')
  )
}

/** 以8个枢纽、10个集群为抓手: means, not ends. */
function isMeans(text: string, quantity: ComparedQuantity): boolean {
  const behind =
    /^[^,;。]{0,40}?为(?:抓手|基础|核心|引领|重点|依托|主体|载体|支撑|主线|导向|契机|牵引|骨干|补充|代表)/
  return (
    behind.test(text.slice(quantity.to, quantity.to + 48)) &&
    /(?:^|[,;。])以[^,;。]*$/.test(text.slice(Math.max(0, quantity.from - 48), quantity.from))
  )
}

/** 届满3个月前提交: no later than three months before, hence at least three months. */
function adjust(text: string, quantity: ComparedQuantity): ComparedQuantity {
  const ahead = BEFOREHAND.exec(text.slice(quantity.to, quantity.to + 2))
  if (quantity.kind !== 'duration' || !ahead || (quantity.comparator !== '=' && quantity.comparator !== '>='))
    return quantity
  return { ...quantity, comparator: '>=', to: quantity.to + ahead[0].length, explicit: true }
}
