import { addDays, weekday } from '../dates'

/** How far ahead a 到期清单 looks. */
export const spans = ['thisWeek', 'nextWeek', 'month', 'quarter'] as const
export type Span = (typeof spans)[number]

export const spanLabels: Readonly<Record<Span, string>> = {
  thisWeek: '本周',
  nextWeek: '本周和下周',
  month: '30天内',
  quarter: '90天内',
}

/** The last day of a span that begins today (`YYYY-MM-DD`); a week ends on Sunday. */
export function endOf(span: Span, today: string): string {
  const sunday = addDays(today, 7 - weekday(today))
  return {
    thisWeek: sunday,
    nextWeek: addDays(sunday, 7),
    month: addDays(today, 30),
    quarter: addDays(today, 90),
  }[span]
}

/** What a list up to `until` is called: its span, or the day. */
export function spanText(until: string, today: string): string {
  const span = spans.find((one) => endOf(one, today) === until)
  return span === undefined ? `到${until}` : spanLabels[span]
}
