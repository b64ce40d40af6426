import { withFullStop, withoutFullStop } from '../../../shared/language/full-stop'
import { publicityPlanOf } from '../../../shared/language/publicity-plan'

// 八五普法 was 2021 to 2025, 九五普法 is 2026 to 2030.
test.each([
  [2020, '“七五”普法规划'],
  [2021, '“八五”普法规划'],
  [2025, '“八五”普法规划'],
  [2026, '“九五”普法规划'],
  [2030, '“九五”普法规划'],
  [2031, '“十五”普法规划'],
  [1985, '普法规划'],
])('%i is of %s', (year, plan) => expect(publicityPlanOf(year)).toBe(plan))

test.each([
  ['宣传民法典', '宣传民法典。'],
  ['宣传民法典，', '宣传民法典。'],
  ['已办结。', '已办结。'],
  ['他说：“已办结。”', '他说：“已办结。”'],
  ['办结12件（含上年结转）', '办结12件（含上年结转）。'],
  ['1. 讲座\n2. 走访', '1. 讲座\n2. 走访。'],
  ['', ''],
])('%s is printed as %s', (typed, printed) => expect(withFullStop(typed)).toBe(printed))

test('before the page’s own stop nothing typed keeps one', () =>
  expect(withoutFullStop('三日内付清。')).toBe('三日内付清'))
