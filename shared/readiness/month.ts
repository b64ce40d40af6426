import { z } from 'zod'
import { addDays } from '../dates'
import type { Period } from '../period'

/** Which days make a reporting month, and how many days after its last one its report is handed on. */
export interface ReportingRule {
  /** The day of the month before that it begins on; 1: the calendar month. */
  readonly firstDay: number
  readonly dueDays: number
}

/** Until a district says otherwise: the calendar month, by the 5th of the next. */
export const USUAL_RULE: ReportingRule = { firstDay: 1, dueDays: 5 }

/** The last day on which a month's report is handed on. */
export function dueDay(month: Period, { dueDays }: ReportingRule): string {
  return addDays(month.to, dueDays)
}

/**
 * What has come from a street for a month:
 * - `received` after the month was over, `late` when that was after the last day for it;
 * - `partly` before that, `none` since it began;
 * - `unjoined`: none of its computers ever sent anything.
 */
export const arrival = z.enum(['received', 'late', 'partly', 'none', 'unjoined'])
export type Arrival = z.infer<typeof arrival>

/** What is known of the bundles of a street that has joined; days `YYYY-MM-DD`, `''` while there is none. */
interface Came {
  /** The day of the newest bundle. */
  readonly newest: string
  /** The day of the first one after the month: with it the month is whole. */
  readonly whole: string
  readonly month: Period
  /** The last day for it. */
  readonly until: string
}

/** How far a street that has joined has handed a month in. */
export function arrivalBy({ newest, whole, month, until }: Came): Arrival {
  if (newest < month.from) return 'none'
  if (whole === '') return 'partly'
  return whole > until ? 'late' : 'received'
}

/** What is still open among the records of a month. */
const open = {
  /** Records of the month, drafts among them. */
  records: z.number(),
  waiting: z.number(),
  returned: z.number(),
  drafts: z.number(),
  conflicts: z.number(),
}

export const streetMonth = z.object({
  unit: z.string(),
  name: z.string(),
  /** The month that it reports by, which may be its own, and the last day for it. */
  period: z.string(),
  label: z.string(),
  until: z.string(),
  arrival,
  /** Of each of its computers the first bundle after the month, else the newest; `at` ISO 8601, null before the first. */
  batches: z.array(z.object({ site: z.string(), serial: z.number().nullable(), at: z.string().nullable() })),
  /** Whole days since the newest of them; null before the first. */
  silentDays: z.number().nullable(),
  ...open,
})
export type StreetMonth = z.infer<typeof streetMonth>

/** Who hands a month in: the streets of a district, or the districts or cities of a hub. */
export const sendersWord = { street: '街道', district: '区（县）', city: '市（州）' } as const

/** At a hub: the unit inside of which the senders stand, by what its files told. */
const within = z.object({
  unit: z.string(),
  name: z.string(),
  /** The day on which its newest file came: what its senders did since is not known here. Null before the first. */
  on: z.string().nullable(),
  /** Where one comes back to; its unit is null for all that the account sees. Null where there is nothing above. */
  above: z.object({ unit: z.string().nullable(), name: z.string() }).nullable(),
})

export const monthReadiness = z.object({
  of: z.enum(['street', 'district', 'city']),
  /** Null where the senders are those of whoever asks. */
  within: within.nullable(),
  period: z.string(),
  label: z.string(),
  /** The last day on which the month's report is handed on. */
  until: z.string(),
  /** In the order of the unit tree: nobody is ranked. */
  streets: z.array(streetMonth),
  /** Over all records of the month here, those of no street among them. */
  total: z.object(open),
  /** Paragraphs of the month's report that a person writes. */
  texts: z.array(z.object({ key: z.string(), label: z.string(), written: z.boolean() })),
  /** The month's report as it was signed off last, by id. */
  frozen: z.string().nullable(),
})
export type MonthReadiness = z.infer<typeof monthReadiness>

/** How new what a unit told of those inside of it is. */
export const toldText = (name: string, on: string | null): string =>
  on === null
    ? `尚未收到过${name}的交换文件，其下报送情况尚不掌握。`
    : `按${name} ${on} 送到的交换文件统计，此后的报送情况尚不掌握。`

/** Whether anything came from a street since the month began. */
export const hasCome = ({ arrival }: Pick<StreetMonth, 'arrival'>): boolean =>
  arrival === 'received' || arrival === 'late' || arrival === 'partly'

/** Whether a street reported that it did nothing. */
export const isZeroReport = (street: Pick<StreetMonth, 'arrival' | 'records'>): boolean =>
  hasCome(street) && street.records === 0

/** What a street has handed in, in words. */
export function arrivalText(street: StreetMonth): string {
  if (isZeroReport(street)) return '零报告'
  return { received: '已报', late: '逾期补报', partly: '已报一部分', none: '未报', unjoined: '尚未报过' }[
    street.arrival
  ]
}

/** What a street still has to do, sentence by sentence; empty when nothing is open. */
export function openOf(street: StreetMonth): readonly string[] {
  const { arrival: came, label, waiting, returned, drafts, conflicts } = street
  return [
    ...(came === 'none' ? [`${label}的交换文件尚未送达`] : []),
    ...(came === 'partly' ? [`最近一次报送之后登记的内容尚未送达`] : []),
    ...(came === 'unjoined' ? ['尚未收到过其交换文件'] : []),
    ...(drafts > 0 ? [`草稿${drafts}条，填写完整后提交`] : []),
    ...(returned > 0 ? [`退回${returned}条，修改后提交`] : []),
    ...(waiting > 0 ? [`待审核${waiting}条`] : []),
    ...(conflicts > 0 ? [`内容不一致${conflicts}条，待核对`] : []),
  ]
}
