import { type Variant, variantLabels } from '../privacy/variant'
import { type PaperNumber, paperNumberText } from './paper-number'

/**
 * What stands pale across a printed page: on what stays in the house. What goes up is marked where the office that asked for it
 * wants it so, and not by the program; what is meant for everybody never.
 */
const watermarks: Readonly<Record<Variant, string>> = {
  internal: '内部资料 注意保密',
  upward: '',
  public: '',
}

/**
 * Watermark and foot of what is printed or written. `audit` is its row in the audit log, so that a sheet of paper leads back
 * to the laptop and to who made it; absent: a preview, which nobody hands out.
 */
export function marksOf(
  variant: Variant,
  audit?: PaperNumber,
): { readonly stamp: string; readonly watermark?: string } {
  const watermark = watermarks[variant]
  const number = audit === undefined ? '预览' : `编号 ${paperNumberText(audit)}`
  return { stamp: `${variantLabels[variant]} ${number}`, ...(watermark !== '' && { watermark }) }
}
