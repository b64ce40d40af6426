import {
  isSortable,
  narrowingOf,
  nextSort,
  rowOf,
  sortOf,
} from '../../../renderer/kinds-ui/record-table/list-order'
import { kinds } from '../../../shared/kinds'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'
import { subsidyRate } from '../../../shared/kinds/subsidy-rate'

const query = (text: string): URLSearchParams => new URLSearchParams(text)

test('a list is sorted by its own order and by what its kind calls sortable, and by nothing that the engine would refuse', () => {
  expect(isSortable(courtyardSession, 'date')).toBe(true)
  expect(isSortable(courtyardSession, 'unit')).toBe(true)
  for (const key of ['courtyard', 'status']) expect(isSortable(courtyardSession, key)).toBe(false)
  for (const kind of kinds)
    for (const key of kind.list)
      if (isSortable(kind, key)) expect([kind.sort.field, ...(kind.sorts ?? [])]).toContain(key)
  expect(isSortable(subsidyRate, 'nothing')).toBe(false)
})

test('an address says the order; what it may not say leaves the usual one', () => {
  expect(sortOf(courtyardSession, query('sort=date'))).toEqual({ field: 'date', descending: false })
  for (const text of ['', 'sort=-status', 'sort=nothing'])
    expect(sortOf(courtyardSession, query(text))).toEqual(courtyardSession.sort)
})

test('a column sorts the other way at each press, and its usual way needs no word', () => {
  const usual = courtyardSession.sort
  expect(nextSort(courtyardSession, usual, 'date')).toBe('date')
  expect(nextSort(courtyardSession, { field: 'date', descending: false }, 'date')).toBeUndefined()
  expect(nextSort(courtyardSession, usual, 'status')).toBe('status')
  expect(nextSort(courtyardSession, { field: 'status', descending: false }, 'status')).toBe('-status')
})

test('the row that a list was left at stands in its address and narrows nothing', () => {
  expect(rowOf(query('month=2026-11&at=1234'))).toBe(1234)
  for (const text of ['', 'at=-1', 'at=x', 'at=99999999']) expect(rowOf(query(text))).toBe(0)
  expect(narrowingOf(query('month=2026-11&sort=-date&at=12')).toString()).toBe('month=2026-11')
})
