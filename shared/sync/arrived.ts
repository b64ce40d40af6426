import { yearOf } from '../dates'
import { LAST_FIRST_DAY, monthOf, type Period, previousMonth, reportingMonth } from '../period'
import { type Manifest, MOST_ARRIVED } from './manifest'

/** Files of sites below an office that it took in, as its bundle for the office above tells of them. */
export type Arrived = NonNullable<Manifest['arrived']>
export type ArrivedFile = Arrived[string][number]

/** So many months back are told of, the one that has begun not counted. */
const MONTHS_BACK = 13

/** Files in one manifest: beside them everything else has to fit. */
const MOST_FILES = 20_000

/** By so many of a file's SHA-256 (hex) it is told. */
const FILE_HEX = 16

/** One file that came. @param sha256 of the file, hex */
export const arrivedFile = (serial: number, at: string, sha256: string): ArrivedFile => [
  serial,
  at,
  sha256.slice(0, FILE_HEX),
]

/**
 * The last days (`YYYY-MM-DD`) of the months that are told of: of the calendar's, and of those that begin on one of `firstDays` of
 * the month before. Whatever rule holds for a street, and from when on, its months end on one of them.
 */
export function monthEnds(firstDays: Iterable<unknown>, today: string): readonly string[] {
  const begins = new Set([1, ...[...firstDays].filter(isFirstDay)])
  const ends: string[] = []
  let month: Period = monthOf(today)
  for (let back = 0; back <= MONTHS_BACK; back += 1) {
    for (const first of begins)
      ends.push(reportingMonth(yearOf(month.to), Number(month.to.slice(5, 7)), first).to)
    month = previousMonth(month)
  }
  return ends
}

/** A rule that a newer version or a wrong value made otherwise makes no month here. */
const isFirstDay = (day: unknown): day is number =>
  typeof day === 'number' && Number.isInteger(day) && day > 1 && day <= LAST_FIRST_DAY

/**
 * What is told of one site's files: the newest, and the first that came at or after each of these moments (ISO 8601), by which a
 * month became whole.
 */
export function filesToTell(
  files: readonly ArrivedFile[],
  moments: readonly string[],
): readonly ArrivedFile[] {
  const inOrder = files.toSorted((a, b) => (a[1] + a[2] < b[1] + b[2] ? -1 : 1))
  const told = new Set(inOrder.slice(-1))
  for (const moment of moments) {
    const first = inOrder.find(([, at]) => at >= moment)
    if (first) told.add(first)
  }
  return inOrder.filter((file) => told.has(file)).slice(-MOST_ARRIVED)
}

/**
 * The member of a manifest for the files that came from each site. Where there are too many, each site's oldest stay behind.
 * @param moments as for `filesToTell`
 */
export function arrivedMember(
  files: ReadonlyMap<string, readonly ArrivedFile[]>,
  moments: readonly string[],
  most = MOST_FILES,
): { readonly arrived?: Arrived } {
  const told = [...files].flatMap(([site, all]) =>
    all.length === 0 ? [] : [[site, filesToTell(all, moments)] as const],
  )
  if (told.length === 0) return {}
  const countOf = (each: number): number => told.reduce((sum, [, all]) => sum + Math.min(each, all.length), 0)
  let each = MOST_ARRIVED
  while (each > 1 && countOf(each) > most) each -= 1
  return { arrived: Object.fromEntries(told.slice(0, most).map(([site, all]) => [site, all.slice(-each)])) }
}
