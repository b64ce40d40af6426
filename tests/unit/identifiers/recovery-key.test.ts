import { generateIdentity } from 'age-encryption'
import { readRecoveryKey } from '../../../shared/identifiers/recovery-key'
import fc from '../../support/laws/property'

const key = 'AGE-SECRET-KEY-13EZFDL5Z24EY0C8T2KTVTFXXVSCE3DVLXMA5CUM5L9JA5DU8CVHSZEQSMT'
const letters = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'

test('a key is read in groups, in small letters and as a Chinese keyboard writes it', () => {
  for (const typed of [
    key,
    key.toLowerCase(),
    ` ${key.match(/.{1,4}/g)?.join(' ')}\n`,
    key.replaceAll('-', '－').replaceAll('A', 'Ａ'),
  ])
    expect(readRecoveryKey(typed)).toEqual({ key })
})

test('every key that age makes is one', async () => {
  for (let made = 0; made < 20; made++) {
    const identity = await generateIdentity()
    expect(readRecoveryKey(identity)).toEqual({ key: identity })
  }
})

test('up to four mistyped characters are always caught', () => {
  const at = fc.integer({ min: 16, max: 73 })
  const changes = fc.array(fc.tuple(at, fc.constantFrom(...letters)), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(changes, (typed) => {
      const signs = [...key]
      for (const [place, sign] of typed) signs[place] = sign
      const wrong = signs.join('')
      fc.pre(wrong !== key)
      expect(readRecoveryKey(wrong)).toEqual({ problem: 'checksum' })
    }),
    { numRuns: 500 },
  )
})

test('what can be no key says why', () => {
  expect(readRecoveryKey('')).toEqual({ problem: 'name' })
  expect(readRecoveryKey('age1xyz')).toEqual({ problem: 'name' })
  expect(readRecoveryKey(key.slice(0, -1))).toEqual({ problem: 'length' })
  expect(readRecoveryKey(key.replace('Z24', 'O24'))).toEqual({ problem: 'character' })
})
