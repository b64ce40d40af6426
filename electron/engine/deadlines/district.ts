import { z } from 'zod'
import { isDate } from '../../../shared/dates'
import type { Calendar } from '../../../shared/deadlines/calendar'
import {
  type DistrictDay,
  type DistrictSetting,
  type DistrictYear,
  withDistrictYears,
} from '../../../shared/deadlines/district'
import { holidayNotices } from '../../../shared/deadlines/holidays'
import { knownKind } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { rememberedAs } from '../db/remembered'

/** By id: of two entries that say something of the same, every machine takes the same one. */
const years = `SELECT body FROM records WHERE kind = 'holiday-year' AND deleted = 0 ORDER BY id`
const days = `SELECT body FROM records WHERE kind = 'calendar-day' AND deleted = 0 ORDER BY id`
const settings = `SELECT body FROM records WHERE kind = 'deadline-setting' AND deleted = 0 ORDER BY id`

const day = z.string().refine(isDate)
const yearBody = z.object({
  year: z.int(),
  issuedOn: day.nullish(),
  notice: z.string().nullish(),
  holidays: z.array(z.object({ from: day, to: day })).min(1),
  makeUp: z.array(z.object({ day })).nullish(),
})
const dayBody = z.object({ day, change: z.enum(['rest', 'work']), notice: z.string().nullish() })
const settingBody = z.object({
  rule: z.string(),
  unit: z.enum(['day', 'workday']),
  length: z.int().min(1).nullish(),
  from: day,
  basis: z.string().nullish(),
})

/**
 * The working days that every deadline is counted by: the shipped notices, and the district's entries in place of them. An
 * entry that a foreign file broke counts for nothing.
 */
export const districtCalendar: (db: ReadDb) => Calendar = rememberedAs(
  (db) => ({ years: livingBodies(db, 'holiday-year', years), days: livingBodies(db, 'calendar-day', days) }),
  calendarOf,
)

type Bodies = ReturnType<typeof livingBodies>

function calendarOf(entries: { readonly years: Bodies; readonly days: Bodies }): Calendar {
  const known = new Map<number, DistrictYear>()
  for (const entry of entries.years) {
    const read = yearBody.safeParse(entry).data
    if (!read || known.has(read.year)) continue
    const { year, issuedOn = null, notice, holidays, makeUp } = read
    const worked = (makeUp ?? []).map((row) => row.day)
    known.set(year, { year, issuedOn, notice: notice ?? '', holidays, makeUp: worked })
  }
  const single = entries.days.flatMap((entry): readonly DistrictDay[] => {
    const read = dayBody.safeParse(entry).data
    return read ? [{ day: read.day, rest: read.change === 'rest', notice: read.notice ?? '' }] : []
  })
  return withDistrictYears(holidayNotices, [...known.values()], single)
}

/** How the district counts single rules. */
export const districtSettings: (db: ReadDb) => readonly DistrictSetting[] = rememberedAs(
  (db) => livingBodies(db, 'deadline-setting', settings),
  (entries) =>
    entries.flatMap((entry) => {
      const read = settingBody.safeParse(entry).data
      if (!read) return []
      const { rule, unit, length = null, from, basis } = read
      return [{ rule, unit, length, from, basis: basis ?? '' }]
    }),
)

function livingBodies(db: ReadDb, kind: string, sql: string) {
  return prepared<[], { body: string }>(db, sql)
    .all()
    .map(({ body }) => toBody(knownKind(kind), JSON.parse(body) as Flat))
}
