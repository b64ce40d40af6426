import { Button, Tag } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import type { Kind, NameOf } from '../../shared/definition/define'
import type { CellField, Field, RowsField } from '../../shared/definition/fields'
import type { Json } from '../../shared/json'
import { displayValue } from '../../shared/records/display'
import type { RecordView } from '../../shared/records/view'
import { asRows, type Cells } from '../../shared/shapes'
import { useRpc } from '../engine/engine-context'
import { useNames } from '../engine/names'
import { useMay } from '../engine/session'
import { useWords } from '../engine/words'
import { attempt } from '../ui/errors'
import { TableScroll } from '../ui/table-scroll'
import { typedRowKey } from './form-values'
import { referredIds } from './referred-ids'

/** What stands at the end of each row of a rows field, under a heading; `null` for a field whose rows have nothing. */
export type RowEnd = (
  field: string,
) => { readonly heading: string; readonly of: (row: Cells) => ReactNode } | null

interface FieldValuesProps {
  readonly kind: Kind
  readonly record: RecordView
  readonly rowEnd?: RowEnd
}

/** Every field of a record in the order of its form. */
export function FieldValues({ kind, record, rowEnd }: FieldValuesProps) {
  const ids = useMemo(() => referredIds(kind, record), [kind, record])
  const nameOf = useNames(ids)
  const fields = kind.form.flat().flatMap((key) => {
    const field = kind.fields[key]
    return field ? [{ key, field }] : []
  })
  return (
    <>
      <dl className="values">
        {fields.map(({ key, field }) =>
          field.type === 'rows' ? null : (
            <div key={key} className={field.type === 'longText' ? 'value value-long' : 'value'}>
              <dt>{field.label}</dt>
              <dd>
                <Value record={record} path={key} field={field} value={record.body[key]} nameOf={nameOf} />
              </dd>
            </div>
          ),
        )}
      </dl>
      {fields.map(({ key, field }) =>
        field.type === 'rows' ? (
          <RowValues
            key={key}
            record={record}
            field={field}
            nameOf={nameOf}
            name={key}
            end={rowEnd?.(key) ?? null}
          />
        ) : null,
      )}
    </>
  )
}

interface ValueProps {
  readonly record: RecordView
  /** As in `RecordView.masked`. */
  readonly path: string
  readonly field: Field | CellField
  readonly value: Json | undefined
  readonly nameOf: NameOf
}

/** One value; a masked one can be shown whole by people with the right, which the audit log notes. */
function Value({ record, path, field, value, nameOf }: ValueProps) {
  const rpc = useRpc()
  const wordsOf = useWords()
  const mayUnmask = useMay('record.unmask')
  const [whole, setWhole] = useState<string | null>(null)
  const text = whole ?? displayValue(field, value, nameOf, wordsOf)
  if (text === '') return <span className="absent">未填</span>
  const reveal = async (): Promise<void> =>
    setWhole((await rpc.records.reveal({ id: record.id, field: path })).value)
  return (
    <>
      <span className="value-text">{text}</span>
      {mayUnmask && whole === null && record.masked.includes(path) && (
        <Button size="small" aria-label={`显示${field.label}`} onClick={() => attempt(reveal)}>
          显示
        </Button>
      )}
    </>
  )
}

interface RowValuesProps {
  readonly record: RecordView
  readonly name: string
  readonly field: RowsField
  readonly nameOf: NameOf
  readonly end: ReturnType<RowEnd>
}

function RowValues({ record, name, field, nameOf, end }: RowValuesProps) {
  const rows = asRows(record.body[name])
  return (
    <section className="row-values" aria-label={field.label}>
      <h2>
        {field.label} <Tag>{rows.length} 条</Tag>
      </h2>
      {rows.length > 0 && (
        <TableScroll label={field.label}>
          <table className="plain">
            <thead>
              <tr>
                {Object.entries(field.of).map(([cell, cellField]) => (
                  <th key={cell} scope="col">
                    {cellField.label}
                  </th>
                ))}
                {end && <th scope="col">{end.heading}</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={typedRowKey(row)}>
                  {Object.entries(field.of).map(([cell, cellField]) => (
                    <td key={cell}>
                      <Value
                        record={record}
                        path={`${name}/${typedRowKey(row)}/${cell}`}
                        field={cellField}
                        value={row[cell]}
                        nameOf={nameOf}
                      />
                    </td>
                  ))}
                  {end && <td className="row-end">{end.of(row)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </section>
  )
}
