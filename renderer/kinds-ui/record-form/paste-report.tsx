import { Button } from 'antd'
import { useEffect, useId, useRef } from 'react'
import type { CellField, RowsField } from '../../../shared/definition/fields'
import type { FieldProblem } from '../../../shared/errors'
import { problemText } from '../../../shared/field-problems'
import type { PastedRows } from '../../../shared/paste/rows'

interface PasteReportProps {
  readonly field: RowsField
  readonly pasted: PastedRows
  readonly onClear: () => void
}

/** The keyboard goes where the eye goes: Tab leads on to what is under the report. */
function showFromTop(box: HTMLElement | null): void {
  box?.focus({ preventScroll: true })
  box?.scrollIntoView({ block: 'start' })
}

/**
 * What became of a pasted table: lines that are no rows, as they came, each with its reasons, and what else to look at, until
 * it is put away.
 */
export function PasteReport({ field, pasted, onClear }: PasteReportProps) {
  const title = useId()
  const box = useRef<HTMLDivElement>(null)
  const { rows, refused, notices } = pasted
  // A pasted table makes the form many screens long: without this nobody sees that some of it is missing.
  useEffect(() => {
    if (pasted.refused.length + pasted.notices.length > 0) showFromTop(box.current)
  }, [pasted])
  if (refused.length === 0 && notices.length === 0) return null
  const sentence = (problem: FieldProblem): string => {
    const of: CellField | undefined = field.of[problem.field]
    return problemText(problem, of?.label ?? field.label)
  }
  return (
    <div ref={box} className="refused-rows" role="alert" aria-labelledby={title} tabIndex={-1}>
      <p id={title}>
        粘贴了 {rows.length} 行
        {refused.length > 0 && `，有 ${refused.length} 行没有粘贴，请在表格中改正后只粘贴这几行`}
        {refused.length > 0 ? '：' : '，请核对：'}
      </p>
      {refused.length > 0 && (
        <ul>
          {refused.map(({ at, line, problems }) => (
            <li key={at}>
              <span>第{at}行</span>
              <span className="refused-line">{line.filter((word) => word !== '').join(' | ')}</span>
              {problems.map((problem) => (
                <span className="problem" key={`${problem.field} ${problem.reason}`}>
                  {sentence(problem)}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
      {notices.length > 0 && (
        <ul>
          {notices.map(({ at, problem }) => (
            <li key={`${at} ${problem.field} ${problem.reason} ${JSON.stringify(problem.params)}`}>
              {at !== undefined && <span>第{at}行</span>}
              <span>{sentence(problem)}</span>
            </li>
          ))}
        </ul>
      )}
      <Button size="small" onClick={onClear}>
        知道了，不再显示
      </Button>
    </div>
  )
}
