/** What may wait until a screen has asked for what it shows first: milliseconds. */
const PAUSE_MS = 40

/** Puts work off for a moment, and then does one piece of it after the other, so that whoever asks meanwhile is answered in between. */
export function openPatience(): (work: () => void) => void {
  const waiting: (() => void)[] = []
  const next = (): void => {
    waiting.shift()?.()
    if (waiting.length > 0) setTimeout(next)
  }
  return (work) => {
    waiting.push(work)
    if (waiting.length === 1) setTimeout(next, PAUSE_MS)
  }
}
