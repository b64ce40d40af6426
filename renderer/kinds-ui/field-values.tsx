import { Button, Tag } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import type { Kind, NameOf } from '../../shared/definition/define'
import type { CellField, Field, RowsField } from '../../shared/definition/fields'
import { formGroups } from '../../shared/definition/form-groups'
import type { Json } from '../../shared/json'
import { kindOf } from '../../shared/kinds'
import { displayValue } from '../../shared/records/display'
import { isFilled } from '../../shared/records/states'
import type { RecordView } from '../../shared/records/view'
import { asRows, type Cells } from '../../shared/shapes'
import { useRpc } from '../engine/engine-context'
import { useNames } from '../engine/names'
import { useMay } from '../engine/session'
import { useWords } from '../engine/words'
import { detailPath } from '../paths'
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

/** The fields of a record in the groups of its form; those in which nothing stands wait behind one button. */
export function FieldValues({ kind, record, rowEnd }: FieldValuesProps) {
  const ids = useMemo(() => referredIds(kind, record), [kind, record])
  const nameOf = useNames(ids)
  const [whole, setWhole] = useState(false)
  const groups = useMemo(() => formGroups(kind), [kind])
  const isEmpty = (key: string): boolean => !isFilled(record.body[key])
  const empty = groups.flatMap(({ lines }) => lines.flat()).filter(isEmpty).length
  return (
    <>
      <div className="values-card">
        {groups.map(({ label, lines }) => (
          <GroupValues
            key={lines[0]?.[0]}
            kind={kind}
            record={record}
            label={label}
            fields={lines.flat().filter((key) => whole || !isEmpty(key))}
            nameOf={nameOf}
          />
        ))}
        {empty > 0 && (
          <Button type="text" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? '收起未填的' : `显示未填 ${empty} 项`}
          </Button>
        )}
      </div>
      {kind.form.flat().map((key) => {
        const field = kind.fields[key]
        return field?.type === 'rows' && (whole || !isEmpty(key)) ? (
          <RowValues
            key={key}
            record={record}
            field={field}
            nameOf={nameOf}
            name={key}
            end={rowEnd?.(key) ?? null}
          />
        ) : null
      })}
    </>
  )
}

interface GroupValuesProps {
  readonly kind: Kind
  readonly record: RecordView
  readonly label: string | undefined
  /** Those that are shown; rows stand below, in tables of their own. */
  readonly fields: readonly string[]
  readonly nameOf: NameOf
}

function GroupValues({ kind, record, label, fields, nameOf }: GroupValuesProps) {
  const shown = fields.flatMap((key) => {
    const field = kind.fields[key]
    return field && field.type !== 'rows' ? [{ key, field }] : []
  })
  if (shown.length === 0) return null
  return (
    <div className="values-group">
      {label !== undefined && <h2 className="values-name">{label}</h2>}
      <dl className="values">
        {shown.map(({ key, field }) => (
          <div key={key} className={field.type === 'longText' ? 'value value-long' : 'value'}>
            <dt>{field.label}</dt>
            <dd>
              <Value record={record} path={key} field={field} value={record.body[key]} nameOf={nameOf} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
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
      {field.type === 'ref' && typeof value === 'string' && text !== value ? (
        <a className="value-text" href={`#${detailPath(kindOf(field.to), value)}`}>
          {text}
        </a>
      ) : (
        <span className="value-text">{text}</span>
      )}
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
