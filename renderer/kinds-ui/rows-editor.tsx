import { Button } from 'antd'
import { useRef } from 'react'
import type { Json } from '../../shared/json'
import type { RowsField } from '../../shared/kinds/fields'
import { FieldBox } from './field-box'
import { type FormRow, rowKey, rowsOf } from './form-values'

interface RowsEditorProps {
  readonly id: string
  readonly name: string
  readonly field: RowsField
  readonly value: Json | undefined
  /** Row key → cell → sentence. */
  readonly problems: ReadonlyMap<string, string>
  /** Masked cells, `field/rowId/cell` → shortened text. */
  readonly masked: ReadonlyMap<string, string>
  /** The ids of controls that were left. */
  readonly left: ReadonlySet<string>
  readonly onChange: (name: string, value: Json) => void
}

const none: readonly string[] = []

/** Sub-rows as small cards: one labelled group a row, added and removed by buttons. */
export function RowsEditor({ id, name, field, value, problems, masked, left, onChange }: RowsEditorProps) {
  const rows = rowsOf(value)
  const box = useRef<HTMLFieldSetElement>(null)
  const add = (): void => {
    onChange(name, [...rows, { $new: crypto.randomUUID() }])
    requestAnimationFrame(() => {
      const groups = box.current?.querySelectorAll<HTMLElement>('.row-card')
      groups?.[groups.length - 1]?.querySelector<HTMLElement>('input, textarea')?.focus()
    })
  }
  const change = (key: string, cell: string, next: Json): void =>
    onChange(
      name,
      rows.map((row) => (rowKey(row) === key ? { ...row, [cell]: next } : row)),
    )
  return (
    <fieldset className="rows-editor" ref={box} id={id}>
      <legend>{field.label}</legend>
      {problems.get('') && (
        <p className="problem" role="alert">
          {problems.get('')}
        </p>
      )}
      {rows.map((row, index) => (
        <RowCard
          key={rowKey(row)}
          label={`${field.label} 第${index + 1}条`}
          remove={() =>
            onChange(
              name,
              rows.filter((item) => item !== row),
            )
          }
        >
          {Object.entries(field.of).map(([cell, cellField]) => (
            <FieldBox
              key={cell}
              id={`${id}-${rowKey(row)}-${cell}`}
              name={cell}
              field={cellField}
              value={row[cell]}
              problem={problems.get(`${rowKey(row)}/${cell}`)}
              recent={none}
              left={left.has(`${id}-${rowKey(row)}-${cell}`)}
              maskedText={maskedCell(masked, name, row, cell)}
              onChange={(_, next) => change(rowKey(row), cell, next)}
            />
          ))}
        </RowCard>
      ))}
      <Button onClick={add}>添加一条{field.label}</Button>
    </fieldset>
  )
}

function maskedCell(
  masked: ReadonlyMap<string, string>,
  field: string,
  row: FormRow,
  cell: string,
): string | undefined {
  return row.id === undefined ? undefined : masked.get(`${field}/${String(row.id)}/${cell}`)
}

function RowCard(props: { label: string; remove: () => void; children: React.ReactNode }) {
  return (
    <fieldset className="row-card" aria-label={props.label}>
      <div className="form-row">{props.children}</div>
      <Button danger size="small" aria-label={`删除${props.label}`} onClick={props.remove}>
        删除
      </Button>
    </fieldset>
  )
}
