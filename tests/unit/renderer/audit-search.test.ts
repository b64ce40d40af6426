import { auditFilterOf, emptySearch, problemsIn } from '../../../renderer/features/settings/audit-search'

test('an empty search asks for everything', () => {
  expect(auditFilterOf(emptySearch)).toEqual({})
  expect(problemsIn(emptySearch)).toEqual({})
})

test('the number on a sheet is searched by without its letter, a name without the spaces around it', () => {
  expect(auditFilterOf({ ...emptySearch, number: 'A000128', user: ' 张三 ' })).toEqual({
    number: 128,
    user: '张三',
  })
})

test('what is no number and what is no date is said beside its field', () => {
  const search = { ...emptySearch, number: '第几页', from: '昨天' }
  expect(Object.keys(problemsIn(search))).toEqual(['number', 'from'])
})
