const ended = /[。！？；：…][”’』」）]?$/

/**
 * What somebody typed, as a sentence of a printed page: its last paragraph ends with a full stop. 「宣传民法典」 becomes 「宣传民法典。」,
 * a comma that was left at the end gives way to it. Nothing stays nothing.
 */
export function withFullStop(text: string): string {
  const typed = text.trimEnd()
  if (typed === '' || ended.test(typed)) return typed
  return `${typed.replace(/[，、,.;]+$/, '')}。`
}

/** What somebody typed inside a sentence whose punctuation follows: without a stop of its own. */
export function withoutFullStop(text: string): string {
  return text.trimEnd().replace(/[。；，]+$/, '')
}
