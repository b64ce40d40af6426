import { Button } from 'antd'
import { type ClipboardEvent, useRef, useState } from 'react'
import type { RowsField } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { type PastedRows, readPastedRows } from '../../../shared/paste/rows'
import { readCount, readDate, readTime } from '../../../shared/paste/typed'
import { asRows, type Cells } from '../../../shared/shapes'
import { useWords } from '../../engine/words'
import { today } from '../../ui/today'
import { FieldBox } from '../field-box'
import { hiddenCell, isEmpty, typedRowKey } from '../form-values'
import { PasteReport } from './paste-report'

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

/** Whether clipboard text comes out of a spreadsheet; any other is pasted into the control it is meant for. */
const isTable = (text: string): boolean => text.includes('\t')

const isBlank = (row: Cells): boolean =>
  row.id === undefined && Object.entries(row).every(([cell, value]) => cell === '$new' || isEmpty(value))

/** Sub-rows as small cards: one labelled group a row, added and removed by buttons, or pasted out of a spreadsheet. */
export function RowsEditor({ id, name, field, value, problems, masked, left, onChange }: RowsEditorProps) {
  const rows = asRows(value)
  const wordsOf = useWords()
  const [pasted, setPasted] = useState<PastedRows | null>(null)
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
      rows.map((row) => (typedRowKey(row) === key ? { ...row, [cell]: next } : row)),
    )
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain')
    if (!isTable(text)) return
    event.preventDefault()
    const readers = { date: (typed: string) => readDate(typed, today()), time: readTime, count: readCount }
    const kept = rows.filter((row) => !isBlank(row))
    const shown = kept.map((row) => ({ ...maskedCells(field, masked, name, row), ...row }))
    const found = readPastedRows(field, text, readers, wordsOf, shown)
    const added = found.rows.map((row) => ({ ...row, $new: crypto.randomUUID() }))
    onChange(name, [...kept, ...added])
    setPasted(found)
  }
  return (
    <fieldset className="rows-editor" ref={box} id={id} onPaste={paste}>
      <legend>
        {field.label}
        {field.required && (
          <span className="required" aria-hidden="true">
            {' '}
            *
          </span>
        )}
      </legend>
      {field.help && <p className="help">{field.help}</p>}
      {problems.get('') && (
        <p className="problem" role="alert">
          {problems.get('')}
        </p>
      )}
      {pasted && <PasteReport field={field} pasted={pasted} onClear={() => setPasted(null)} />}
      {rows.map((row, index) => (
        <RowCard
          key={typedRowKey(row)}
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
              id={`${id}-${typedRowKey(row)}-${cell}`}
              name={cell}
              field={cellField}
              value={row[cell]}
              problem={problems.get(`${typedRowKey(row)}/${cell}`)}
              recent={none}
              left={left.has(`${id}-${typedRowKey(row)}-${cell}`)}
              maskedText={maskedCell(masked, name, row, cell)}
              onChange={(_, next) => change(typedRowKey(row), cell, next)}
            />
          ))}
        </RowCard>
      ))}
      <div className="form-tools">
        <Button onClick={add}>添加一条{field.label}</Button>
        <span className="help">也可以在 WPS 或 Excel 里连同列名复制几行，点这个按钮后按 Ctrl+V 粘贴</span>
      </div>
    </fieldset>
  )
}

function maskedCell(
  masked: ReadonlyMap<string, string>,
  field: string,
  row: Cells,
  cell: string,
): string | undefined {
  return row.id === undefined ? undefined : masked.get(hiddenCell(field, row, cell))
}

/** What is shown of the cells of a stored row that the form does not hold whole. */
function maskedCells(field: RowsField, masked: ReadonlyMap<string, string>, name: string, row: Cells): Cells {
  return Object.fromEntries(
    Object.keys(field.of).flatMap((cell) => {
      const text = maskedCell(masked, name, row, cell)
      return text === undefined ? [] : [[cell, text]]
    }),
  )
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
