import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { Output } from '../../../shared/contract'
import { addMonths } from '../../../shared/dates'
import { monthOf, parsePeriod } from '../../../shared/period'
import { useCall } from '../../engine/use-call'
import { UnitSelect } from '../../paper-ui/unit-select'
import { ErrorNotice } from '../../ui/error-notice'
import { setHashQuery, useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { today } from '../../ui/today'
import { DayList } from './day-list'
import { MonthGrid } from './month-grid'

const dayShape = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** 日历: the days of a month with what was done on them and what ends on them; a day opens beside it. */
export function CalendarScreen() {
  const query = useHashQuery()
  const asked = query.get('day') ?? ''
  const day = dayShape.test(asked) ? asked : today()
  const unit = query.get('unit') ?? undefined
  const month = monthOf(day)
  const reach = unit === undefined ? {} : { unit }
  const { data, error, again } = useCall('overviews.month', { ...reach, month: month.name })
  return (
    <Page title="日历" detail={<MonthChoice day={day} />}>
      <div className="filter-bar">
        <UnitSelect unit={unit} />
      </div>
      {error ? <ErrorNotice error={error} again={again} /> : null}
      <div className="calendar">
        <MonthGrid month={month} day={day} days={data?.days ?? noDays} onDay={chooseDay} />
        <DayList date={day} unit={unit} />
      </div>
    </Page>
  )
}

const noDays: Output<'overviews.month'>['days'] = []

const chooseDay = (day: string): void => setHashQuery({ day })

/** ‹ 2026年11月 ›, and back to today. */
function MonthChoice({ day }: { day: string }) {
  const { label, name } = parsePeriod(day.slice(0, 7))
  const goTo = (by: number): void => chooseDay(addMonths(`${name}-01`, by))
  return (
    <span className="month-choice">
      <Button
        type="text"
        icon={<LeftOutlined aria-hidden="true" />}
        aria-label="上一个月"
        title="PageUp"
        onClick={() => goTo(-1)}
      />
      <strong>{label}</strong>
      <Button
        type="text"
        icon={<RightOutlined aria-hidden="true" />}
        aria-label="下一个月"
        title="PageDown"
        onClick={() => goTo(1)}
      />
      <Button onClick={() => chooseDay(today())}>今天</Button>
    </span>
  )
}
