import { Button, InputNumber, Select } from 'antd'
import type { Output } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { Labeled } from '../../ui/labeled'

type Preview = Output<'tables.preview'>

interface SheetChoiceProps {
  readonly sheets: Output<'tables.sheets'>['sheets']
  readonly sheet: string | undefined
  readonly onSheet: (sheet: string) => void
}

/** Which sheet of a file, where there are several. */
export function SheetChoice({ sheets, sheet, onSheet }: SheetChoiceProps) {
  if (sheets.length < 2) return null
  const first = sheets.find(({ hidden, rows }) => !hidden && rows > 0)
  return (
    <Labeled label="工作表">
      {(control) => (
        <Select
          id={control.id}
          className="wide"
          value={sheet ?? first?.name ?? null}
          options={sheets.map(({ name, rows, hidden }) => ({
            value: name,
            label: `${name}（${rows} 行${hidden ? '，隐藏' : ''}）`,
          }))}
          onChange={onSheet}
        />
      )}
    </Labeled>
  )
}

interface YearProps {
  readonly year: number | undefined
  readonly onYear: (year: number | undefined) => void
}

/** The year of days that stand without one, asked once for the whole table. */
export function YearChoice({ year, onYear }: YearProps) {
  return (
    <Labeled label="没有写年份的日期是哪一年" required>
      {(control) => (
        <InputNumber
          controls={false}
          id={control.id}
          min={1949}
          max={2199}
          precision={0}
          changeOnBlur
          value={year ?? null}
          placeholder="如 2025"
          onChange={(typed) => onYear(typed ?? undefined)}
        />
      )}
    </Labeled>
  )
}

interface HeadProps {
  /** The first line of the heading; absent where the table has none. */
  readonly head: number | undefined
  readonly onHead: (line: number | undefined) => void
}

/** Where the names of the columns stand, where it was not found rightly. */
export function HeadChoice({ head, onHead }: HeadProps) {
  return (
    <Labeled label="列名在第几行">
      {(control) => (
        <InputNumber
          controls={false}
          id={control.id}
          min={1}
          max={1000}
          precision={0}
          changeOnBlur
          value={head ?? null}
          placeholder="没有列名"
          onChange={(typed) => onHead(typed ?? undefined)}
        />
      )}
    </Labeled>
  )
}

interface NearWordsProps {
  readonly kind: Kind
  readonly near: Preview['near']
  readonly onAnswer: (target: string, word: string, value: string) => void
}

/** Words that are no option: what each means is asked once, and remembered. */
export function NearWords({ kind, near, onAnswer }: NearWordsProps) {
  return (
    <ul className="table-import-near">
      {near.map(({ target, word, value, label }) => (
        <li key={`${target} ${word}`}>
          <span>
            {kind.fields[target]?.label ?? target}：没有“{word}”这个选项，是“{label}”吗？
          </span>
          <Button size="small" onClick={() => onAnswer(target, word, value)}>
            是“{label}”
          </Button>
        </li>
      ))}
    </ul>
  )
}
