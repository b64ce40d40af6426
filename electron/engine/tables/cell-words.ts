/** Fifteen digits are what a spreadsheet keeps of a number; the rest it made up. */
export function numberWord(value: number): string {
  if (!Number.isFinite(value)) return ''
  if (Math.abs(value) >= 1e15)
    return value
      .toExponential(14)
      .replace(/\.?0+e/, 'e')
      .replace('e', 'E')
  const text = String(Number(value.toPrecision(15)))
  return text.includes('e') ? Number(text).toFixed(15).replace(/0+$/, '') : text
}

/** A moment as a day, a time, or both. Days before 1901 are times without a day. */
export function momentWord(value: Date): string {
  const text = value.toISOString()
  const [day, time] = [text.slice(0, 10), text.slice(11, 16)]
  if (value.getUTCFullYear() <= 1900) return time
  return time === '00:00' ? day : `${day} ${time}`
}

/** A flag as its word. */
export const flagWord = (value: boolean): string => (value ? '是' : '否')

/** The lines of a sheet without what is empty at their ends and below the last one that says anything. */
export function trimmed(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const filled = rows.map((row) => row.slice(0, row.findLastIndex((word) => word !== '') + 1))
  return filled.slice(0, filled.findLastIndex((row) => row.length > 0) + 1)
}
