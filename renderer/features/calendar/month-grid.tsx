import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Output } from '../../../shared/contract'
import { addDays, addMonths, weekday } from '../../../shared/dates'
import type { Period } from '../../../shared/period'
import { today } from '../../ui/today'

type Day = Output<'overviews.month'>['days'][number]

const weekdays = ['一', '二', '三', '四', '五', '六', '日'] as const

/** How far a key moves the chosen day; a month at a time by PageUp and PageDown. */
const steps: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
}

interface MonthGridProps {
  readonly month: Period
  /** The chosen day, `YYYY-MM-DD`. */
  readonly day: string
  readonly days: readonly Day[]
  readonly onDay: (day: string) => void
}

/** A month as weeks from Monday on; one day is in the order of Tab, the others are reached by arrows. */
export function MonthGrid({ month, day, days, onDay }: MonthGridProps) {
  const grid = useRef<HTMLTableElement>(null)
  const isMoving = useRef(false)
  useEffect(() => {
    // The day that the keyboard moved to has just been drawn, in its own month.
    if (isMoving.current) grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus()
    isMoving.current = false
  }, [day])
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    isMoving.current = true
    onDay(step(day))
  }
  const known = new Map(days.map((one) => [one.date, one]))
  return (
    <table ref={grid} aria-label={month.label} className="month-grid">
      <thead>
        <tr>
          {weekdays.map((name) => (
            <th scope="col" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((date) => (
              <td key={date}>
                {date.startsWith(month.name) ? (
                  <button
                    type="button"
                    data-day={date}
                    tabIndex={date === day ? 0 : -1}
                    aria-pressed={date === day}
                    className={date === today() ? 'month-day is-today' : 'month-day'}
                    onClick={() => onDay(date)}
                    onKeyDown={onKeyDown}
                  >
                    <DayText date={date} day={known.get(date)} />
                  </button>
                ) : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The number of a day, how much was done on it and how much ends. */
function DayText({ date, day }: { date: string; day: Day | undefined }) {
  const done = day?.done.reduce((sum, { count }) => sum + count, 0) ?? 0
  return (
    <>
      <strong>
        {Number(date.slice(8))}
        <span className="visually-hidden">日</span>
      </strong>
      {done > 0 && <span className="month-done">登记 {done}</span>}
      {day !== undefined && day.due > 0 && (
        <span className={day.overdue ? 'month-due is-overdue' : 'month-due'}>
          {day.overdue ? '逾期' : '到期'} {day.due}
        </span>
      )}
    </>
  )
}

/** The weeks of a month, each of seven days from Monday on; days of the neighbours fill the first and the last. */
function weeksOf({ from, to }: Period): readonly (readonly string[])[] {
  const weeks: string[][] = []
  for (let monday = addDays(from, 1 - weekday(from)); monday <= to; monday = addDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(monday, at)))
  return weeks
}
