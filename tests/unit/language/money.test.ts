import { capitalMoney } from '../../../shared/language/money-in-capitals'
import { formatMoney, LARGEST_MONEY, plainMoney, readMoney } from '../../../shared/money'
import fc from '../../support/laws/property'

const amounts = fc.oneof(
  fc.integer({ min: 0, max: LARGEST_MONEY }),
  fc.integer({ min: 0, max: 10_000_000 }),
  // Amounts full of zeros, where the words go wrong.
  fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 11 })).map(([n, e]) => n * 10 ** e),
  fc
    .array(fc.constantFrom(0, 0, 0, 1, 9), { minLength: 1, maxLength: 12 })
    .map((digits) => Number(digits.join(''))),
)

test.each([
  ['31900', 3_190_000],
  ['31,900.5', 3_190_050],
  ['31900.50元', 3_190_050],
  ['31900', 3_190_000],
  ['3.19万', 3_190_000],
  ['3.19 万元', 3_190_000],
  ['3.190005万', 3_190_005],
  ['1.5亿', 15_000_000_000],
  ['¥31900', 3_190_000],
  ['¥ 31,900.00', 3_190_000],
  ['0', 0],
  ['0.05', 5],
  ['12.500', 1250],
  ['31900块', 3_190_000],
])('%s is %d 分', (typed, fen) => {
  expect(readMoney(typed)).toBe(fen)
})

test.each(['', '-5', '31.999', '31,90', '3,1900', '三万', '1e5', '5.', '.5', '10000亿', '12元5角', 'NaN'])(
  '%j is no amount',
  (typed) => expect(readMoney(typed)).toBeNull(),
)

test('what is shown can be typed again', () => {
  fc.assert(
    fc.property(amounts, (fen) => {
      expect(readMoney(formatMoney(fen))).toBe(fen)
      expect(readMoney(plainMoney(fen))).toBe(fen)
    }),
  )
})

test('amounts are grouped, plain ones drop empty 分', () => {
  expect(formatMoney(3_190_000)).toBe('31,900.00')
  expect(formatMoney(5)).toBe('0.05')
  expect(formatMoney(-123_456_789)).toBe('-1,234,567.89')
  expect(plainMoney(3_190_000)).toBe('31900')
  expect(plainMoney(3_190_050)).toBe('31900.50')
})

// 《支付结算办法》附一 prints those with 角 and 分.
test.each([
  [0, '零元整'],
  [3_190_000, '叁万壹仟玖佰元整'],
  [140_950, '壹仟肆佰零玖元伍角整'],
  [600_714, '陆仟零柒元壹角肆分'],
  [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
  [32_504, '叁佰贰拾伍元零肆分'],
  [10_700_053, '壹拾万柒仟元伍角叁分'],
  [5, '伍分'],
  [50, '伍角整'],
  [1_000_500, '壹万零伍元整'],
  [10_000_000_000, '壹亿元整'],
  [10_000_000_500, '壹亿零伍元整'],
  [10_005_000_000, '壹亿零伍万元整'],
  [10_100_000_000, '壹亿零壹佰万元整'],
  [20_010_000, '贰拾万零壹佰元整'],
  [LARGEST_MONEY, '玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
])('%d 分 is written %s', (fen, words) => {
  expect(capitalMoney(fen)).toBe(words)
})

test('the words say the amount, and never two zeros in a row', () => {
  fc.assert(
    fc.property(amounts, (fen) => {
      const words = capitalMoney(fen)
      expect(readCapital(words)).toBe(fen)
      expect(words).not.toMatch(/零零|.零[万亿元角]|^零(?!元整)/)
    }),
    { numRuns: 500 },
  )
})

/** Reads the words of an amount back into 分. */
function readCapital(words: string): number {
  const [whole = '', cents = ''] = words.includes('元') ? words.split('元') : ['', words]
  let [yuan, group, digit] = [0, 0, 0]
  for (const word of whole) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(word)
    const place = ['拾', '佰', '仟'].indexOf(word)
    if (value >= 0) digit = value
    else if (place >= 0) {
      group += digit * 10 ** (place + 1)
      digit = 0
    } else {
      yuan += (group + digit) * (word === '亿' ? 100_000_000 : 10_000)
      group = 0
      digit = 0
    }
  }
  const part = (unit: string): number =>
    Math.max('零壹贰叁肆伍陆柒捌玖'.indexOf(new RegExp(`(.)${unit}`).exec(cents)?.[1] ?? '零'), 0)
  return (yuan + group + digit) * 100 + part('角') * 10 + part('分')
}
