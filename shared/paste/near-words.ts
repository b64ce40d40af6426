import type { Option } from '../definition/words'
import { plainWords, sameWords } from './headings'
import { soundOf } from './match-columns'

/** The option that a word names exactly, by its label or its stored value. */
export function exactOption(options: readonly Option[], word: string): Option | undefined {
  return options.find(({ value, label }) => value === word || sameWords(label, word))
}

/** The one option that a word is likely to mean: part of it, of the same sound, or one character off. A person is asked. */
export function nearOption(options: readonly Option[], word: string): Option | undefined {
  const said = plainWords(word)
  if (said.length < 2) return undefined
  const ways: readonly ((label: string) => boolean)[] = [
    (label) => soundOf(label) !== '' && soundOf(label) === soundOf(said),
    (label) => label.length >= 2 && (label.includes(said) || said.includes(label)),
    (label) => said.length >= 3 && label.length >= 3 && isOneOff(label, said),
  ]
  for (const isNear of ways) {
    const found = options.filter(({ label }) => isNear(plainWords(label)))
    if (found.length === 1) return found[0]
    if (found.length > 1) return undefined
  }
  return undefined
}

/** Whether two texts differ by one character that is other, missing or too many. */
function isOneOff(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  return short.slice(long.length === short.length ? at + 1 : at) === long.slice(at + 1)
}
