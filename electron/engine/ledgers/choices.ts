import { z } from 'zod'
import type { Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { columnsOf } from '../../../shared/ledgers/columns'
import type { Ledger } from '../../../shared/ledgers/define'
import { ledgerOf } from '../../../shared/ledgers/ledger'
import type { OpenContext } from '../context'
import { dropChoice, findChoice, keepChoice } from '../db/choices'

const stored = z.array(z.string())
const whatOf = (ledger: Ledger): string => `columns/${ledger.name}`

/** The columns that this person chose last for a ledger; the usual ones before that. A column that is gone is left out. */
export function chosenColumns(ctx: OpenContext, ledger: Ledger): readonly string[] {
  const text = findChoice(ctx.db, ctx.user.name, whatOf(ledger))
  const kept = text === undefined ? undefined : stored.safeParse(JSON.parse(text)).data
  const known = new Set(columnsOf(ledger.kind).map(({ key }) => key))
  const living = kept?.filter((key) => known.has(key)) ?? []
  return living.length > 0 ? living : ledger.columns
}

/** Keeps them; none: the usual ones again. @throws AppError `ledger.unknown`, `call.invalid` for columns it has not */
export function saveColumns(ctx: OpenContext, input: Parsed<'ledgers.saveColumns'>): Record<string, never> {
  const ledger = ledgerOf(input.ledger)
  const known = new Set(ledger.free ? columnsOf(ledger.kind).map(({ key }) => key) : [])
  const unknown = input.columns.find((key) => !known.has(key))
  if (unknown !== undefined)
    throw new AppError('call.invalid', {
      problems: [{ field: 'columns', reason: 'choice.unknown', params: { value: unknown } }],
    })
  if (input.columns.length === 0) dropChoice(ctx.db, ctx.user.name, whatOf(ledger))
  else keepChoice(ctx.db, ctx.user.name, whatOf(ledger), JSON.stringify([...new Set(input.columns)]))
  return {}
}
