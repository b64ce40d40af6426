import { leftText } from '../../../shared/deadlines/left'

test.each([
  [{ due: '2026-11-16' }, '逾期 12 天'],
  [{ due: '2026-11-28' }, '今天到期'],
  [{ due: '2026-11-30' }, '还有 2 天'],
  [{ due: null, earliest: '2027-01-05' }, '还有 38 天'],
  [{ due: null }, '日历未更新'],
])('of %p the rest is told in days', (row, text) => {
  expect(leftText(row, '2026-11-28')).toBe(text)
})
