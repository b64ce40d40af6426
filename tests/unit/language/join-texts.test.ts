import { joinTexts } from '../../../shared/language/join-texts'

test('two versions of a text stand one under the other with a line between', () => {
  expect(joinTexts(['甲写的', '乙写的'])).toBe('甲写的\n──────\n乙写的')
})

test('a version that another contains is not repeated', () => {
  expect(joinTexts(['开头', '开头，后来补充'])).toBe('开头，后来补充')
  expect(joinTexts(['一样', '一样'])).toBe('一样')
  expect(joinTexts(['甲', '乙', '甲'])).toBe('甲\n──────\n乙')
})
