/** Texts whose answers are remembered at once: names, places and themes come again and again in a bulk write. */
const REMEMBERED = 20_000

/** The same answers, each worked out once for as long as it is remembered. @param answer depends on the text alone */
export function remembering(answer: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    let found = known.get(text)
    if (found === undefined) {
      if (known.size >= REMEMBERED) known.clear()
      found = answer(text)
      known.set(text, found)
    }
    return found
  }
}
