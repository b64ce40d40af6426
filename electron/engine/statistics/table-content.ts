import type { Parsed } from '../../../shared/contract'
import type { Figure } from '../../../shared/figures/figure'
import { categoryOf } from '../../../shared/figures/measures/categories'
import type { FrozenMark } from '../../../shared/paper/frozen'
import type { Sheet } from '../../../shared/paper/sheet/model'
import { sheetContent } from '../handout/sheet-content'

/** The name that tables are signed off and written under. */
const REPORT = 'statistics'

/** The name that signed tables are kept under; one by categories has its own: `statistics/mediation.type*mediation.way`. */
export function reportFor({ by, across }: Pick<Parsed<'statistics.page'>, 'by' | 'across'>): string {
  const down = by === undefined ? '' : categoryOf(by).name
  const over = across === undefined ? '' : `*${categoryOf(across).name}`
  return down + over === '' ? REPORT : `${REPORT}/${down}${over}`
}

/** A table as a file. @param now milliseconds since 1970 */
export async function tableContent(
  sheet: Sheet,
  { figures, frozen }: { readonly figures: readonly Figure[]; readonly frozen: FrozenMark | null },
  format: Parsed<'statistics.write'>['format'],
  now: number,
): Promise<Uint8Array> {
  if (format !== 'json') return sheetContent(sheet, format, now)
  const table = { columns: sheet.columns, rows: sheet.rows }
  return Buffer.from(
    `${JSON.stringify({ report: REPORT, title: sheet.title, frozen, table, figures }, null, 2)}\n`,
  )
}
