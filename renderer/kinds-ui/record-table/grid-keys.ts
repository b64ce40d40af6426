/** Rows that PageUp and PageDown move by. */
const pageStep = 10

/** Where a key moves the mark to, or null when it is no moving key. */
export function moved(key: string, from: number, count: number): number | null {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + pageStep,
    PageUp: from - pageStep,
    Home: 0,
    End: count - 1,
  }
  const target = targets[key]
  return target === undefined || count === 0 ? null : Math.min(Math.max(target, 0), count - 1)
}
