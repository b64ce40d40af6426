import { marksOf, type PaperMarks } from '../../../shared/paper/marks'
import type { PaperNumber } from '../../../shared/paper/paper-number'
import type { Variant } from '../../../shared/privacy/variant'
import type { OpenContext } from '../context'
import { today } from '../moment'
import { upwardSettingOn } from './upward-setting'

/** Whether the district marks what goes up today. */
export function marksUpward({ db, clock }: Pick<OpenContext, 'db' | 'clock'>): boolean {
  return upwardSettingOn(db, today(clock)).marks
}

/** The marks of a page as this district wants them; without `audit` those of a preview. */
export function districtMarks(ctx: OpenContext, variant: Variant, audit?: PaperNumber): PaperMarks {
  return marksOf(variant, audit, variant === 'upward' && marksUpward(ctx))
}
