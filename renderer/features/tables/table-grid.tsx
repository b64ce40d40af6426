import { Input, Select } from 'antd'
import { useRef } from 'react'
import type { Output } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { problemText } from '../../../shared/field-problems'
import { messageFor } from '../../../shared/messages'
import { targetsOf } from '../../../shared/paste/targets'
import { clearable } from '../../ui/control-signs'
import { usePreferences } from '../../ui/preferences'
import { takesTarget } from './left-targets'
import { useLinesInSight } from './use-lines-in-sight'
import type { LineChoice, TypedCell } from './use-table'

type Preview = Output<'tables.preview'>
type Row = Preview['rows'][number]

export const fateWords: Readonly<Record<Row['fate'], string>> = {
  new: '新增',
  same: '已有，不动',
  changes: '修改',
  similar: '可能已有',
  refused: '有问题',
  skipped: '不导入',
}

interface TableGridProps {
  readonly kind: Kind
  readonly columns: Preview['columns']
  readonly rows: readonly Row[]
  readonly onColumn: (at: number, target: string | null) => void
  readonly onMend: (cell: TypedCell) => void
  /** The cell that is being mended; it stands outside, because a line out of sight is not there. */
  readonly typed: TypedCell | null
  readonly onTyped: (cell: TypedCell | null) => void
  readonly onChoose: (at: number, choice: LineChoice | null) => void
}

/** At 100 % type. */
const rowHeight = 36

/** The table as it would come in: what each column is, what becomes of each line; a cell is mended where it stands. Only visible lines exist. */
export function TableGrid({
  kind,
  columns,
  rows,
  onColumn,
  onMend,
  typed,
  onTyped,
  onChoose,
}: TableGridProps) {
  const scroller = useRef<HTMLElement>(null)
  const scale = usePreferences((state) => state.typeSize) / 100
  const height = rowHeight * scale
  const { first, rows: drawn } = useLinesInSight(scroller, rows.length, height)
  const below = rows.length - first - drawn
  const targets = targetsOf(kind).filter(({ told }) => told !== true)
  const options = targets.map(({ key, label }) => ({ value: key, label }))
  const span = columns.length + 3
  return (
    <section className="table-scroll table-import" aria-label="台账预览表格" ref={scroller} {...reachable}>
      <table className="plain" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col" className="table-import-at">
              行
            </th>
            <th scope="col" className="table-import-will">
              会怎样
            </th>
            {columns.map(({ heading, target }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th scope="col" key={at} {...takesTarget((key) => onColumn(at, key))}>
                <span className="table-import-heading">{heading || `第${at + 1}列`}</span>
                <Select
                  size="small"
                  allowClear={clearable}
                  showSearch={{ optionFilterProp: 'label' }}
                  aria-label={`“${heading || `第${at + 1}列`}”导入为`}
                  className="table-import-target"
                  popupMatchSelectWidth={false}
                  placeholder="不导入"
                  value={target}
                  options={options}
                  onChange={(key) => onColumn(at, key ?? null)}
                />
              </th>
            ))}
            <th scope="col">说明</th>
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Filler height={first * height} span={span} />}
          {rows.slice(first, first + drawn).map((row) => (
            <Line
              key={row.at}
              kind={kind}
              columns={columns}
              row={row}
              typed={typed}
              onTyped={onTyped}
              onMend={onMend}
              onChoose={onChoose}
            />
          ))}
          {below > 0 && <Filler height={below * height} span={span} />}
        </tbody>
      </table>
    </section>
  )
}

/** What scrolls must be reachable by keyboard. */
const reachable = { tabIndex: 0 }

function Filler({ height, span }: { readonly height: number; readonly span: number }) {
  return (
    <tr>
      <td colSpan={span} style={{ height, padding: 0 }} />
    </tr>
  )
}

interface LineProps
  extends Pick<TableGridProps, 'kind' | 'columns' | 'onMend' | 'typed' | 'onTyped' | 'onChoose'> {
  readonly row: Row
}

function Line({ kind, columns, row, onMend, typed, onTyped, onChoose }: LineProps) {
  const begin = (column: number, word: string): void => {
    if (typed) onMend(typed)
    onTyped({ at: row.at, column, word })
  }
  const keep = (cell: TypedCell): void => {
    if (cell.word !== (row.words[cell.column] ?? '')) onMend(cell)
    onTyped(null)
  }
  const wrong = new Set(row.problems.map(({ field }) => field.split('/')[0]))
  return (
    <tr>
      <td className="table-import-at">{row.at}</td>
      <td className="table-import-will">
        <FateChoice row={row} onChoose={onChoose} />
      </td>
      {columns.map(({ heading, target }, at) => (
        <Cell
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
          key={at}
          label={`第 ${row.at} 行${heading || `第${at + 1}列`}`}
          word={row.words[at] ?? ''}
          isWrong={target !== null && wrong.has(target.split('/')[0])}
          typed={typed?.at === row.at && typed.column === at ? typed.word : null}
          onBegin={() => begin(at, row.words[at] ?? '')}
          onTyped={(word) => onTyped({ at: row.at, column: at, word })}
          onKeep={(word) => keep({ at: row.at, column: at, word })}
          onLeave={() => onTyped(null)}
        />
      ))}
      <td className="table-import-why">{whyOf(kind, row)}</td>
    </tr>
  )
}

/** What becomes of a line; where a person may say otherwise, the choice. */
function FateChoice({ row, onChoose }: Pick<LineProps, 'row' | 'onChoose'>) {
  const { at, fate, record, error } = row
  if (fate === 'same' || (fate === 'refused' && record === null)) return <>{fateWords[fate]}</>
  const isSimilar = fate === 'similar'
  const wants = error?.code
  const options = [
    {
      value: 'as-is',
      label: !isSimilar ? fateWords[fate] : wants === undefined ? '可能已有，先不导入' : '先不导入',
    },
    ...(isSimilar && wants !== 'table.changed-since' ? [{ value: 'add', label: '作为新的导入' }] : []),
    ...(isSimilar && wants !== 'table.mark-twice'
      ? [{ value: 'update', label: wants === undefined ? '修改已有的那条' : '按表格修改' }]
      : []),
    ...(fate === 'skipped'
      ? [{ value: 'back', label: '还是导入' }]
      : [{ value: 'skip', label: '不导入这一行' }]),
  ]
  return (
    <Select
      size="small"
      aria-label={`第 ${at} 行会怎样`}
      className="table-import-fate"
      popupMatchSelectWidth={false}
      value="as-is"
      options={options}
      onChange={(value) => onChoose(at, value === 'back' || value === 'as-is' ? null : (value as LineChoice))}
    />
  )
}

interface CellProps {
  readonly label: string
  readonly word: string
  readonly isWrong: boolean
  /** What is typed in it; null: nobody mends it. */
  readonly typed: string | null
  readonly onBegin: () => void
  readonly onTyped: (word: string) => void
  readonly onKeep: (word: string) => void
  readonly onLeave: () => void
}

/** A cell as it came; pressed, it can be mended. */
function Cell({ label, word, isWrong, typed, onBegin, onTyped, onKeep, onLeave }: CellProps) {
  return (
    <td className={isWrong ? 'table-import-wrong' : undefined}>
      {typed === null ? (
        <button
          type="button"
          className="table-import-cell"
          aria-label={`${label}：${word || '空'}${isWrong ? '，有问题' : ''}，修改`}
          onClick={onBegin}
        >
          {word}
        </button>
      ) : (
        <Input
          size="small"
          autoFocus
          autoComplete="off"
          aria-label={label}
          value={typed}
          onChange={({ target }) => onTyped(target.value)}
          onPressEnter={() => onKeep(typed)}
          onBlur={() => onKeep(typed)}
          onKeyDown={({ key }) => key === 'Escape' && onLeave()}
        />
      )}
    </td>
  )
}

function whyOf(kind: Kind, row: Row): string {
  const since = row.since.length === 0 ? '' : `（写成表格以后，程序里改过${row.since.join('、')}）`
  return `${reasonOf(kind, row)}${since}`
}

function reasonOf(kind: Kind, { fate, problems, error, changes, record, alike }: Row): string {
  if (error) return messageFor({ ...error }).title
  const labelOf = (field: string): string => kind.fields[field.split('/')[0] ?? '']?.label ?? field
  if (problems.length > 0) return problems.map((one) => problemText(one, labelOf(one.field))).join('')
  if (fate === 'changes')
    return `${record?.number ?? record?.title ?? ''}：${changes.map((one) => `${labelOf(one.field)}“${one.old || '空'}”改为“${one.new || '空'}”`).join('，')}`
  if (alike !== null) return `可能和第 ${alike} 行是同一件事，导入后在“核对”里确认`
  return record ? `${record.number ?? ''} ${record.title}`.trim() : ''
}
