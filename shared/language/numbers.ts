/**
 * A round number as reports say it, floored and never raised (DOMAIN 4): whole tens below a thousand, hundreds below ten
 * thousand, tenths of 万 below ten 万, then whole 万 and 亿. 53 → 50余, 1134 → 1100余, 19999 → 1.9万余, 102345 → 10万余. Exact
 * numbers get no 余. `count` is a whole number ≥ 0.
 */
export function roughly(count: number): string {
  const floor = count - (count % stepOf(count))
  const digits =
    floor >= 100_000_000
      ? `${floor / 100_000_000}亿`
      : floor >= 10_000
        ? `${tenthsText(floor / 1000)}万`
        : `${floor}`
  return floor === count ? digits : `${digits}余`
}

function stepOf(count: number): number {
  if (count < 10) return 1
  if (count < 1000) return 10
  if (count < 10_000) return 100
  if (count < 100_000) return 1000
  return count < 100_000_000 ? 10_000 : 100_000_000
}

/** 一、二、三…: the number of a section, 1…99. */
export function chineseNumber(n: number): string {
  const digits = '零一二三四五六七八九'
  const tens = Math.floor(n / 10)
  const ones = n % 10
  if (tens === 0) return digits[ones] ?? ''
  return `${tens > 1 ? digits[tens] : ''}十${ones > 0 ? digits[ones] : ''}`
}

/** Tenths as people write them: 990 → 99, 333 → 33.3. */
export function tenthsText(count: number): string {
  return count % 10 === 0 ? String(count / 10) : `${Math.floor(count / 10)}.${count % 10}`
}
