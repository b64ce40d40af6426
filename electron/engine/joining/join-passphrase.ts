import type { Random } from '../context'

const GROUPS = 6
const GROUP = 4
const DIGITS = GROUPS * GROUP
/** The largest multiple of ten that a byte can stay below: no digit is likelier than another. */
const FAIR = 250

/**
 * A passphrase for one joining file: six groups of four digits, 79 bits. The program makes it, because what people think of
 * is guessed, and digits are read out by telephone without a mistake.
 */
export function newJoinPassphrase(random: Random): string {
  let digits = ''
  while (digits.length < DIGITS)
    for (const byte of random.bytes(DIGITS))
      if (byte < FAIR && digits.length < DIGITS) digits += String(byte % 10)
  return grouped(digits)
}

/** What a person typed, as it was made: full-width digits, spaces and other marks between them do not count. */
export function typedJoinPassphrase(typed: string): string {
  const digits = typed.normalize('NFKC').replaceAll(/[\s\p{P}]/gu, '')
  return /^\d+$/.test(digits) && digits.length === DIGITS ? grouped(digits) : typed.normalize('NFC')
}

function grouped(digits: string): string {
  return Array.from({ length: GROUPS }, (_, at) => digits.slice(at * GROUP, (at + 1) * GROUP)).join('-')
}
