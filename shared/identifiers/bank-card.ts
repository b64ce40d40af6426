/** A card or account number as it is kept: digits only, as far as it holds nothing but digits, spaces and dashes. */
export function tidyBankCard(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '')
}

/** Whether a text can be a bank card or passbook account: digits, 8 to 23 of them. */
export function isBankCard(card: string): boolean {
  return /^\d{8,23}$/.test(card)
}

/** Whether a card number passes the Luhn check. Passbook accounts need not: a reason to look again, not to refuse. */
export function passesLuhn(card: string): boolean {
  let sum = 0
  ;[...card].reverse().forEach((digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  })
  return sum % 10 === 0
}
