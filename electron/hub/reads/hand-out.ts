import type { CallName } from '../../../shared/contract'
import { marksOf, type PaperMarks } from '../../../shared/paper/marks'
import type { PaperNumber } from '../../../shared/paper/paper-number'
import type { Variant } from '../../../shared/privacy/variant'
import { requireRight } from '../../../shared/rights'
import type { AuditDetail } from '../../engine/audit'
import type { HubAccount } from '../accounts/accounts'
import type { ReadContext } from './read'

/** What of a hub leaves it on paper or in a file: noted like a write, by these of what was asked. */
const handedOut: { readonly [N in CallName]?: readonly string[] } = {
  'reports.print': ['report', 'period', 'unit', 'variant', 'how'],
  'reports.write': ['report', 'period', 'unit', 'variant', 'format'],
  'statistics.print': ['period', 'unit', 'variant', 'by', 'across', 'how'],
  'statistics.write': ['period', 'unit', 'variant', 'by', 'across', 'format'],
  'charts.print': ['period', 'unit', 'variant'],
  'waiting.printReminder': ['period', 'how'],
}

/** The keys of its input that a call which hands something out is noted by; `undefined` for any other. */
export const handedOutBy = (name: CallName): readonly string[] | undefined => handedOut[name]

/** 内部 leaves by those alone who may hand it out. @throws AppError `right.missing` */
export function requireHandOut({ role }: HubAccount, detail: AuditDetail): void {
  if (detail.variant === 'internal') requireRight(role, 'handout.internal')
}

/** The row of the hub's audit that notes this call, as paper names it. */
export function numberOf({ noted }: Pick<ReadContext, 'noted'>): PaperNumber {
  if (noted === null) throw new RangeError('what leaves is noted before it is laid out')
  return { letter: '', number: noted }
}

/** What stands on a page that leaves. */
export function marksOn(ctx: Pick<ReadContext, 'noted'>, variant: Variant): PaperMarks {
  return marksOf(variant, numberOf(ctx))
}

/** Keeps a file for the page that asked for it. @throws AppError `file.unknown`, `file.no-space` */
export function handFile(
  ctx: Pick<ReadContext, 'files' | 'noted'>,
  file: string,
  content: Uint8Array,
): { readonly file: string; readonly bytes: number; readonly number: number } {
  return {
    file: ctx.files.keep(file, content),
    bytes: content.byteLength,
    number: numberOf(ctx).number,
  }
}
