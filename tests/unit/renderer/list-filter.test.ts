import { moved } from '../../../renderer/kinds-ui/grid-keys'
import { filterOf, monthsBack, recentMonths } from '../../../renderer/kinds-ui/list-filter'
import { periodGroups } from '../../../renderer/paper-ui/periods'
import { activity } from '../../../shared/kinds/activity'
import { unit } from '../../../shared/kinds/unit'

test('an address becomes a filter: month, unit with everything under it, other fields, words, recycle bin', () => {
  const query = new URLSearchParams(
    'month=2026-02&unit=u1&form=lecture&text= 反诈 &receipt=returned&deleted=1',
  )
  expect(filterOf(activity, query)).toEqual({
    from: '2026-02-01',
    to: '2026-02-28',
    unit: 'u1',
    where: { form: 'lecture' },
    text: '反诈',
    receipt: 'returned',
    deleted: true,
  })
})

test('what an address holds beyond the kind is left out', () => {
  expect(filterOf(activity, new URLSearchParams('month=2026-13&nonsense=1&theme=x&receipt=y'))).toEqual({})
  expect(filterOf(unit, new URLSearchParams('month=2026-02&parent=p1'))).toEqual({ where: { parent: 'p1' } })
})

test('months are offered from this one back, over the turn of the year', () => {
  expect(recentMonths('2026-02-11', 3).map(({ value }) => value)).toEqual(['2026-02', '2026-01', '2025-12'])
  expect(recentMonths('2026-02-11', 1)[0]?.label).toBe('2026年2月')
})

test('months are offered back to the oldest record, however old it is', () => {
  expect(monthsBack('2026-02-11', '2019-12-31', 36)).toBe(75)
  expect(recentMonths('2026-02-11', 75).at(-1)?.value).toBe('2019-12')
  expect(monthsBack('2026-02-11', '2026-01-01', 36)).toBe(36)
  expect(monthsBack('2026-02-11', null, 36)).toBe(36)
  const years = periodGroups('2026-02-11', '2015-05-01').find(({ label }) => label === '年')?.options ?? []
  expect(years.at(-1)?.value).toBe('2015')
})

test('keys move the marked row and stay inside the list', () => {
  expect(moved('ArrowDown', 4, 5)).toBe(4)
  expect(moved('ArrowUp', 0, 5)).toBe(0)
  expect(moved('PageDown', 0, 50)).toBe(10)
  expect(moved('End', 0, 50)).toBe(49)
  expect(moved('Home', 30, 50)).toBe(0)
  expect(moved('a', 3, 50)).toBeNull()
  expect(moved('ArrowDown', 0, 0)).toBeNull()
})
