/** A date `YYYY-MM-DD` as 成文日期: 2026年11月3日, Arabic numerals without leading zeros. */
export function dateInWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}
