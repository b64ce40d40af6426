import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import {
  type ChosenColumn,
  chosenColumnsOf,
  columnFields,
  columnsWord,
  narrowestRem,
  widestRem,
} from '../../kinds-ui/record-table/columns'
import { OrderDrawer } from '../../paper-ui/order-drawer'
import { setHashQuery, useHashQuery } from '../../ui/hash-route'

/** The columns of a list: which, in which order, how wide. They stand in the address and come back with it. */
export function ColumnsLook({ kind }: { kind: Kind }) {
  const [choosing, setChoosing] = useState(false)
  const columns = chosenColumnsOf(kind, useHashQuery())
  const set = (next: readonly ChosenColumn[]): void => setHashQuery({ cols: columnsWord(kind, next) })
  const change = (keys: readonly string[]): void =>
    set(keys.map((key) => columns.find((column) => column.key === key) ?? { key }))
  const labelOf = (key: string): string => kind.fields[key]?.label ?? key
  return (
    <>
      <Button onClick={() => setChoosing(true)}>选择列</Button>
      <fieldset className="column-widths">
        <legend className="help">列宽（字），不填则自动</legend>
        {columns.map(({ key, width }) => (
          <span className="column-width-of" key={key}>
            <span aria-hidden="true">{labelOf(key)}</span>
            <InputNumber
              controls={false}
              className="column-width"
              aria-label={`${labelOf(key)}列宽`}
              min={narrowestRem}
              max={widestRem}
              step={1}
              value={width ?? null}
              placeholder="自动"
              onChange={(next) =>
                set(columns.map((one) => (one.key === key ? { key, width: next ?? undefined } : one)))
              }
            />
          </span>
        ))}
      </fieldset>
      {choosing && (
        <OrderDrawer
          title="选择列"
          help="按下列顺序从左到右排列。可以连同筛选一起存为视图。"
          items={columnFields(kind).map((key) => ({ key, label: labelOf(key) }))}
          choosing={{
            chosen: columns.map(({ key }) => key),
            change,
            forget: () => setHashQuery({ cols: undefined }),
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}
