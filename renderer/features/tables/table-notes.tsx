import type { Output } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { problemText } from '../../../shared/field-problems'
import { type WorkbookNote, workbookNoteWords } from '../../../shared/paste/workbook'

type Preview = Output<'tables.preview'>

interface TableNotesProps extends Pick<Preview, 'leftOut' | 'notices' | 'counts'> {
  readonly kind: Kind
  /** What else is in the file. */
  readonly inFile: readonly WorkbookNote[]
}

const inShort: Readonly<Record<WorkbookNote, string>> = {
  cut: '表太长没有读完',
  'formulas-empty': '有公式没有结果',
  'hidden-sheets': '有隐藏的工作表',
  'external-links': '引用了别的文件',
  macros: '有宏',
  formulas: '有公式',
}

const whyLeft: Readonly<Record<Preview['leftOut'][number]['why'], string>> = {
  title: '列名上面的标题',
  heading: '重复的列名',
  total: '合计',
  note: '说明',
}

/** What a person should know of a table before it comes in: a line with the counts, and each sentence on request. */
export function TableNotes({ kind, inFile, leftOut, notices, counts: { alike } }: TableNotesProps) {
  const differing = notices.filter(({ problem }) => problem.reason === 'paste.total-differs').length
  const others = notices.length - differing
  const short = [
    ...(differing > 0 ? [`${differing} 处合计对不上`] : []),
    ...(others > 0 ? [`${others} 列要另外办理`] : []),
    ...(alike > 0 ? [`${alike} 行可能和本表别的行重复`] : []),
    ...(Object.keys(inShort) as WorkbookNote[])
      .filter((note) => inFile.includes(note))
      .map((note) => inShort[note]),
    ...(leftOut.length > 0 ? [`${leftOut.length} 行没有当作记录`] : []),
  ]
  if (short.length === 0) return null
  return (
    <details className="table-import-notes">
      <summary>请留意：{short.join('，')}。点这里看详细</summary>
      <ul aria-label="这份台账要留意的" {...reachable}>
        {notices.map(({ at, problem }) => (
          <li key={`${at} ${problem.field} ${problem.reason}`}>
            {at !== undefined && `第 ${at} 行：`}
            {problemText(problem, kind.fields[problem.field]?.label ?? problem.field)}
          </li>
        ))}
        {alike > 0 && (
          <li>有 {alike} 行可能和本表前面的行是同一件事。都会导入，导入后在“核对”里逐条确认。</li>
        )}
        {inFile.map((note) => (
          <li key={note}>{workbookNoteWords[note]}</li>
        ))}
        {[...Map.groupBy(leftOut, ({ why }) => why)].map(([why, lines]) => (
          <li key={why}>
            没有当作记录的行：{whyLeft[why]}（第 {numbersOf(lines)} 行）。
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What scrolls must be reachable by keyboard. */
const reachable = { tabIndex: 0 }

const NAMED = 10

function numbersOf(lines: readonly { readonly at: number }[]): string {
  const first = lines.slice(0, NAMED).map(({ at }) => at)
  return `${first.join('、')}${lines.length > NAMED ? ` 等 ${lines.length}` : ''}`
}
