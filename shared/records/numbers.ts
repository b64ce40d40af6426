import type { Flat } from '../shapes'

/** The register of human numbers that a record had before and has no more (作废号). */
export const VOIDED = '$voided'

/** The year in a human number `单位–类–年–字母序号`; undefined for what is none. */
export function yearOfNumber(number: string): number | undefined {
  const [, year] = /-(\d{4})-[A-Z]+\d+$/.exec(number) ?? []
  return year === undefined ? undefined : Number(year)
}

/** The numbers that a record had before (作废号), the oldest first. */
export function voidedNumbers(flat: Flat): readonly string[] {
  const voided = flat[VOIDED]
  return Array.isArray(voided) ? voided.filter((number) => typeof number === 'string') : []
}

/** Whether a record's number tells another year than its day: it had gone out before the day was corrected. */
export function isNumberOfOtherYear(number: string | null, date: unknown): boolean {
  const year = number === null ? undefined : yearOfNumber(number)
  return year !== undefined && typeof date === 'string' && date.slice(0, 4) !== String(year)
}
