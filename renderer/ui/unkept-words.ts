/**
 * A browser keeps the addresses of its pages in a file that nothing encrypts. What somebody searches for is a person's name as often
 * as not, so the address has a sign for it; only this page knows what it stands for.
 */
const SIGN = /^\*\d+$/
/** The parameter of an address that holds typed words. */
const TYPED = 'text'

const signs = new Map<string, string>()
const words = new Map<string, string>()

/** The query of an address with a sign in place of typed words. */
export const withSigns = (query: string): string => replaced(query, signOf)

/** The query with the words again; words that this page never heard are left out, as after it was loaded anew. */
export const withWords = (query: string): URLSearchParams =>
  new URLSearchParams(replaced(query, (sign) => (SIGN.test(sign) ? words.get(sign) : sign)))

function replaced(query: string, by: (value: string) => string | undefined): string {
  const all = new URLSearchParams(query)
  const value = all.get(TYPED)
  if (value === null) return query
  const other = by(value)
  if (other === undefined) all.delete(TYPED)
  else all.set(TYPED, other)
  return all.toString()
}

function signOf(typed: string): string {
  const sign = signs.get(typed) ?? `*${signs.size + 1}`
  signs.set(typed, sign)
  words.set(sign, typed)
  return sign
}
