import { countedOnItsDay, countedOtherwise, isApproved, wantsReason } from '../../../shared/editing/allowed'
import { courtyardSession } from '../../../shared/kinds/courtyard-session'
import { wageArrearsLead } from '../../../shared/kinds/wage-arrears-lead'
import type { Flat } from '../../../shared/shapes'
import { DELETED } from '../../../shared/sync/change'

const body = (over: Record<string, string | number | boolean | null> = {}): Flat =>
  ({ date: '2026-11-03', unit: 'peach', people: 45, status: 'submitted', ...over }) as Flat
const set = (over: Record<string, string | number | boolean | null>): Flat => over as Flat
const there = { date: '2026-11-03', unit: 'peach' }

describe('what reports count otherwise after an edit', () => {
  test('a new record stands in them by its day, a draft and a void one do not', () => {
    expect(countedOtherwise(courtyardSession, null, body())).toEqual([there])
    expect(countedOtherwise(courtyardSession, null, body({ status: 'draft' }))).toEqual([])
    expect(countedOtherwise(courtyardSession, null, body({ status: 'void' }))).toEqual([])
  })

  test('words change nothing of it, a measured number does', () => {
    expect(countedOtherwise(courtyardSession, body(), set({ remarks: '雨天' }))).toEqual([])
    expect(countedOtherwise(courtyardSession, body(), set({ people: 46 }))).toEqual([there, there])
    expect(countedOtherwise(courtyardSession, body({ status: 'draft' }), set({ people: 46 }))).toEqual([])
  })

  test('another day or unit changes what is counted in both places', () => {
    expect(countedOtherwise(courtyardSession, body(), set({ date: '2026-12-01' }))).toEqual([
      there,
      { date: '2026-12-01', unit: 'peach' },
    ])
    expect(countedOtherwise(courtyardSession, body(), set({ unit: 'plum' }))).toEqual([
      there,
      { date: '2026-11-03', unit: 'plum' },
    ])
  })

  test('what goes into the recycle bin leaves its place, what comes back takes it', () => {
    expect(countedOtherwise(courtyardSession, body(), set({ [DELETED]: true }))).toEqual([there])
    expect(countedOtherwise(courtyardSession, body({ [DELETED]: true }), set({ [DELETED]: false }))).toEqual([
      there,
    ])
  })

  test('a case is counted by the day on which it ended as well', () => {
    expect(
      countedOtherwise(wageArrearsLead, body({ closedOn: '2026-12-05' }), set({ unit: 'plum' })),
    ).toEqual([
      there,
      { date: '2026-12-05', unit: 'peach' },
      { date: '2026-11-03', unit: 'plum' },
      { date: '2026-12-05', unit: 'plum' },
    ])
  })
})

describe('what a person is asked a reason for', () => {
  test('is an edit of what others had let pass, by its own day before and after', () => {
    const reviewed = body({ status: 'reviewed' })
    expect(isApproved(courtyardSession, reviewed)).toBe(true)
    expect(wantsReason(courtyardSession, reviewed, set({ date: '2026-12-01', status: 'submitted' }))).toEqual(
      [there, { date: '2026-12-01', unit: 'peach' }],
    )
    expect(wantsReason(courtyardSession, body(), set({ people: 46 }))).toEqual([])
    expect(wantsReason(courtyardSession, reviewed, set({}))).toEqual([])
  })

  test('is told of a record in the recycle bin too, by the day on which it was counted', () => {
    expect(countedOnItsDay(courtyardSession, body({ [DELETED]: true }))).toEqual(there)
    expect(countedOnItsDay(courtyardSession, body({ status: 'void' }))).toBeUndefined()
  })
})
