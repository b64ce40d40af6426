import type { Kind } from '../../../shared/definition/define'
import { isJsonMap } from '../../../shared/json'
import type { RecordView } from '../../../shared/records/view'
import { asRows, type Body } from '../../../shared/shapes'
import { editableValues, typedRowKey } from '../form-values'
import type { ChangedMeanwhile } from './changed-notice'
import type { FormStart } from './form-start'
import { rebase } from './rebase'

/** What the form of a stored record begins with, as the record is now. */
export function storedStart(
  kind: Kind,
  record: RecordView,
): Pick<FormStart, 'stored' | 'masked'> & { readonly record: RecordView } {
  const stored = editableValues(kind, record.body, record.masked)
  return { record, stored, masked: maskedTexts(record) }
}

/** The key of a half-typed edit that says what the form began with; no field is called so. */
const BASE = '$base'

/** A half-typed edit as it is kept, so that it can be told later from what others changed. */
export function keptEdit(values: Body, stored: Body): Body {
  return { ...values, [BASE]: { ...stored } }
}

/** A half-typed edit over the record as it is now, and what others changed of it since. */
export function draftOverStored(
  kind: Kind,
  { stored, masked }: Pick<FormStart, 'stored' | 'masked'>,
  { [BASE]: base = null, ...mine }: Body,
): { readonly values: Body; readonly changed: ChangedMeanwhile | null } {
  if (!isJsonMap(base)) return { values: mine, changed: null }
  const { values, both, taken } = rebase(kind, { base, mine, theirs: stored, masked })
  const isChanged = both.length + taken.length > 0
  return { values, changed: isChanged ? { by: '', refused: false, both, taken, theirs: stored } : null }
}

/** `field`, or `field/rowId/cell`, → the shortened value that stands there. */
export function maskedTexts({ body, masked }: Pick<RecordView, 'body' | 'masked'>): Map<string, string> {
  return new Map(
    masked.map((path): [string, string] => {
      const [field = '', row, cell] = path.split('/')
      const value = body[field]
      if (row === undefined || cell === undefined) return [path, String(value ?? '')]
      const found = asRows(value).find((item) => typedRowKey(item) === row)
      return [path, String(found?.[cell] ?? '')]
    }),
  )
}
