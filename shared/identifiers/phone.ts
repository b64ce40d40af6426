/** A telephone number as it is kept: half-width, without spaces and the country code; dashes only in landlines. */
export function tidyPhone(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .replace(/[\s()]/g, '')
    .replace(/^(\+|00)86-?(?=1[3-9]|0)/, '')
    .replace(/^86(?=1[3-9]\d{9}$)/, '')
  const digits = text.replace(/-/g, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : text
}
