import type { DragEvent } from 'react'
import type { Output } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { targetsOf } from '../../../shared/paste/targets'

/** What is dragged from here onto a column: a target's key. */
const TYPE = 'application/x-yuanba-target'

interface LeftTargetsProps {
  readonly kind: Kind
  readonly columns: Output<'tables.preview'>['columns']
}

/** Fields that no column is matched to, the required ones first: each can be dragged onto a column, or chosen below its heading. */
export function LeftTargets({ kind, columns }: LeftTargetsProps) {
  const taken = new Set(columns.map(({ target }) => target?.split('/')[0]))
  const left = targetsOf(kind).filter(
    ({ key, field, told }) => field && !told && !key.includes('/') && !taken.has(key),
  )
  if (left.length === 0) return null
  const required = left.filter(({ field }) => field?.required)
  const names = required.map(({ label }) => `“${label}”`).join('')
  return (
    <details className="table-import-notes" open={required.length > 0}>
      <summary>
        {required.length > 0 ? `必填的${names}还没有列` : `有 ${left.length} 项没有列`}
        ：拖到列名上，或者在列名下面选
      </summary>
      <ul className="table-import-left" aria-label="没有列的项目" {...reachable}>
        {[...required, ...left.filter((one) => !required.includes(one))].map(({ key, label, field }) => (
          <li
            key={key}
            draggable
            onDragStart={({ dataTransfer }) => {
              dataTransfer.setData(TYPE, key)
              dataTransfer.effectAllowed = 'link'
            }}
          >
            {label}
            {field?.required && ' *'}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What scrolls must be reachable by keyboard. */
const reachable = { tabIndex: 0 }

/** What makes a heading take a target that is dropped on it. */
export function takesTarget(onTarget: (key: string) => void) {
  return {
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes(TYPE)) event.preventDefault()
    },
    onDrop: (event: DragEvent) => {
      const key = event.dataTransfer.getData(TYPE)
      if (key === '') return
      event.preventDefault()
      onTarget(key)
    },
  }
}
