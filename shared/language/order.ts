import { pinyin } from 'pinyin-pro'
import { remembering } from './remember'

const collator = new Intl.Collator('en', { numeric: true })

/** How a name is read, with its tones: 重庆 as chong2 qing4, which no table of single characters knows. */
const reading = remembering((name) =>
  pinyin(name, { toneType: 'num', type: 'array', v: true, nonZh: 'consecutive' }).join(' '),
)

/** Names in the order of a Chinese dictionary, by pinyin; numbers in them by their value: 2组 before 10组. */
export function compareNames(a: string, b: string): number {
  return collator.compare(reading(a), reading(b)) || (a < b ? -1 : a > b ? 1 : 0)
}
