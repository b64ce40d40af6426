import {
  changedKeys,
  copiedValues,
  draftPatch,
  editableValues,
  newDoubts,
  patchOf,
  typedProblem,
} from '../../../renderer/kinds-ui/form-values'
import { placeProblems } from '../../../renderer/kinds-ui/placed-problems'
import { consultation } from '../../../shared/kinds/consultation'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'

const row = '01900000-0000-7000-8000-000000000001'
const otherRow = '01900000-0000-7000-8000-000000000002'
const body = {
  date: '2026-11-03',
  courtyard: '3组张家',
  people: 41,
  demands: [
    { id: row, who: '周*', what: '工资', category: 'wages' },
    { id: otherRow, who: '李*', what: '邻里', category: 'neighbours' },
  ],
}
const masked = [`demands/${row}/who`, `demands/${otherRow}/who`]
const stored = editableValues(courtyardSession, body, masked)

test('a form never starts with a mask, so that saving can not write one', () => {
  expect(JSON.stringify(stored)).not.toContain('*')
  expect(patchOf(courtyardSession, stored, stored)).toEqual({})
})

test('a patch holds what was changed and nothing else', () => {
  const now = { ...stored, people: 43, courtyard: '' }
  expect(changedKeys(courtyardSession, stored, now)).toEqual(['courtyard', 'people'])
  expect(patchOf(courtyardSession, stored, now)).toEqual({ people: 43, courtyard: null })
})

test('a hidden value is emptied when somebody says so, never because its control is empty', () => {
  const hidden = new Set([...masked, 'courtyard'])
  const { courtyard: _, ...without } = stored
  const untouched = { ...without, courtyard: '' }
  expect(changedKeys(courtyardSession, without, untouched, hidden)).toEqual([])
  expect(patchOf(courtyardSession, without, untouched, hidden)).toEqual({})
  const cleared = { ...without, courtyard: null }
  expect(changedKeys(courtyardSession, without, cleared, hidden)).toEqual(['courtyard'])
  expect(patchOf(courtyardSession, without, cleared, hidden)).toEqual({ courtyard: null })
})

test('a hidden cell of a stored row likewise, and a new row next to it sends nothing of that kind', () => {
  const demands = [
    { id: row, who: null, what: '工资', category: 'wages' },
    { id: otherRow, who: '', what: '邻里', category: 'neighbours' },
    { $new: 'n1', who: null, what: '土地' },
  ]
  expect(patchOf(courtyardSession, stored, { ...stored, demands }, new Set(masked))).toEqual({
    demands: [{ id: row, who: null }, { what: '土地' }],
  })
})

test('a new record sends everything that is not empty', () => {
  const now = { date: '2026-11-03', people: 0, agenda: '', team: null }
  expect(patchOf(courtyardSession, {}, now)).toEqual({ date: '2026-11-03', people: 0 })
})

test('rows are patched by their id: changed cells, new rows without an id, removed rows', () => {
  const now = {
    ...stored,
    demands: [
      { id: row, what: '工资三个月', category: 'wages' },
      { $new: 'n1', who: '王五', what: '土地', category: 'housing' },
    ],
  }
  expect(patchOf(courtyardSession, stored, now)).toEqual({
    demands: [
      { id: row, what: '工资三个月' },
      { who: '王五', what: '土地', category: 'housing' },
      { id: otherRow, $deleted: true },
    ],
  })
})

test('a refused row of the patch is shown at the row of the form that it came from', () => {
  const now = {
    ...stored,
    demands: [
      { id: row, what: '工资', category: 'wages' },
      { id: otherRow, what: '邻里', category: 'neighbours' },
      { $new: 'n1', what: '土地' },
    ],
  }
  const placed = placeProblems(courtyardSession, stored, now, [
    { field: 'demands/0/who', reason: 'required' },
    { field: 'people', reason: 'count.invalid' },
  ])
  expect([...placed]).toEqual([
    ['demands/n1/who', '请填写诉求人。'],
    ['people', '参加人数应当是 0 或更大的整数。'],
  ])
})

test('a cell of a row that was not sent is found by the id of its row', () => {
  const found = placeProblems(courtyardSession, stored, stored, [
    { field: `demands/${otherRow}/category`, reason: 'required' },
  ])
  expect([...found]).toEqual([[`demands/${otherRow}/category`, '请填写类别。']])
})

test('a draft keeps the suggested day of an answer only with the answer, and a day that somebody typed', () => {
  const initial = { date: '2026-11-03', answeredOn: '2026-11-03' }
  const asked = { ...initial, channel: 'letter' }
  expect(draftPatch(consultation, asked, initial)).toEqual({ date: '2026-11-03', channel: 'letter' })
  const answered = { ...asked, answer: '可以申请仲裁' }
  expect(draftPatch(consultation, answered, initial)).toEqual(answered)
  const typed = { ...asked, answeredOn: '2026-11-05' }
  expect(draftPatch(consultation, typed, initial)).toEqual(typed)
})

test('copying the last record takes neither its day nor its demands', () => {
  const copied = copiedValues(courtyardSession, body, masked, { date: '2026-11-24' })
  expect(copied).toEqual({ date: '2026-11-24', courtyard: '3组张家', people: 41 })
})

test('what can not be right is said before the engine is asked, limits with their figure', () => {
  const { date, people, start, courtyard } = courtyardSession.fields
  expect(typedProblem('date', date, '2026-13-1', '2026-11-28')).toContain('日期不是有效的日期')
  expect(typedProblem('people', people, '很多', '2026-11-28')).toContain('参加人数应当是 0 或更大的整数')
  expect(typedProblem('start', start, '25:00', '2026-11-28')).toContain('开始时间不是有效的时间')
  const { phone } = courtyardSession.fields.demands.of
  expect(typedProblem('phone', phone, '123', '2026-11-28')).toContain('电话不是有效的电话号码')
  expect(typedProblem('courtyard', courtyard, '3组', '2026-11-28')).toBeNull()
  expect(typedProblem('date', date, null, '2026-11-28')).toBeNull()
  // The sentence stood there without its limit: 「参加户数超过 ，请核对」.
  const { households } = courtyardSession.fields
  expect(typedProblem('households', households, 999_999_999, '2026-11-28')).toBe(
    '参加户数超过 99999999，请核对是否多打了数字。',
  )
})

test('a year that can not be meant is told at once, a day that has not come is asked about', () => {
  const today = '2026-11-28'
  const { date } = courtyardSession.fields
  expect(typedProblem('date', date, '2099-11-03', today)).toBe(
    '日期写成了 2099 年，请核对年份；年份没有错的，请核对这台电脑的日期（现在是 2026-11-28）。',
  )
  expect(typedProblem('date', date, '2026-12-03', today)).toBeNull()
  const doubts = (values: object) => [...newDoubts(courtyardSession, {}, { ...values }, today).values()]
  expect(doubts({ date: '2026-12-03' })).toEqual(['日期还没有到，请核对。'])
  expect(doubts({ date: today, households: 50, people: 5 })).toEqual([
    '参加人数比户数少，请核对：每户至少到 1 人。',
  ])
  expect(doubts({ households: 5, people: 50 })).toEqual([])
  // What stood there already was asked about by whoever typed it.
  const stored = { households: 50, people: 5 }
  expect(newDoubts(courtyardSession, stored, { ...stored, agenda: '反诈' }, today).size).toBe(0)
})
