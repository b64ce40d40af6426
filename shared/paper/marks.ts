import { z } from 'zod'
import { type Variant, variantLabels } from '../privacy/variant'
import { type PaperNumber, paperNumberText } from './paper-number'

const CONFIDENTIAL = '内部资料 注意保密'
const PRACTICE = '练习 内容均为虚构'

/** What stands on every page beside its contents. */
export const paperMarks = z
  .object({
    /** At the foot: variant and number. */
    stamp: z.string(),
    /** Pale across the page: on what stays in the house. */
    watermark: z.string().exactOptional(),
    /** A small line at the head, where a mark across would lie over what a superior reads. */
    header: z.string().exactOptional(),
  })
  .readonly()
export type PaperMarks = z.infer<typeof paperMarks>

/**
 * Marks of what is printed or written. `audit` is its row in the audit log, so that a sheet of paper leads back to the laptop
 * and to who made it; absent: a preview, which nobody hands out. What goes up is marked where the district `marks` it, and not
 * by the program; what is meant for everybody never. What is made for practice says so whomever it is for.
 */
export function marksOf(variant: Variant, audit?: PaperNumber, marks = false): PaperMarks {
  const number = audit === undefined ? '预览' : `编号 ${paperNumberText(audit)}`
  return {
    stamp: `${variantLabels[variant]} ${number}`,
    ...(audit?.practice
      ? { watermark: PRACTICE }
      : {
          ...(variant === 'internal' && { watermark: CONFIDENTIAL }),
          ...(variant === 'upward' && marks && { header: CONFIDENTIAL }),
        }),
  }
}
