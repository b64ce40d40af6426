import { fieldOf, type Kind } from '../definition/define'
import { AppError } from '../errors'
import { kinds } from '../kinds'
import { signers } from '../paper/sheet/model'
import { columnsOf, usualColumns } from './columns'
import type { Ledger } from './define'
import { lists } from './lists'

const byKind = kinds.map(
  (kind): Ledger => ({
    name: kind.name,
    label: `${kind.label.replace(/清单$/, '')}台账`,
    kind,
    dateField: dateFieldOf(kind),
    columns: usualColumns(kind),
    variants: ['internal', 'upward', 'public'],
    signers,
    free: true,
  }),
)

/** Every ledger: one a kind, then the lists for a purpose. */
export const ledgers: readonly Ledger[] = [...byKind, ...lists.map(checked)]

const byName = new Map(ledgers.map((ledger) => [ledger.name, ledger]))

/** The ledger of this name. @throws AppError `ledger.unknown` */
export function ledgerOf(name: string): Ledger {
  const ledger = byName.get(name)
  if (!ledger) throw new AppError('ledger.unknown', { ledger: name })
  return ledger
}

/** The fields of a ledger that name people whole in 公示 too, as people read them. @throws AppError `ledger.unknown` */
export function namedWhole(name: string): readonly string[] {
  const { kind, naming = [] } = ledgerOf(name)
  return naming.flatMap((key) => fieldOf(kind, key)?.label ?? [])
}

function dateFieldOf(kind: Kind): string | null {
  const field = fieldOf(kind, 'date')
  return field?.type === 'date' && field.index ? 'date' : null
}

/** @throws Error at start-up when a list names what its kind has not */
function checked(list: Ledger): Ledger {
  const known = new Set(columnsOf(list.kind).map(({ key }) => key))
  for (const key of list.columns) if (!known.has(key)) throw new Error(`${list.name}: no column ${key}`)
  const by = list.dateField === null ? undefined : fieldOf(list.kind, list.dateField)
  if (list.dateField !== null && !(by?.type === 'date' && by.index))
    throw new Error(`${list.name}: ${list.dateField} is no indexed date`)
  for (const key of Object.keys(list.where ?? {}))
    if (!fieldOf(list.kind, key)?.index) throw new Error(`${list.name}: ${key} is no index`)
  return list
}
