/** Between two texts of which both stay. */
const DIVIDER = '\n──────\n'

/** Several versions of a long text as one, in this order; one that another contains whole is not repeated. */
export function joinTexts(texts: readonly string[]): string {
  const kept = texts.filter(
    (text, at) => !texts.some((other, place) => place !== at && contains(other, text, place < at)),
  )
  return kept.join(DIVIDER)
}

/** Of two equal texts the first stays. */
function contains(other: string, text: string, isBefore: boolean): boolean {
  return other === text ? isBefore : other.includes(text)
}
