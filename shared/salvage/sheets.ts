import { z } from 'zod'
import type { NameOf } from '../definition/define'
import type { DistrictWord, WordsOf } from '../definition/words'
import { bodyIn, type Disclosure, printedRecord } from '../disclosure/printed-record'
import { kinds, knownKind } from '../kinds'
import { dictionaryEntry } from '../kinds/dictionary-entry'
import { columnsOf, type LedgerColumn } from '../ledgers/columns'
import type { LedgerRecord } from '../ledgers/sheet'
import { toBody } from '../records/both-shapes'
import type { Salvaged, Trust } from './finds'

/** What stands in the last column of each sheet. */
const trustWords: Readonly<Record<Trust, string>> = {
  proven: '完好',
  unproven: '所在的页未能校验，请核对',
  pieced: '由修改记录拼成，请核对',
}
const TRUST_COLUMN = '$trust'
const trustColumn: LedgerColumn = {
  key: TRUST_COLUMN,
  label: '可信程度',
  width: 8,
  align: 'left',
  format: 'text',
  total: false,
}

/** One kind's records as a table. */
export interface SalvagedSheet {
  readonly label: string
  readonly count: number
  readonly columns: readonly LedgerColumn[]
  readonly records: Iterable<LedgerRecord>
}

/** The salvaged records as tables, one a kind, in the order of the kinds; masked unless `whole`. */
export function salvagedSheets(records: readonly Salvaged[], whole: boolean): SalvagedSheet[] {
  const disclosure: Disclosure = { variant: 'internal', whole }
  const wordsOf = wordsIn(records)
  const nameOf = namesIn(records, wordsOf)
  return kinds.flatMap((kind) => {
    const own = records.filter((record) => record.kind === kind.name)
    if (own.length === 0) return []
    const told = function* (): Generator<LedgerRecord> {
      for (const { flat, number, trust } of own) {
        const printed = printedRecord(kind, toBody(kind, flat), disclosure, nameOf, wordsOf)
        const text = (key: string): string => (key === TRUST_COLUMN ? trustWords[trust] : printed.text(key))
        yield { number, printed: { ...printed, text } }
      }
    }
    const columns = [...columnsOf(kind), trustColumn]
    return [{ label: kind.label, count: own.length, columns, records: { [Symbol.iterator]: told } }]
  })
}

/** Names of the salvaged records, as a screen shows them; an id stays one where its record is lost. */
function namesIn(records: readonly Salvaged[], wordsOf: WordsOf): NameOf {
  const byId = new Map(records.map((record) => [record.id, record]))
  const found = new Map<string, string>()
  const nameOf: NameOf = (id) => {
    const known = found.get(id)
    if (known !== undefined) return known
    // Set first: a circle of references ends here instead of never.
    found.set(id, id)
    const record = byId.get(id)
    const kind = record && knownKind(record.kind)
    if (!record || !kind) return id
    const body = bodyIn(kind, toBody(kind, record.flat), { variant: 'internal' })
    const name = kind.title(body, nameOf, wordsOf)
    found.set(id, name)
    return name
  }
  return nameOf
}

const entry = z.object({ dictionary: z.string(), value: z.string(), label: z.string() })

/** The district's own words among them. */
function wordsIn(records: readonly Salvaged[]): WordsOf {
  const words = new Map<string, DistrictWord[]>()
  for (const { kind, flat } of records) {
    const said = kind === dictionaryEntry.name ? entry.safeParse(flat).data : undefined
    if (!said) continue
    const { dictionary, value, label } = said
    words.set(dictionary, [...(words.get(dictionary) ?? []), { value, label, retired: false }])
  }
  return (dictionary) => words.get(dictionary) ?? []
}
