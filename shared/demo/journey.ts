import type { Kind } from '../definition/define'
import { builtInOnly } from '../definition/words'
import { kindOf } from '../kinds'
import { originValue, type Source, takenValues } from '../records/follow-up'
import { asRows, type Body } from '../shapes'
import { type Day, datesOf, later } from './calendar'
import type { DemoPlan } from './plan'
import { type Prng, seededId } from './prng'
import type { DemoRecord, DemoSite, DemoTeam } from './record'
import type { DemoAdviser } from './reference-places'

/** What every register is made from. */
export interface RegisterWork {
  readonly seed: string
  readonly site: DemoSite
  readonly teams: readonly DemoTeam[]
  readonly advisers: readonly DemoAdviser[]
  readonly days: readonly Day[]
  readonly plan: DemoPlan
}

/** Something another record may follow: a record, or one of its rows. */
export interface Lead {
  readonly source: Source
  readonly date: string
  /** What it is about, in the words of its own kind. */
  readonly category: string
}

/** A record to be made: when, by whose team, and what it follows. */
export interface Slot {
  readonly id: string
  readonly date: string
  readonly team: DemoTeam
  readonly from?: Lead
}

/** The demands of a day's sessions. */
export function demandsIn(records: readonly DemoRecord[]): readonly Lead[] {
  const kind = kindOf('courtyard-session')
  return records
    .filter((record) => record.kind === kind.name && record.body.status === 'reviewed')
    .flatMap(({ id, body }) =>
      asRows(body.demands).map((cells) => ({
        source: { kind, id, body, row: { field: 'demands', id: String(cells.id), cells } },
        date: String(body.date),
        category: String(cells.category),
      })),
    )
}

/** A whole record that may be followed. */
export function leadOf({ id, kind, body }: DemoRecord): Lead {
  return {
    source: { kind: kindOf(kind), id, body },
    date: String(body.date),
    category: String(body.category ?? ''),
  }
}

/** Takes up to `most` of what is about one of these matters out of a pool: nothing is followed twice. */
export function take(pool: Lead[], categories: readonly string[], most: number): readonly Lead[] {
  const taken = pool.filter(({ category }) => categories.includes(category)).slice(0, most)
  for (const lead of taken) pool.splice(pool.indexOf(lead), 1)
  return taken
}

/** `size` slots in order of date over the first `percent` of the days; those that follow something come a few days after it. */
export function slots(
  prng: Prng,
  { teams, days }: RegisterWork,
  size: number,
  percent: number,
  from: readonly Lead[] = [],
): readonly Slot[] {
  const last = days.at(-1)?.date ?? ''
  const byUnit = new Map(teams.map((team) => [team.place.id, team]))
  const following = from.slice(0, size).flatMap((lead) => {
    const team = byUnit.get(String(lead.source.body.unit))
    return team ? [{ date: later(prng, lead.date, 0, 6, last), team, from: lead }] : []
  })
  const others = datesOf(days, size - following.length, percent).map(({ date }) => ({
    date,
    team: prng.pick(teams),
  }))
  return [...following, ...others]
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .map((slot, at) => ({ ...slot, id: seededId(prng, Date.parse(slot.date) + 32_400_000 + at) }))
}

/** The last weeks of the period: what is still open there is waiting, and some of it overdue, but not forgotten. */
export function lateIn(work: RegisterWork): RegisterWork {
  return { ...work, days: work.days.slice(-Math.ceil(work.days.length / 15)) }
}

/** The record of a slot: what it takes over from what it follows stands above what was drawn. */
export function recordIn(kind: Kind, { id, date, team, from }: Slot, drawn: Body): DemoRecord {
  const taken = from
    ? { ...takenValues(from.source, kind, builtInOnly), origin: originValue(from.source) }
    : {}
  const body = { date, unit: team.place.id, ...drawn, ...taken }
  return { id, kind: kind.name, scope: team.place.street, body }
}

/** Records in the order of their dates, as their numbers are given. */
export function byDate(records: readonly DemoRecord[]): readonly DemoRecord[] {
  const key = ({ body }: DemoRecord): string => String(body.date)
  return records.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
