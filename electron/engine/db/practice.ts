import { AppError } from '../../../shared/errors'
import type { ReadDb } from '../context'
import { readMeta } from './meta'

/** Whether what lies here is for practice alone. */
export const isPractice = (db: ReadDb): boolean => readMeta(db, 'practice') ?? false

/** Refuses what would bring invented records to another computer. @throws AppError `practice.stays-here` */
export function requireReal(db: ReadDb): void {
  if (isPractice(db)) throw new AppError('practice.stays-here')
}
