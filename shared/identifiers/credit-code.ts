/** The 31 characters of a 统一社会信用代码 (GB 32100): no I O S V Z. */
const CREDIT_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A credit code as it is kept: half-width, without spaces, in capitals. */
export function tidyCreditCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/** Whether a text has the 18 places and the characters of a 统一社会信用代码. */
export function isCreditCode(code: string): boolean {
  return code.length === 18 && [...code].every((character) => CREDIT_CHARACTERS.includes(character))
}

/** The check character that belongs to the first 17 places (GB 32100): weights 3^(i−1) mod 31, 31 → 0. */
export function creditCheckCode(code: string): string {
  let weight = 1
  let sum = 0
  for (const character of code.slice(0, 17)) {
    sum += CREDIT_CHARACTERS.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return CREDIT_CHARACTERS[(31 - (sum % 31)) % 31] ?? ''
}

/** Whether the last character of a credit code fits. Real codes fail this: a reason to look again, not to refuse. */
export function creditCodeFits(code: string): boolean {
  return isCreditCode(code) && creditCheckCode(code) === code[17]
}
