import { basename } from 'node:path'
import type { AuditAction } from '../../../shared/audit/actions'
import type { PaperMarks } from '../../../shared/paper/marks'
import type { PaperNumber } from '../../../shared/paper/paper-number'
import type { Variant } from '../../../shared/privacy/variant'
import { requireRight } from '../../../shared/rights'
import { type AuditDetail, paperNumber } from '../audit'
import type { OpenContext } from '../context'
import { requireReal } from '../db/practice'
import { writeChosen } from '../files/in-passing'
import { districtMarks } from './district-marks'

/** What the row in the audit log says, never a value; for whom, where what leaves is made for somebody. */
type Facts = AuditDetail & { readonly variant?: Variant }

/** What stands on paper or in a file that leaves the program. */
export interface HandOut {
  /** The row of the audit log that notes it. */
  readonly number: number
  /** The same as paper names it. */
  readonly paper: PaperNumber
  /** Stamp and watermark of its variant (内部 unless it says another), with that number. */
  readonly marks: PaperMarks
}

/** A file that was written, as calls answer it. */
export interface HandedOutFile {
  readonly file: string
  readonly bytes: number
  readonly number: number
}

/**
 * The one door by which paper and files in the clear leave the program. It notes first, because the row's number stands on the
 * page; where `make` fails, a second row says that nothing left.
 * @throws AppError `right.missing` for 内部, and whatever `make` throws
 */
export function handOut<T>(
  ctx: OpenContext,
  action: AuditAction,
  facts: Facts,
  make: (out: HandOut) => T,
): T {
  requireHandOut(ctx, facts)
  const number = ctx.audit(action, facts)
  const paper = paperNumber(ctx, number)
  const failed = (error: unknown): never => {
    ctx.audit('export.not-written', { number })
    throw error
  }
  try {
    const made = make({ number, paper, marks: districtMarks(ctx, facts.variant ?? 'internal', paper) })
    // A promise that fails has handed out nothing either.
    return made instanceof Promise ? (made.catch(failed) as T) : made
  } catch (error) {
    return failed(error)
  }
}

/** @throws AppError `right.missing` */
function requireHandOut({ user }: OpenContext, { variant }: Facts): void {
  if (variant === 'internal') requireRight(user.role, 'handout.internal')
}

/**
 * Hands a file out whose content is made whole before it is written.
 * @throws AppError `file.unwritable`, `file.no-space`, `task.cancelled`
 */
export function handOutFile(
  ctx: OpenContext,
  action: AuditAction,
  facts: Facts & { readonly format: string },
  path: string,
  content: (out: HandOut) => Promise<Uint8Array>,
): Promise<HandedOutFile> {
  return handOut(ctx, action, facts, async (out) => {
    const made = await content(out)
    ctx.signal.throwIfAborted()
    writeChosen(ctx, path, made)
    return { file: basename(path), bytes: made.byteLength, number: out.number }
  })
}

/**
 * The same door for what only its receiver can open: bundles, joining files, backups. They carry no number, so they are noted
 * once they are whole, in one transaction with what the database keeps of them.
 * @throws AppError `practice.stays-here` for all but backups of what is for practice alone
 * @throws whatever `write` and `keep` throw; nothing is noted then
 */
export async function handOutSealed<W>(
  ctx: OpenContext,
  action: AuditAction,
  write: () => W | Promise<W>,
  keep: (written: W) => AuditDetail,
): Promise<W> {
  if (action !== 'safety.backup') requireReal(ctx.db)
  const written = await write()
  ctx.db
    .transaction(() => {
      ctx.audit(action, keep(written))
    })
    .immediate()
  return written
}
