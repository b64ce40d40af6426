import { Button, InputNumber, Select } from 'antd'
import type { Output } from '../../../shared/contract'
import type { FileToken } from '../../../shared/contract/types'
import type { Kind } from '../../../shared/definition/define'
import { problemText } from '../../../shared/field-problems'
import { workbookNoteWords } from '../../../shared/paste/workbook'
import { useCall } from '../../engine/use-call'
import { ErrorNotice } from '../../ui/error-notice'
import { Labeled } from '../../ui/labeled'

type Preview = Output<'tables.preview'>

interface SheetChoiceProps {
  readonly file: FileToken
  readonly sheet: string | undefined
  readonly onSheet: (sheet: string) => void
}

/** Which sheet of a file, where there are several, and what else is in the file. */
export function SheetChoice({ file, sheet, onSheet }: SheetChoiceProps) {
  const { data, error } = useCall('tables.sheets', { file }, [])
  if (error) return <ErrorNotice error={error} />
  if (!data) return null
  const first = data.sheets.find(({ hidden, rows }) => !hidden && rows > 0)
  return (
    <>
      {data.sheets.length > 1 && (
        <Labeled label="工作表">
          {(control) => (
            <Select
              id={control.id}
              className="wide"
              value={sheet ?? first?.name ?? null}
              options={data.sheets.map(({ name, rows, hidden }) => ({
                value: name,
                label: `${name}（${rows} 行${hidden ? '，隐藏' : ''}）`,
              }))}
              onChange={onSheet}
            />
          )}
        </Labeled>
      )}
      {data.notes.map((note) => (
        <p key={note} className="help">
          {workbookNoteWords[note]}
        </p>
      ))}
    </>
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

const whyLeft: Readonly<Record<Preview['leftOut'][number]['why'], string>> = {
  title: '列名上面的标题',
  heading: '重复的列名',
  total: '合计',
  note: '说明',
}

/** What of a table is no record, and which totals do not add up. */
export function LeftOutNotes({
  kind,
  leftOut,
  notices,
}: Pick<Preview, 'leftOut' | 'notices'> & { readonly kind: Kind }) {
  const groups = Map.groupBy(leftOut, ({ why }) => why)
  return (
    <>
      {groups.size > 0 && (
        <p className="help">
          没有当作记录的行：
          {[...groups].map(([why, lines]) => `${whyLeft[why]}（第 ${numbersOf(lines)} 行）`).join('，')}。
        </p>
      )}
      {notices.map(({ at, problem }) => (
        <p key={`${at} ${problem.field} ${problem.reason}`} className="help">
          {at !== undefined && `第 ${at} 行：`}
          {problemText(problem, kind.fields[problem.field]?.label ?? problem.field)}
        </p>
      ))}
    </>
  )
}

const NAMED = 10

function numbersOf(lines: readonly { readonly at: number }[]): string {
  const first = lines.slice(0, NAMED).map(({ at }) => at)
  return `${first.join('、')}${lines.length > NAMED ? ` 等 ${lines.length}` : ''}`
}
