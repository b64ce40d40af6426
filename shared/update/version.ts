const numbers = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/

/** Whether a text is a version: three whole numbers, `0.2.0`. */
export const isVersion = (text: string): boolean => numbers.test(text)

/** Which of two versions is newer: below 0, 0, above 0, as for sorting. What is no version stands below all. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [partsOf(one), partsOf(other)]
  const at = left.findIndex((part, index) => part !== right[index])
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}

const partsOf = (text: string): readonly number[] => numbers.exec(text)?.slice(1).map(Number) ?? [-1, -1, -1]
