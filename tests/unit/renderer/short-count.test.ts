import { shortCount } from '../../../renderer/ui/short-count'

test.each([
  [7, '7'],
  [9_999, '9,999'],
  [10_000, '1万'],
  [123_456, '12.3万'],
  [199_999, '19.9万'],
  [1_000_000, '100万'],
])('%d stands beside a name as %s', (count, text) => {
  expect(shortCount(count)).toBe(text)
})
