import { addDays, yearOf } from '../dates'

/**
 * The days on which everybody is off by law, whatever a notice moves around them (全国年节及纪念日放假办法, 国务院令第795号, in force
 * since 2025-01-01): 元旦, 春节 with its eve, 清明, 劳动节, 端午, 中秋, 国庆节.
 * A year without a notice is unknown but for them.
 */
export function isStatutoryHoliday(date: string): boolean {
  const year = yearOf(date)
  const day = date.slice(5)
  if (fixed.includes(day) || (day === '05-02' && year >= NEW_RULES)) return true
  const [spring, ...others] = movable[year] ?? []
  if (spring === undefined) return false
  const first = `${year}-${spring}`
  return others.includes(day) || (date >= addDays(first, -1) && date <= addDays(first, 2))
}

/** Since this year the eve of 春节 and 2 May are days off by law. */
const NEW_RULES = 2025

const fixed: readonly string[] = ['01-01', '05-01', '10-01', '10-02', '10-03']

/**
 * By year: the first day of the lunar year, 清明, 端午, 中秋. Compared with ICU, which errs in 2027 and 2030: their new moons come
 * within minutes of Beijing's midnight.
 */
const movable: Readonly<Record<number, readonly string[]>> = {
  2025: ['01-29', '04-04', '05-31', '10-06'],
  2026: ['02-17', '04-05', '06-19', '09-25'],
  2027: ['02-06', '04-05', '06-09', '09-15'],
  2028: ['01-26', '04-04', '05-28', '10-03'],
  2029: ['02-13', '04-04', '06-16', '09-22'],
  2030: ['02-03', '04-05', '06-05', '09-12'],
  2031: ['01-23', '04-05', '06-24', '10-01'],
  2032: ['02-11', '04-04', '06-12', '09-19'],
  2033: ['01-31', '04-04', '06-01', '09-08'],
  2034: ['02-19', '04-05', '06-20', '09-27'],
  2035: ['02-08', '04-05', '06-10', '09-16'],
}
