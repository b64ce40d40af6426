import { ledgers } from './ledger'

/** Every ledger as a screen offers it. */
export const listedLedgers = () =>
  ledgers.map(({ name, label, kind, dateField, variants, free }) => ({
    name,
    label,
    kind: kind.name,
    dated: dateField !== null,
    variants: [...variants],
    free,
  }))
