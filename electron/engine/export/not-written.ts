import type { OpenContext } from '../context'

/**
 * Does the last step of handing something out. Its audit row was written before, because the row's number stands in the
 * file: when the step fails, a second row says that nothing left the program.
 */
export function noteUnlessWritten<T>(ctx: Pick<OpenContext, 'audit'>, number: number, write: () => T): T {
  try {
    return write()
  } catch (error) {
    ctx.audit('export.not-written', { number })
    throw error
  }
}
