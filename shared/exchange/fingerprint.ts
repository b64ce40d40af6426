import { spokenWords } from '../identifiers/spoken-words'

/** Bits of a site's id that one word says: the list holds 1024. */
const BITS = 10
const WORDS = 8

/**
 * A site's fingerprint as two people compare it by telephone: eight words of its id, 80 bits. The id is the hash of the computer's
 * signing key, so that another key with these words would take some 10²⁴ tries. @param site its id, 32 hex digits
 */
export function fingerprintOf(site: string): readonly string[] {
  const bits = BigInt(`0x${site.slice(0, (BITS * WORDS) / 4)}`)
  return Array.from({ length: WORDS }, (_, at) => {
    const word = Number((bits >> BigInt(BITS * (WORDS - 1 - at))) & BigInt(spokenWords.length - 1))
    return spokenWords[word] ?? ''
  })
}

/** 「苹果 桌子 …」: the words in one line, as they are printed and compared. */
export const fingerprintText = (site: string): string => fingerprintOf(site).join(' ')
