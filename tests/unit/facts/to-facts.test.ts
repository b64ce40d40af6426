import { factTablesOf } from '../../../shared/facts/tables'
import { toFacts } from '../../../shared/facts/to-facts'
import { kindOf, kinds } from '../../../shared/kinds'

const adviser = kindOf('adviser')
const activity = kindOf('activity')

test('contracts are rows of their days, one a village, and one with none where none is named', () => {
  const contracts = factTablesOf(adviser).many.findIndex(({ field }) => field === 'contracts')
  expect(factTablesOf(adviser).many[contracts]?.columns.map(({ name }) => name)).toEqual([
    'f_from',
    'f_to',
    'f_villages',
  ])
  const { many, anomalies } = toFacts(adviser, {
    name: '周律师',
    'contracts/a': { from: '2026-01-01', to: '2026-06-30', villages: ['peach', 'plum'] },
    'contracts/b': { from: '2026-07-01', fee: 100 },
    'contracts/gone': null,
  })
  const first = 739_616
  expect(many[contracts]).toEqual([
    ['a', first, first + 180, 'peach'],
    ['a', first, first + 180, 'plum'],
    ['b', first + 181, null, null],
  ])
  expect(anomalies).toEqual([])
})

test('each wrong value is told by its key and why, in a row by its cell', () => {
  const { anomalies, row } = toFacts(adviser, {
    name: 5,
    villages: '桃花村',
    from: '2026-02-30',
    contracts: [],
    'contracts/a': { from: 'soon', villages: ['peach', 5], fee: -1 },
    'contracts/b': 'x',
    fromNowOn: 'what a newer version says',
  })
  expect(anomalies).toEqual([
    { field: 'name', reason: 'text.invalid' },
    { field: 'villages', reason: 'refs.invalid' },
    { field: 'from', reason: 'date.invalid' },
    { field: 'contracts', reason: 'rows.invalid' },
    { field: 'contracts/a/from', reason: 'date.invalid' },
    { field: 'contracts/a/villages', reason: 'ref.invalid' },
    { field: 'contracts/a/fee', reason: 'money.invalid' },
    { field: 'contracts/b', reason: 'rows.invalid' },
  ])
  expect(row.every((fact) => fact === null)).toBe(true)
})

test('a word that only a newer district knows is one, of a list that nobody extends it is none', () => {
  const at = (field: string): number => factTablesOf(activity).columns.findIndex((one) => one.field === field)
  const { row, anomalies } = toFacts(activity, { form: 'ownForm7', status: 'unheard-of' })
  expect([row[at('form')], row[at('status')]]).toEqual(['ownForm7', null])
  expect(anomalies).toEqual([{ field: 'status', reason: 'choice.unknown' }])
})

test('a record of nothing but wrong values is told of with some of them', () => {
  const rows = Array.from({ length: 5000 }, (_, at) => [`contracts/${at}`, 'x'])
  expect(toFacts(adviser, Object.fromEntries(rows)).anomalies).toHaveLength(32)
})

test('no two tables or indexes of any kinds have one name', () => {
  const names = kinds
    .map(factTablesOf)
    .flatMap(({ table, many, days, indexes }) => [
      table,
      ...many.map((one) => one.table),
      ...(days ? [days.table] : []),
      ...indexes.map(({ name }) => name),
    ])
  expect(new Set(names).size).toBe(names.length)
})
