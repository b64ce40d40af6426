import { z } from 'zod'
import { usualMeasures } from '../../../shared/statistics/sheet'
import type { OpenContext } from '../context'
import { dropChoice, findChoice, keepChoice } from '../db/choices'
import { catalogueOf } from '../district/catalogue'

const what = 'measures/statistics'
const stored = z.array(z.string())

/** The measures that this person chose last; the usual ones before that. One that is gone is left out. */
export function chosenMeasures(ctx: OpenContext): readonly string[] {
  const text = findChoice(ctx.db, ctx.user.name, what)
  const kept = text === undefined ? undefined : stored.safeParse(JSON.parse(text)).data
  const living = kept?.filter((name) => catalogueOf(ctx.db).known(name) !== undefined) ?? []
  return living.length > 0 ? living : usualMeasures
}

/** @throws AppError `measure.unknown` */
export function saveMeasures(ctx: OpenContext, names: readonly string[]): Record<string, never> {
  for (const name of names) catalogueOf(ctx.db).of(name)
  if (names.length === 0) dropChoice(ctx.db, ctx.user.name, what)
  else keepChoice(ctx.db, ctx.user.name, what, JSON.stringify([...new Set(names)]))
  return {}
}
