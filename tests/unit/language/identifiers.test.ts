import { isBankCard, passesLuhn, tidyBankCard } from '../../../shared/identifiers/bank-card'
import {
  creditCheckCode,
  creditCodeFits,
  isCreditCode,
  tidyCreditCode,
} from '../../../shared/identifiers/credit-code'
import {
  birthDateOf,
  idCheckCode,
  idNumberProblem,
  sexOf,
  tidyIdNumber,
} from '../../../shared/identifiers/id-number'
import { tidyPhone } from '../../../shared/identifiers/phone'
import fc from '../../support/laws/property'

/** Made-up numbers with a real region, a real day and the right check code. */
const validIds = fc
  .tuple(
    fc.constantFrom('510107', '511002', '110101', '330226'),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
    fc.integer({ min: 1, max: 999 }),
  )
  .map(([region, day, serial]) => {
    const digits = `${region}${day.toISOString().slice(0, 10).replaceAll('-', '')}${String(serial).padStart(3, '0')}`
    return digits + idCheckCode(digits)
  })

describe('a citizen’s ID number', () => {
  // GB 11643-1999 prints both of these as its examples.
  test.each(['11010519491231002X', '440524188001010014'])('%s has the check code of the standard', (id) => {
    expect(idCheckCode(id.slice(0, 17))).toBe(id[17])
  })

  test('is accepted with its parts read', () => {
    expect(idNumberProblem('11010519491231002X')).toBeNull()
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31')
    expect(sexOf('11010519491231002X')).toBe('female')
    expect(sexOf('51010719900307801X')).toBe('male')
  })

  test.each([
    ['110105491231002', 'id.old-form'],
    ['11010519491231002', 'id.shape'],
    ['1101051949123100211', 'id.shape'],
    ['1101051949123X0021', 'id.shape'],
    ['护照E12345678', 'id.shape'],
    ['110105194912310021', 'id.check-code'],
    ['110105194912310000', 'id.rounded'],
    ['1.10105E+17', 'id.rounded'],
    ['110105194902300020', 'id.birth-date'],
    // 顺序码 000, with its own check code and with a wrong one.
    ['110105194912310003', 'id.sequence'],
    ['110105194912310004', 'id.sequence'],
  ])('%s is refused: %s', (id, reason) => {
    expect(idNumberProblem(id)).toBe(reason)
  })

  test('a lower-case x, spaces and full-width digits are tidied', () => {
    expect(tidyIdNumber(' 110105 19491231 002x ')).toBe('11010519491231002X')
    expect(tidyIdNumber('11010519491231002x')).toBe('11010519491231002X')
  })

  test('every valid one is accepted', () => {
    fc.assert(fc.property(validIds, (id) => idNumberProblem(id) === null))
  })

  test('any one wrong digit is caught', () => {
    fc.assert(
      fc.property(validIds, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (id, at, by) => {
        const wrong = id.slice(0, at) + ((Number(id[at]) + by) % 10) + id.slice(at + 1)
        expect(idNumberProblem(wrong)).not.toBeNull()
      }),
    )
  })

  test('two neighbouring digits that changed places are caught', () => {
    fc.assert(
      fc.property(validIds, fc.integer({ min: 0, max: 15 }), (id, at) => {
        fc.pre(id[at] !== id[at + 1])
        const wrong = id.slice(0, at) + id.charAt(at + 1) + id.charAt(at) + id.slice(at + 2)
        expect(idNumberProblem(wrong)).not.toBeNull()
      }),
    )
  })
})

describe('a credit code', () => {
  test('fits when its check character does', () => {
    expect(creditCheckCode('91350100M000100Y4')).toBe('3')
    expect(creditCodeFits('91350100M000100Y43')).toBe(true)
    expect(creditCodeFits('91350100M000100Y44')).toBe(false)
  })

  test.each(['91350100M000100Y4', '91350100M000100O43', '91350100M000100I43', '九135'])(
    '%s can not be one',
    (code) => expect(isCreditCode(code)).toBe(false),
  )

  test('is kept in capitals without spaces', () => {
    expect(tidyCreditCode(' 91350100 m000100y43')).toBe('91350100M000100Y43')
  })

  test('any one wrong character makes it doubtful', () => {
    const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    const codes = fc
      .string({ unit: fc.constantFrom(...characters), minLength: 17, maxLength: 17 })
      .map((code) => code + creditCheckCode(code))
    fc.assert(
      fc.property(
        codes,
        fc.integer({ min: 0, max: 17 }),
        fc.constantFrom(...characters),
        (code, at, other) => {
          fc.pre(code[at] !== other)
          expect(creditCodeFits(code)).toBe(true)
          expect(creditCodeFits(code.slice(0, at) + other + code.slice(at + 1))).toBe(false)
        },
      ),
    )
  })
})

describe('a bank card', () => {
  test.each([
    ['6222021234567890128', true],
    ['4111111111111111', true],
    ['4111111111111112', false],
  ])('%s passes Luhn: %s', (card, passes) => {
    expect(passesLuhn(card)).toBe(passes)
  })

  test('is digits only, spaces left out', () => {
    expect(tidyBankCard('6222 0212-3456 7890')).toBe('6222021234567890')
    expect(isBankCard('6222021234567890')).toBe(true)
    expect(isBankCard('62220212345678X0')).toBe(false)
    expect(isBankCard('1234567')).toBe(false)
  })

  test('any one wrong digit makes it doubtful', () => {
    const cards = fc.stringMatching(/^[0-9]{16,19}$/).filter(passesLuhn)
    fc.assert(
      fc.property(cards, fc.nat(), fc.integer({ min: 1, max: 9 }), (card, place, by) => {
        const at = place % card.length
        expect(passesLuhn(card.slice(0, at) + ((Number(card[at]) + by) % 10) + card.slice(at + 1))).toBe(
          false,
        )
      }),
    )
  })
})

test.each([
  ['138 1234 5678', '13812345678'],
  ['+86 13812345678', '13812345678'],
  ['+86-138-1234-5678', '13812345678'],
  ['008613812345678', '13812345678'],
  ['8613812345678', '13812345678'],
  ['13812345678', '13812345678'],
  ['0832—2123456', '0832-2123456'],
  ['(0832)2123456', '08322123456'],
  ['0832 - 2123456', '0832-2123456'],
  ['电话', '电话'],
])('the telephone number %s is kept as %s', (typed, kept) => {
  expect(tidyPhone(typed)).toBe(kept)
})
