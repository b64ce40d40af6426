import type { pinyin } from 'pinyin-pro'

type Pinyin = typeof pinyin

/** How a text is read, as far as we ask: with or without tones, with its first character as a surname or not. */
interface Reading {
  readonly toneType: 'num' | 'none'
  readonly surname?: 'off' | 'head'
  /** What is no Han character stays in one piece; otherwise each character is one. */
  readonly nonZh?: 'consecutive'
}

let read: Pinyin | undefined

/**
 * The syllables of a text, `v` for ü. The table behind them takes 8 MB and 40 ms, and most starts need nothing of it: it is read
 * with the first text that is asked about, not with the program.
 */
export function syllablesOf(text: string, reading: Reading): string[] {
  read ??= (require('pinyin-pro') as { readonly pinyin: Pinyin }).pinyin
  return read(text, { ...reading, type: 'array', v: true })
}
