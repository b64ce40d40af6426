/** Characters that may not begin a line (GB/T 15834: points, closing brackets and quotes, and signs bound to what stands before). */
const neverFirst = new Set('、，。．；：！？）》」』】〕〉］｝”’…—·－～％‰℃°,.;:!?)]}>%')
/** Characters that may not end a line: opening brackets and quotes, signs bound to what follows. */
const neverLast = new Set('（《「『【〔〈［｛“‘￥＄£€([{<¥$№')

/** Whether a line may not begin with this character. */
export function barredFromStart(character: string): boolean {
  return neverFirst.has(character)
}

/** Whether a line may not end with this character. */
export function barredFromEnd(character: string): boolean {
  return neverLast.has(character)
}

/**
 * How wide a code point stands on the grid, in half cells:
 * - 2 for Chinese characters and full-width signs;
 * - 1 for ASCII, Latin letters and half-width forms;
 * - 0 for marks that sit on the character before.
 */
export function halvesOf(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x20 && code < 0x7f) return 1
  if (/\p{M}|\p{Cf}|\p{Cc}/u.test(character)) return 0
  if (code >= 0xff61 && code <= 0xffdc) return 1
  if (code < 0x250 && !'¥£§°±·×÷'.includes(character)) return 1
  return 2
}

/** Whether every Chinese font draws this character one em wide; anything else is put into a box of its grid width. */
export function alwaysFullWidth(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return (
    (code >= 0x3000 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xff01 && code <= 0xff60) ||
    (code >= 0x20000 && code <= 0x3ffff)
  )
}
