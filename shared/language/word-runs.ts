/**
 * A text as terms of a plain word index: overlapping pairs of Han characters and the last one; other words stay whole.
 * @param wordAs how another word is spelt there
 */
export function cutIntoRuns(text: string, wordAs: (word: string) => string): string {
  const terms: string[] = []
  for (const run of runsOf(text)) {
    if (isHan(run)) pushHan(terms, run)
    else terms.push(wordAs(run))
  }
  return terms.join(' ')
}

function pushHan(terms: string[], run: string): void {
  // Only a rare character is two halves in a text; otherwise a text is the list of its own characters.
  const characters = /[\ud800-\udfff]/.test(run) ? [...run] : run
  for (let at = 1; at < characters.length; at += 1) terms.push(`${characters[at - 1]}${characters[at]}`)
  terms.push(characters[characters.length - 1] ?? '')
}

/** Common characters that normalising leaves as they are, and separators that stay separators: nearly every text. */
const common = /^[\u4e00-\u9fffA-Za-z0-9 ,，。、;；:：?？!！()（）《》「」“”·-]*$/

/** Runs of Han characters, and runs of other letters and digits in lower case; the rest separates. */
export function runsOf(text: string): string[] {
  // The same, without asking for scripts and classes: a bulk write asks for every text.
  if (common.test(text)) return text.toLowerCase().match(/[\u4e00-\u9fff]+|[a-z]+|[0-9]+/g) ?? []
  return (
    text
      .normalize('NFKD')
      // é is found as e.
      .replaceAll(/[\u0300-\u036f]+/g, '')
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{Script=Han}+|[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? []
  )
}

/** Whether a run is of Han characters. */
export function isHan(run: string): boolean {
  return /^\p{Script=Han}/u.test(run)
}

/** Each character with the next one. */
export function pairs(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}
