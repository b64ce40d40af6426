import { AppError } from '../../../shared/errors'
import type { ReadWorkbook } from '../../../shared/paste/workbook'
import type { EngineContext } from '../context'
import { readChosen } from '../files/in-passing'

/** No office's ledger is larger; what is may be a bomb. */
const LARGEST_FILE = 40 * 1024 * 1024

/**
 * Reads a file that a person chose as a workbook. @throws AppError `file.unreadable`, `table.too-large`, `table.too-heavy`,
 * `table.locked`, `table.unreadable`
 */
export async function workbookAt(
  ctx: Pick<EngineContext, 'passing' | 'readWorkbook' | 'signal'>,
  path: string,
): Promise<ReadWorkbook> {
  const bytes = readChosen(ctx, path, requireSize)
  if (!ctx.readWorkbook) throw new AppError('table.unreadable')
  return ctx.readWorkbook(bytes, ctx.signal)
}

/** @throws AppError `table.too-large` */
function requireSize(bytes: number): void {
  if (bytes > LARGEST_FILE) throw new AppError('table.too-large', { max: LARGEST_FILE / 1024 / 1024 })
}
