import type { Output, Parsed } from '../../../shared/contract'
import { DAY_NAMED } from '../../../shared/contract/overviews'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import { isFact } from '../../../shared/facts/tables'
import { kinds } from '../../../shared/kinds'
import { parsePeriod } from '../../../shared/period'
import type { OpenContext } from '../context'
import { openDeadlines, rowsOf } from '../deadlines/compute'
import { lineOf, readUnits, requireUnit } from '../district/units'
import type { Calls, Handlers } from '../handler'
import { countRecords, listRecords } from '../lists/list'
import { today } from '../moment'
import { countsByDay } from './queries'

export const overviewHandlers = {
  'overviews.unit': unitOverview,
  'overviews.month': monthOverview,
  'overviews.day': dayOverview,
} satisfies Handlers<Calls<'overviews'>>

/** What lies on a day and at a unit: the work of the day. */
const dated = kinds.filter(
  (kind) => kind.place === 'daily' && kind.fields.date?.type === 'date' && isFact(kind, 'unit'),
)

/** @throws AppError `unit.not-found` */
function unitOverview(ctx: OpenContext, { unit }: Parsed<'overviews.unit'>): Output<'overviews.unit'> {
  const tree = readUnits(ctx.db)
  requireUnit(tree, unit)
  const [, ...above] = lineOf(tree, unit)
  const named = (id: string) => {
    const found = tree.get(id)
    return found ? [{ id, name: found.name }] : []
  }
  const holdsUnit = (kind: Kind): boolean => fieldOf(kind, 'unit')?.index === true
  return {
    above: above.reverse().flatMap(named),
    below: tree
      .children(unit)
      .filter(({ living }) => living)
      .map(({ id, name }) => ({ id, name })),
    kinds: kinds.filter(holdsUnit).flatMap(({ name: kind }) => {
      const { total } = countRecords(ctx.db, { kind, filter: { unit } })
      return total === 0 ? [] : [{ kind, count: total }]
    }),
  }
}

/** @throws AppError `period.invalid`, `unit.not-found` */
function monthOverview(
  ctx: OpenContext,
  { month, unit }: Parsed<'overviews.month'>,
): Output<'overviews.month'> {
  const { from, to } = parsePeriod(month)
  const day = today(ctx.clock)
  const days = new Map<string, Output<'overviews.month'>['days'][number]>()
  const at = (date: string) => days.get(date) ?? { date, done: [], due: 0, overdue: false }
  const units = unitsOf(ctx, unit)
  for (const kind of dated)
    for (const { date, count } of countsByDay(ctx.db, kind, { from, to, units })) {
      const found = at(date)
      days.set(date, { ...found, done: [...found.done, { kind: kind.name, count }] })
    }
  for (const { last } of openDeadlines(ctx.db, { today: day, until: to, unit })) {
    if (last < from) continue
    const found = at(last)
    days.set(last, { ...found, due: found.due + 1, overdue: last < day })
  }
  return { days: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)) }
}

/** @throws AppError `unit.not-found` */
function dayOverview(ctx: OpenContext, { date, unit }: Parsed<'overviews.day'>): Output<'overviews.day'> {
  const filter = { from: date, to: date, ...(unit !== undefined && { unit }) }
  const open = openDeadlines(ctx.db, { today: today(ctx.clock), until: date, unit })
  return {
    rows: dated.flatMap(({ name }) => listRecords(ctx.db, { kind: name, filter, limit: DAY_NAMED }).rows),
    due: [
      ...rowsOf(ctx.db, open.filter(({ last }) => last === date).slice(0, DAY_NAMED), {
        variant: 'internal',
      }),
    ],
  }
}

function unitsOf(ctx: OpenContext, unit: string | undefined): string | null {
  if (unit === undefined) return null
  const tree = readUnits(ctx.db)
  requireUnit(tree, unit)
  return JSON.stringify([...tree.within(unit)])
}
