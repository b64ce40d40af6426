import { Button } from 'antd'
import { useId } from 'react'
import { problemText } from '../../shared/field-problems'
import type { CellField, RowsField } from '../../shared/kinds/fields'
import type { PastedRows } from '../../shared/kinds/paste-rows'

interface RefusedRowsProps {
  readonly field: RowsField
  readonly refused: PastedRows['refused']
  readonly onClear: () => void
}

/** Pasted lines that are no rows, as they came, each with its reasons, until they are put away. */
export function RefusedRows({ field, refused, onClear }: RefusedRowsProps) {
  const title = useId()
  if (refused.length === 0) return null
  const labelOf = (cell: string): string => {
    const of: CellField | undefined = field.of[cell]
    return of?.label ?? field.label
  }
  return (
    <div className="refused-rows" role="alert" aria-labelledby={title}>
      <p id={title}>有 {refused.length} 行没有粘贴进来,请在表格里改好后只粘贴这几行:</p>
      <ul>
        {refused.map(({ at, line, problems }) => (
          <li key={at}>
            <span>第{at}行</span>
            <span className="refused-line">{line.filter((word) => word !== '').join(' | ')}</span>
            {problems.map((problem) => (
              <span className="problem" key={`${problem.field} ${problem.reason}`}>
                {problemText(problem, labelOf(problem.field))}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <Button size="small" onClick={onClear}>
        知道了,不再显示
      </Button>
    </div>
  )
}
