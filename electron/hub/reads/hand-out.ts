import type { CallName } from '../../../shared/contract'
import { ledgerOf } from '../../../shared/ledgers/ledger'
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
  'ledgers.print': ['ledger', 'period', 'unit', 'variant', 'whole', 'how'],
  'ledgers.write': ['ledger', 'period', 'unit', 'variant', 'whole', 'format'],
  'waiting.printReminder': ['period', 'unit', 'how'],
  'waiting.writeReminder': ['period', 'unit', 'format'],
}

/** What is seen whole on the screen, by the action that notes it. */
const UNMASKED = { action: 'ledgers.unmasked', keys: ['ledger', 'period', 'unit', 'whole'] } as const

/** A call that leaves a row in the hub's audit: under which action, by what of its input, and whether something leaves by it. */
export interface Noted {
  readonly action: string
  readonly keys: readonly string[]
  readonly leaves: boolean
}

/** How a call that hands something out, or shows it whole, is noted; `undefined` for any other. */
export function notedAs(name: CallName, input: unknown): Noted | undefined {
  const keys = handedOut[name]
  if (keys) return { action: name, keys, leaves: true }
  const isWhole = name === 'ledgers.page' && 'whole' in Object(input) && Object(input).whole === true
  return isWhole ? { ...UNMASKED, leaves: false } : undefined
}

/** 内部 leaves by those alone who may hand it out. A ledger that says for whom by nothing is its usual one. @throws AppError `right.missing`, `ledger.unknown` */
export function requireHandOut({ role }: HubAccount, { variant, ledger }: AuditDetail): void {
  const usual = typeof ledger === 'string' ? ledgerOf(ledger).variants[0] : undefined
  if ((variant ?? usual) === 'internal') requireRight(role, 'handout.internal')
}
/** The row of the hub's audit that notes this call, as paper names it. */
export function paperNumberOf({ noted }: Pick<ReadContext, 'noted'>): PaperNumber {
  if (noted === null) throw new RangeError('what leaves is noted before it is laid out')
  return { letter: '', number: noted }
}

/** What stands on a page that leaves. */
export function marksOn(ctx: Pick<ReadContext, 'noted'>, variant: Variant): PaperMarks {
  return marksOf(variant, paperNumberOf(ctx))
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
    number: paperNumberOf(ctx).number,
  }
}
