import { scaledDecimal } from '../../../shared/decimal'
import { isTyped, type Kind } from '../../../shared/definition/define'
import type { CellField, Field } from '../../../shared/definition/fields'
import { builtInOnly } from '../../../shared/definition/words'
import { printedRecord } from '../../../shared/disclosure/printed-record'
import type { Json } from '../../../shared/json'
import { kinds } from '../../../shared/kinds'
import { columnsOf } from '../../../shared/ledgers/columns'
import { ledgerOf } from '../../../shared/ledgers/ledger'
import { ledgerRows, ledgerSheet } from '../../../shared/ledgers/sheet'
import type { SheetGrid } from '../../../shared/paste/grid'
import { readTable } from '../../../shared/paste/read-table'
import { templateCells, templateColumns, templateWord } from '../../../shared/paste/template'
import { cleanPatch } from '../../../shared/records/patch'
import type { Body } from '../../../shared/shapes'
import fc from '../../support/laws/property'

const disclosure = { variant: 'internal', whole: true } as const
const nameOf = (id: string): string => `名${id}`
const words = fc.string({ unit: fc.constantFrom(...'春夏秋冬梅兰竹菊甲乙丙丁'), minLength: 2, maxLength: 8 })
const numbers = {
  phone: '13800001234',
  idNumber: '11010519491231002X',
  bankCard: '4111111111111111',
  creditCode: '91350100M000100Y43',
}
const ids = fc.uuid()

function cellOf(field: CellField): fc.Arbitrary<Json> {
  switch (field.type) {
    case 'text':
      return field.format ? fc.constant(numbers[field.format]) : words.map((text) => text.slice(0, field.max))
    case 'longText':
      return fc.array(words, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('，'))
    case 'date': {
      const day = fc.integer({ min: 1, max: 28 }).map((n) => String(n).padStart(2, '0'))
      return field.month ? fc.constant('2026-11-01') : day.map((text) => `2026-11-${text}`)
    }
    case 'time':
      return fc.constantFrom('09:30', '14:00', '00:05')
    case 'count':
      return fc.integer({ min: 0, max: Math.min(field.max, 4000) })
    case 'money':
      return fc.integer({ min: 0, max: Math.min(field.max, 99_999_999_999) })
    case 'decimal':
      return fc.constantFrom(
        ...['0', '30.6', '66.6', '4708'].filter(
          (text) => (scaledDecimal(text, field.scale) ?? 0) <= field.max,
        ),
      )
    case 'flag':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...Object.keys(field.options))
    case 'choices':
      return fc.subarray(Object.keys(field.options), { minLength: 1 })
    case 'ref':
      return ids
    case 'refs':
      return fc.uniqueArray(ids, { minLength: 1, maxLength: 3 })
    case 'origin':
      return fc.constant(null)
  }
}

function anyOf(field: Field): fc.Arbitrary<Json> {
  if (field.type !== 'rows') return cellOf(field)
  const cells = Object.fromEntries(Object.entries<CellField>(field.of).map(([key, of]) => [key, cellOf(of)]))
  return fc.array(fc.record(cells), { minLength: 1, maxLength: 3 })
}

/** Records of a kind: what is required always stands there, the rest mostly. */
function recordsOf(kind: Kind): fc.Arbitrary<Body[]> {
  const typed = Object.entries<Field>(kind.fields).filter(([key]) => isTyped(kind, key))
  const requiredKeys = typed.filter(([, { required }]) => required).map(([key]) => key)
  const record = fc.record(Object.fromEntries(typed.map(([key, field]) => [key, anyOf(field)])), {
    requiredKeys,
  })
  return fc.array(record, { minLength: 2, maxLength: 4 })
}

function kept(kind: Kind, body: Body): Body {
  return Object.fromEntries(Object.entries(cleanPatch(kind, body)).filter(([, value]) => value !== null))
}

/** The cells of the ledger's workbook. */
function exported(kind: Kind, records: readonly Body[]): SheetGrid {
  const ledger = ledgerOf(kind.name)
  const columns = columnsOf(kind)
  const frame = ledgerSheet({
    ledger,
    columns,
    unitName: '松涛街道',
    variant: 'internal',
    date: '2026-11-30',
    notes: ['说明：无。'],
  })
  const rows = ledgerRows(
    columns,
    records.map((body) => ({
      number: null,
      printed: printedRecord(kind, body, disclosure, nameOf, builtInOnly),
    })),
  )
  const cells = [...rows].map((row) =>
    row.cells.map(({ text, value }) => (value === undefined ? text : String(value))),
  )
  const width = frame.columns.length - 1
  return {
    rows: [
      [frame.title],
      [frame.left ?? '', frame.right ?? ''],
      frame.columns.map(({ label }) => label),
      ...cells,
      ...(frame.notes ?? []).map((note) => [note]),
      (frame.signers ?? []).map((who) => `${who}：`),
    ],
    merges: [{ top: 0, left: 0, bottom: 0, right: width }],
  }
}

const reading = {
  wordsOf: builtInOnly,
  find: (_: string, name: string) => (name.length === 37 ? [name.slice(1)] : []),
  answers: {},
}

/** The cells of a template as they are read again. */
function filledIn(kind: Kind, records: readonly Body[]): SheetGrid {
  const rows = records.map((body) =>
    templateCells(kind, { number: null, body }, nameOf, builtInOnly).map(templateWord),
  )
  return { rows: [templateColumns(kind).map(({ label }) => label), ...rows] }
}

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  'what a template of %s holds is read back the same',
  (_, kind) => {
    fc.assert(
      fc.property(recordsOf(kind), (records) => {
        const { rows } = readTable(kind, filledIn(kind, records), {}, reading)
        expect(rows.map(({ problems }) => problems)).toEqual(records.map(() => []))
        expect(rows.map(({ patch }) => kept(kind, patch))).toEqual(records.map((body) => kept(kind, body)))
      }),
      { numRuns: 4 },
    )
  },
)

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  'what the ledger of %s shows is read back the same',
  (_, kind) => {
    fc.assert(
      fc.property(recordsOf(kind), (records) => {
        const table = readTable(kind, exported(kind, records), {}, reading)
        expect(table.rows.map(({ problems }) => problems)).toEqual(records.map(() => []))
        expect(table.rows.map(({ patch }) => kept(kind, patch))).toEqual(
          records.map((body) => kept(kind, body)),
        )
      }),
      { numRuns: 4 },
    )
  },
)
