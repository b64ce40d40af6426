import { useMemo } from 'react'
import type { Input } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { builtInOnly } from '../../../shared/definition/words'
import { displayValue } from '../../../shared/records/display'
import { summedFields } from '../../../shared/records/summed'
import { useCall } from '../../engine/use-call'

type Which = Input<'records.sums'>['which']

/** Beyond so many records a sum is a figure, which the reports count. */
export const MOST_SUMMED = 20_000

interface SumsLineProps {
  readonly kind: Kind
  readonly which: Which
  readonly label?: string
}

/** 合计 of the columns of numbers: of ticked records, or of all that a filter finds. */
export function SumsLine({ kind, which, label = '合计' }: SumsLineProps) {
  const key = JSON.stringify(which)
  const asked = useMemo(
    () => (summedFields(kind).length === 0 ? null : { kind: kind.name, which: JSON.parse(key) as Which }),
    [kind, key],
  )
  const { data } = useCall('records.sums', asked, [kind.name])
  if (!data) return null
  const told = summedFields(kind).flatMap((field) => {
    const sum = data.sums[field]
    return sum === undefined
      ? []
      : [`${kind.fields[field]?.label} ${displayValue(kind.fields[field], sum, String, builtInOnly)}`]
  })
  return (
    <span className="sums">
      {label}：{told.join('，')}
    </span>
  )
}
