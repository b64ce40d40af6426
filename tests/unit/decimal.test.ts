import { decimalText, dividedDecimal, readDecimal, scaledDecimal } from '../../shared/decimal'
import fc from '../support/laws/property'

test.each([
  ['66.67', 2, '', '66.67'],
  ['66.67%', 2, '%', '66.67'],
  ['４７０８．５０', 4, '', '4708.5'],
  ['4,708 万元', 2, '万元', '4708'],
  ['4,708', 0, '', '4708'],
  ['007.10', 2, '', '7.1'],
  ['0.00', 2, '', '0'],
  ['5.', 2, '', '5'],
])('%s with %i places and the word “%s” is %s', (typed, scale, unit, kept) =>
  expect(readDecimal(typed, scale, unit)).toBe(kept),
)

test.each([
  ['66.667', 2],
  ['-1', 2],
  ['1e3', 2],
  ['47,08', 2],
  ['4708万', 2],
  ['', 2],
  ['.5', 2],
  ['12.3.4', 2],
])('%s is no decimal of %i places', (typed, scale) => expect(readDecimal(typed, scale)).toBeNull())

test('what binary fractions get wrong adds up: 0.1 and 0.2, three times 66.67', () => {
  const sum = (kept: readonly string[]): string =>
    decimalText(
      kept.reduce((all, one) => all + (scaledDecimal(one, 4) ?? Number.NaN), 0),
      4,
    )
  expect(sum(['0.1', '0.2'])).toBe('0.3')
  expect(sum(['66.67', '66.67', '66.67'])).toBe('200.01')
  expect(sum(['1.005', '1.005', '4708'])).toBe('4710.01')
})

// In thousandths, by hand: 800 ÷ 12 = 66.666…, 1 ÷ 8 = 0.125, 4708 ÷ 6 = 784.666…; half a last place goes up.
test.each([
  [800_000, 12, 2, '66.67'],
  [1000, 8, 2, '0.13'],
  [1000, 8, 3, '0.125'],
  [4_708_000, 6, 0, '785'],
  [500, 1, 0, '1'],
  [499, 1, 0, '0'],
])('%i thousandths by %i to %i places is %s', (scaled, by, places, expected) =>
  expect(decimalText(dividedDecimal(scaled, by, 3, places), 3)).toBe(expected),
)

test('least places stand there as zeros', () => {
  expect(decimalText(667_000, 4, 2)).toBe('66.70')
  expect(decimalText(0, 4, 2)).toBe('0.00')
})

test('a decimal as it is printed is read as itself', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999_999 }),
      fc.integer({ min: 0, max: 6 }),
      (scaled, scale) => {
        const text = decimalText(scaled, scale)
        expect(readDecimal(text, scale)).toBe(text)
        expect(scaledDecimal(text, scale)).toBe(scaled)
      },
    ),
  )
})
