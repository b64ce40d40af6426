import type { Output } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { type Json, sameJson } from '../../../shared/json'
import type { Body } from '../../../shared/shapes'
import { isEmpty } from '../form-values'
import type { Recent } from './form-start'

/** Another unit was chosen, and the engine has answered what follows it. */
export interface UnitChosen {
  readonly kind: Kind
  readonly unit: string
  readonly suggested: Output<'records.suggest'>
}

/** What of a form follows its unit. */
interface Followed {
  readonly values: Body
  readonly carried: Body | null
  readonly recent: Recent
  readonly moved: string
}

/**
 * A form after another unit was chosen. What was carried over from the former unit is replaced by what was typed last for
 * this one, or emptied. A reference that belongs elsewhere is emptied; what somebody typed stays. The form says so.
 */
export function movedForm<F extends Followed>(form: F, { kind, unit, suggested }: UnitChosen): F {
  if (form.values.unit !== unit) return form
  const values: Record<string, Json> = { ...form.values }
  const carried: Record<string, Json> | null = form.carried && { ...form.carried }
  const [replaced, emptied]: [string[], string[]] = [[], []]
  for (const [key, field] of Object.entries(kind.fields)) {
    const now = values[key]
    const isOpen = carried !== null && (isEmpty(now) || sameJson(now ?? null, carried[key] ?? null))
    const next = field.suggest === 'lastHere' && isOpen ? suggested.defaults[key] : undefined
    const isLeft = suggested.elsewhere.includes(key) || (field.suggest === 'lastHere' && isOpen)
    if (!isLeft || sameJson(now ?? null, next ?? null)) continue
    values[key] = next ?? null
    if (carried) carried[key] = next ?? null
    if (next !== undefined) replaced.push(field.label)
    else if (!isEmpty(now)) emptied.push(field.label)
  }
  const recent = { ...form.recent, ...suggested.recent }
  return { ...form, values, carried, recent, moved: movedText(kind, replaced, emptied) }
}

function movedText(kind: Kind, replaced: readonly string[], emptied: readonly string[]): string {
  const parts = [
    ...(replaced.length > 0 ? [`${replaced.join('、')}已换成上次在这里填写的，请核对`] : []),
    ...(emptied.length > 0 ? [`${emptied.join('、')}不属于这里，已清空，请重新填写`] : []),
  ]
  return parts.length === 0 ? '' : `${kind.fields.unit?.label ?? ''}换了：${parts.join('；')}。`
}
