import { kindOf } from '../../../shared/kinds'
import { beginningOf, missingNames } from '../../../shared/paste/missing-names'

const unknown = (field: string, value: string) => ({
  problems: [{ field, reason: 'table.name-unknown', params: { value } }],
})

test('a name that several lines say is asked about once, the most frequent first', () => {
  const kind = kindOf('courtyard-session')
  const rows = [
    unknown('team', '一队'),
    unknown('unit', '桃花屯'),
    unknown('unit', '桃花屯'),
    { problems: [{ field: 'unit', reason: 'required' }] },
  ]
  expect(missingNames(kind, rows).map(({ target, name, lines }) => [target, name, lines])).toEqual([
    ['unit', '桃花屯', 2],
    ['team', '一队', 1],
  ])
})

test('a unit begins with its name and the level that its ending says; what a name alone can not make is not offered', () => {
  const levels = ['village', 'community']
  const unit = beginningOf(kindOf('unit'), '桃花社区', levels, '2026-11-03')
  expect(unit?.values).toEqual({ name: '桃花社区', level: 'community' })
  expect(unit?.fields.map(([key]) => key)).toEqual(['name', 'level', 'parent'])
  expect(beginningOf(kindOf('unit'), '桃花', levels, '2026-11-03')?.values).toEqual({ name: '桃花' })
  expect(beginningOf(kindOf('activity'), '送法下乡', undefined, '2026-11-03')).toBeUndefined()
})
