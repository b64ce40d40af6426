import { columnsIn } from '../../../shared/ledgers/columns'
import { ledgerOf } from '../../../shared/ledgers/ledger'
import { listedLedgers } from '../../../shared/ledgers/listed'
import type { Calls, Handlers } from '../handler'
import { chosenColumns, saveColumns } from './choices'
import { ledgerPage, printLedger, writeLedger } from './write'

export const ledgerHandlers = {
  'ledgers.list': () => ({ ledgers: listedLedgers() }),
  'ledgers.columns': (ctx, input) => {
    const ledger = ledgerOf(input.ledger)
    const allowed = columnsIn(ledger.kind, input.variant ?? ledger.variants[0])
    const columns = allowed.map(({ key, label }) => ({ key, label: label.replaceAll('\n', '') }))
    const known = new Set(columns.map(({ key }) => key))
    const chosen = ledger.free ? chosenColumns(ctx, ledger) : ledger.columns
    return { columns, chosen: chosen.filter((key) => known.has(key)) }
  },
  'ledgers.saveColumns': saveColumns,
  'ledgers.page': ledgerPage,
  'ledgers.print': printLedger,
  'ledgers.write': writeLedger,
} satisfies Handlers<Calls<'ledgers'>>
