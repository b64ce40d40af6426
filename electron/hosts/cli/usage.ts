import { AppError } from '../../../shared/errors'

/** The error behind exit code 2; `detail` is what a person reads, in Chinese. */
export function usage(detail: string): AppError {
  return new AppError('usage', { detail })
}

/** Reads a whole number of an option. @throws AppError `usage` */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw usage(`--${option} 应当是 ${least} 到 ${most} 的整数`)
  return value
}
