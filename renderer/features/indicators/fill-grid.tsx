import type { ClipboardEvent, KeyboardEvent } from 'react'
import { useRef } from 'react'
import { conflictsPath } from '../../paths'
import { TableScroll } from '../../ui/table-scroll'
import { showToast } from '../../ui/toasts'
import {
  cellKey,
  type Grid,
  isOpen,
  nextCell,
  storedIn,
  type TypedCells,
  withPasted,
  withTyped,
} from './typed-cells'

interface FillGridProps {
  readonly grid: Grid
  /** What the rows are: 单位 or 指标. */
  readonly by: string
  readonly typed: TypedCells
  /** Why a cell was refused, by `cellKey`. */
  readonly problems: ReadonlyMap<string, string>
  readonly mayFill: boolean
  readonly onTyped: (typed: TypedCells) => void
  /** A cell was left. */
  readonly onLeave: () => void
}

/** Months across, units or indicators down; moved through by arrows and Enter, pasted into from a spreadsheet. */
export function FillGrid({ grid, by, typed, problems, mayFill, onTyped, onLeave }: FillGridProps) {
  const table = useRef<HTMLTableElement>(null)
  const move = (event: KeyboardEvent<HTMLInputElement>, row: number, month: number): void => {
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const isInside =
      (event.key === 'ArrowLeft' && selectionEnd !== 0) ||
      (event.key === 'ArrowRight' && selectionStart !== value.length)
    if (isInside && selectionStart === selectionEnd) return
    const to = nextCell(grid, { row, month }, event.key)
    if (event.ctrlKey || event.altKey || !to) return
    event.preventDefault()
    const next = table.current?.querySelector<HTMLInputElement>(`[data-cell="${cellKey(to.row, to.month)}"]`)
    next?.focus()
    next?.select()
  }
  const paste = (event: ClipboardEvent<HTMLInputElement>, row: number, month: number): void => {
    const text = event.clipboardData.getData('text/plain')
    if (!/[\t\n]/.test(text.trim())) return
    event.preventDefault()
    const { typed: next, left } = withPasted(grid, typed, { row, month }, text)
    onTyped(next)
    if (left > 0) showToast(`有 ${left} 格在无须填报的月份或表格之外，没有粘贴。`)
  }
  return (
    <TableScroll label="指标填报表">
      <table className="plain fill-grid" ref={table}>
        <thead>
          <tr>
            <th scope="col">{by}</th>
            {grid.months.map((month) => (
              <th scope="col" key={month}>{`${Number(month.slice(5, 7))}月`}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map(({ indicator, unit, label, word }, row) => (
            <tr key={`${indicator} ${unit}`}>
              <th scope="row">
                {label}
                {word !== '' && <span className="fill-word">（{word}）</span>}
              </th>
              {grid.months.map((month, at) => (
                <td key={month}>
                  {isOpen(grid, row, at) ? (
                    <Cell
                      name={`${label}${Number(month.slice(5, 7))}月`}
                      cell={cellKey(row, at)}
                      text={typed.get(cellKey(row, at)) ?? storedIn(grid, row, at)?.value ?? ''}
                      isTyped={typed.has(cellKey(row, at))}
                      problem={problems.get(cellKey(row, at))}
                      conflict={storedIn(grid, row, at)?.conflict === true}
                      readOnly={!mayFill}
                      onType={(text) => onTyped(withTyped(grid, typed, row, at, text))}
                      onKeyDown={(event) => move(event, row, at)}
                      onLeave={onLeave}
                      onPaste={(event) => paste(event, row, at)}
                    />
                  ) : (
                    <span className="fill-closed" title="本月无须填报">
                      —
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

interface CellProps {
  readonly name: string
  readonly cell: string
  readonly text: string
  readonly isTyped: boolean
  readonly problem: string | undefined
  /** Filled differently on two computers. */
  readonly conflict: boolean
  readonly readOnly: boolean
  readonly onType: (text: string) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly onLeave: () => void
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement>) => void
}

function Cell(props: CellProps) {
  const { name, cell, text, isTyped, problem, conflict, readOnly, onType, onKeyDown, onLeave, onPaste } =
    props
  return (
    <>
      <input
        className={`fill-cell ${isTyped ? 'typed' : ''}`}
        data-cell={cell}
        aria-label={name}
        aria-invalid={problem !== undefined}
        title={problem}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        readOnly={readOnly}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={onLeave}
        onPaste={onPaste}
      />
      {conflict && (
        <a className="fill-conflict" href={`#${conflictsPath}`}>
          待核对
        </a>
      )}
    </>
  )
}
