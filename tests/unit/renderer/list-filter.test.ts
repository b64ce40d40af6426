import {
  filterOf,
  monthsBack,
  moreChoices,
  rangeFields,
  recentMonths,
} from '../../../renderer/kinds-ui/list/list-filter'
import { chosenColumnsOf, columnFields, columnsWord } from '../../../renderer/kinds-ui/record-table/columns'
import { moved } from '../../../renderer/kinds-ui/record-table/grid-keys'
import { periodGroups } from '../../../renderer/paper-ui/periods'
import { isFact, isHeldTo } from '../../../shared/facts/tables'
import { kinds } from '../../../shared/kinds'
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

test('an address says ranges, other choices, photos and what differs; days beside a month are the narrower word', () => {
  const query = (text: string) => filterOf(activity, new URLSearchParams(text))
  expect(query('attendance.from=10&attendance.to=50&files=1&conflicts=1')).toEqual({
    ranges: { attendance: { from: 10, to: 50 } },
    files: true,
    conflicts: true,
  })
  expect(query('month=2026-02&from=2026-02-10')).toEqual({ from: '2026-02-10', to: '2026-02-28' })
  expect(query('attendance.from=x&from=2026-02-30&files=2&place.from=1')).toEqual({})
})

test('every field that a panel offers is one that the engine filters by', () => {
  for (const kind of kinds) {
    for (const key of rangeFields(kind)) expect(isFact(kind, key)).toBe(true)
    for (const key of moreChoices(kind)) expect(isHeldTo(kind, key)).toBe(true)
    const several = Object.keys(kind.fields).filter((key) =>
      ['choices', 'refs'].includes(kind.fields[key]?.type ?? ''),
    )
    expect(moreChoices(kind)).toEqual(expect.arrayContaining(several))
    expect(
      new Set(
        [...moreChoices(kind), ...rangeFields(kind)].filter(
          (key) => kind.filters.includes(key) && kind.fields[key]?.type === 'choice',
        ),
      ),
    ).toEqual(new Set())
  }
})

test('columns stand in the address with their widths; the definition’s own need no word', () => {
  const columns = (text: string) => chosenColumnsOf(activity, new URLSearchParams({ cols: text }))
  expect(columns('')).toEqual(activity.list.map((key) => ({ key })))
  expect(columnsWord(activity, columns(''))).toBeUndefined()
  expect(columns('date:9,theme,theme,nonsense,attendance:1,unit:99')).toEqual([
    { key: 'date', width: 9 },
    { key: 'theme' },
    { key: 'attendance', width: 3 },
    { key: 'unit', width: 40 },
  ])
  expect(columnsWord(activity, columns('theme,date:9.5'))).toBe('theme,date:9.5')
  for (const kind of kinds) expect(columnFields(kind)).toEqual(expect.arrayContaining([...kind.list]))
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
