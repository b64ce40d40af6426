import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { coverageOf } from '../../../shared/figures/coverage'
import { monthOf } from '../../../shared/period'
import type { OpenContext } from '../context'
import { readUnits } from '../district/units'
import type { Calls, Handlers } from '../handler'
import { today } from '../moment'
import { amountsIn } from './amounts'

export const coverageHandlers = { 'coverage.short': shortUnits } satisfies Handlers<Calls<'coverage'>>

/**
 * Counted by the same measure as in the reports, on this day or over the month until it. A street's laptop knows the villages of others, but not what
 * they have. @throws AppError `kind.unknown` for a kind of which nothing is asked
 */
function shortUnits(ctx: OpenContext, input: Parsed<'coverage.short'>): Output<'coverage.short'> {
  const coverage = coverageOf(input.kind)
  if (!coverage) throw new AppError('kind.unknown', { kind: input.kind })
  const { measure, least, levels, over } = coverage
  const day = today(ctx.clock)
  const from = over === 'month' ? monthOf(day).from : day
  const amounts = amountsIn(ctx.db, [measure], { name: day, label: day, from, to: day })
  const within = input.unit ?? (ctx.site.role === 'street' ? ctx.site.unit : undefined)
  const tree = readUnits(ctx.db)
  const wanted = within === undefined ? undefined : tree.within(within)
  const units = tree.all.filter(
    ({ id, level, living }) => living && levels.includes(level) && (wanted?.has(id) ?? true),
  )
  return {
    units: units.length,
    short: units.flatMap(({ id, name }) => {
      const count = amounts.get(id)?.get(measure)?.value ?? 0
      return count < least ? [{ unit: id, name, street: tree.streetOf(id)?.name ?? '', count }] : []
    }),
  }
}
