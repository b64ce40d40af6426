import { tenthsText } from '../language/numbers'

/** How a figure stands against the same figure of an earlier period. */
export type FigureChange =
  | { readonly way: 'level' }
  | { readonly way: 'fromNothing' }
  /** Nothing at all was logged in the earlier period: it is not 0, it is unknown. */
  | { readonly way: 'unknown' }
  /** A share of nothing, then or now. */
  | { readonly way: 'noShare' }
  | {
      readonly way: 'up' | 'down'
      /** Tenths of a percent of the base (of a share: tenths of a percentage point), rounded; 0: less than half a tenth. */
      readonly tenths: number
      readonly points?: true
    }

/**
 * Compares two counts. There is no percentage of nothing: a base of 0 is said, not divided by; and only what went to 0 went
 * down by all of it.
 */
export function changeFrom(base: number, now: number): FigureChange {
  if (now === base) return { way: 'level' }
  if (base === 0) return { way: 'fromNothing' }
  const tenths = Math.round((Math.abs(now - base) / base) * 1000)
  if (now > base) return { way: 'up', tenths }
  return { way: 'down', tenths: now > 0 ? Math.min(tenths, 999) : tenths }
}

/** Compares two shares in percent, each with one decimal. */
export function pointsFrom(base: number, now: number): FigureChange {
  const tenths = Math.round(now * 10) - Math.round(base * 10)
  if (tenths === 0) return { way: 'level' }
  return { way: tenths > 0 ? 'up' : 'down', tenths: Math.abs(tenths), points: true }
}

/** A change in a table cell: 增长12.5%, 下降3%, 上升2.1个百分点, 持平, 上月为0, 无记录. `baseName` is 上月 or 去年同月. */
export function changeInTable(change: FigureChange, baseName: string): string {
  if (change.way === 'level') return '持平'
  if (change.way === 'fromNothing') return `${baseName}为0`
  if (change.way === 'unknown') return '无记录'
  if (change.way === 'noShare') return '—'
  if (change.points) return `${change.way === 'up' ? '上升' : '下降'}${tenthsText(change.tenths)}个百分点`
  const word = change.way === 'up' ? '增长' : '下降'
  return change.tenths === 0 ? `${word}不足0.1%` : `${word}${tenthsText(change.tenths)}%`
}

/** How a sentence speaks of a change. */
export interface ChangeWords {
  /** 上月, 去年同期. */
  readonly baseName: string
  readonly by: '环比' | '同比'
  /** What there was none of is something that is held: 上月未开展, not 上月为0. */
  readonly isHeld: boolean
}

/**
 * A change inside a sentence: 环比增长12.5%, 同比上升2.1个百分点, 与上月持平, 上月未开展. Of what nobody logged there is nothing to
 * say: the clause is left out (`undefined`).
 */
export function changeInSentence(
  change: FigureChange,
  { baseName, by, isHeld }: ChangeWords,
): string | undefined {
  if (change.way === 'unknown') return undefined
  if (change.way === 'level') return `与${baseName}持平`
  if (change.way === 'noShare') return `与${baseName}不可比`
  if (change.way === 'fromNothing') return isHeld ? `${baseName}未开展` : `${baseName}为0`
  return `${by}${changeInTable(change, baseName)}`
}

/**
 * `part` of `whole` in tenths of a percent, rounded, but never to the whole as long as something is missing nor to nothing as
 * long as there is something; `null` of nothing. Both are ≥ 0 and `part` ≤ `whole`.
 */
export function tenthsOfPercent(part: number, whole: number): number | null {
  if (whole === 0) return null
  const rounded = Math.round((part / whole) * 1000)
  if (part < whole && rounded === 1000) return 999
  return part > 0 && rounded === 0 ? 1 : rounded
}

/** `part` of `whole` in percent, at most one decimal; 「—」 of nothing. Print the denominator beside it. */
export function percentOf(part: number, whole: number): string {
  const tenths = tenthsOfPercent(part, whole)
  return tenths === null ? '—' : `${tenthsText(tenths)}%`
}
