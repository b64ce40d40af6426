import { spokenWords } from './spoken-words'

const WORDS = 5

/** A passphrase of five words that are easily told apart and remembered: 50 bits. `bytes`: at least ten unpredictable ones */
export function wordPassphrase(bytes: Uint8Array): string {
  return Array.from({ length: WORDS }, (_, at) => {
    const value = ((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)
    return spokenWords[value % spokenWords.length] ?? ''
  }).join('')
}
