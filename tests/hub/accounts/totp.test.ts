import { authenticatorAddress, base32, codeOfStep, stepOfCode } from '../../../electron/hub/accounts/totp'

/** The secret of RFC 6238's appendix B, whose codes have eight digits; six are their end. */
const secret = Buffer.from('12345678901234567890')

describe('the code of an authenticator', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('is what RFC 6238 says, at %i seconds', (seconds, code) => {
    expect(codeOfStep(secret, Math.floor(seconds / 30))).toBe(code)
    expect(stepOfCode(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
  })

  test('fits half a minute early and late, and no more', () => {
    const now = 2_000_000_000_000
    const step = Math.floor(now / 30_000)
    for (const off of [-1, 0, 1])
      expect(stepOfCode(secret, codeOfStep(secret, step + off), now)).toBe(step + off)
    for (const off of [-2, 2]) expect(stepOfCode(secret, codeOfStep(secret, step + off), now)).toBeNull()
    for (const odd of ['', '28708', '2870820', '２８７０８２'])
      expect(stepOfCode(secret, odd, now)).toBeNull()
  })

  test('is set up by an address that names whose it is', () => {
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
    const address = new URL(authenticatorAddress(secret, '张三'))
    expect(address.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    expect(decodeURIComponent(address.pathname)).toContain('院坝普法台:张三')
  })
})
