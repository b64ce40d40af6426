import {
  cellsToFill,
  type Grid,
  keysToFill,
  nextCell,
  type TypedCells,
  withPasted,
  withTyped,
} from '../../../renderer/features/indicators/typed-cells'

const months = Array.from({ length: 12 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}-01`)
const grid: Grid = {
  months,
  rows: ['甲', '乙', '丙'].map((label) => ({ indicator: label, unit: 'u', label, word: '次' })),
  // The second is filled by quarters.
  open: [months.map((_, at) => at), [2, 5, 8, 11], months.map((_, at) => at)],
  cells: [{ row: 0, month: 0, value: '7', record: 'r', change: 'c', conflict: false }],
}
const none: TypedCells = new Map()

test('a piece of a spreadsheet goes in from the cell on, past what is not filled', () => {
  const { typed, left } = withPasted(grid, none, { row: 0, month: 1 }, '1\t2.5\n3\t4\n5\t6\n7\t8\n')
  expect([...typed]).toEqual([
    ['0/1', '1'],
    ['0/2', '2.5'],
    ['1/2', '4'],
    ['2/1', '5'],
    ['2/2', '6'],
  ])
  // 3 falls on a month without a value, 7 and 8 under the last row.
  expect(left).toBe(3)
})

test('what says what is stored is nothing typed, and an emptied cell is saved as empty', () => {
  expect(withTyped(grid, none, 0, 0, ' 7 ').size).toBe(0)
  const typed = withTyped(grid, withTyped(grid, none, 2, 11, '66.67'), 0, 0, '')
  expect(cellsToFill(grid, typed)).toEqual([
    { indicator: '甲', unit: 'u', date: '2026-01-01', value: null, seen: 'c' },
    { indicator: '丙', unit: 'u', date: '2026-12-01', value: '66.67', seen: null },
  ])
  expect(keysToFill(grid, typed)).toEqual(['0/0', '2/11'])
})

test('arrows and Enter go to the next cell that is filled, and nowhere at the edge', () => {
  const from = { row: 0, month: 1 }
  expect(nextCell(grid, from, 'Enter')).toEqual({ row: 2, month: 1 })
  expect(nextCell(grid, { row: 1, month: 2 }, 'ArrowRight')).toEqual({ row: 1, month: 5 })
  expect(nextCell(grid, from, 'ArrowUp')).toBeNull()
  expect(nextCell(grid, from, 'a')).toBeNull()
})
