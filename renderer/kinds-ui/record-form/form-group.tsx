import { RightOutlined } from '@ant-design/icons'
import { type ReactNode, useEffect, useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import { askedNext } from '../../../shared/definition/form-groups'
import { flowIn, isFilled, stateIn } from '../../../shared/records/states'
import type { FormState } from './form-state'

interface FormGroupProps {
  readonly kind: Kind
  readonly label: string | undefined
  readonly fields: readonly string[]
  readonly folded: boolean
  readonly form: FormState
  readonly children: ReactNode
}

/**
 * A part of a form under its name. A folded one opens by a press, where something stands in it, where the next move asks for
 * it, and where something in it was refused.
 */
export function GroupOfFields({ kind, label, fields, folded, form, children }: FormGroupProps) {
  const [opened, setOpened] = useState(() => !folded || isWanted(kind, fields, form))
  const count = filledIn(fields, form)
  const isFilledIn = count > 0
  // What is pasted or filled from elsewhere shows itself; what is emptied again stays open under the cursor.
  useEffect(() => {
    if (isFilledIn) setOpened(true)
  }, [isFilledIn])
  const isRefused = [...form.problems.keys()].some((path) => fields.includes(path.split('/')[0] ?? ''))
  if (label === undefined) return <div className="form-group-lines">{children}</div>
  if (!folded)
    return (
      <fieldset className="form-group">
        <legend className="form-group-name">{label}</legend>
        <div className="form-group-lines">{children}</div>
      </fieldset>
    )
  const isOpen = opened || isRefused
  return (
    <details
      className="form-group form-group-folded"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary className="form-group-name">
        <span className={isOpen ? 'nav-arrow nav-arrow-open' : 'nav-arrow'} aria-hidden="true">
          <RightOutlined />
        </span>
        {label}（{count}）
      </summary>
      <div className="form-group-lines">{children}</div>
    </details>
  )
}

function isWanted(kind: Kind, fields: readonly string[], form: FormState): boolean {
  const asked = askedNext(kind, (field) => {
    const flow = flowIn(kind, field)
    return flow ? stateIn(flow, form.values) : ''
  })
  // What only the first move asks for is no reason to open a new record's form.
  const isBegun = (kind.flows ?? []).some((flow) => stateIn(flow, form.values) !== flow.initial)
  return filledIn(fields, form) > 0 || (isBegun && fields.some((key) => asked.has(key)))
}

/** How much stands in it: a list of rows counts its rows. */
function filledIn(fields: readonly string[], { values }: FormState): number {
  return fields.reduce((sum, key) => {
    const value = values[key]
    if (Array.isArray(value)) return sum + value.length
    return isFilled(value) ? sum + 1 : sum
  }, 0)
}
