import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { monthAfter, type Period, parsePeriod, previousPeriod } from '../../shared/period'
import { setHashQuery } from '../ui/hash-route'
import { today } from '../ui/today'

interface MonthChoiceProps {
  /** The month's name, and how it is shown. */
  readonly period: string
  readonly label: string
  /** The name of a month that is gone to; absent: the calendar's. */
  readonly named?: (month: Period) => string
}

/** ‹ 2026年11月 ›: months up to this one, in the address as `period`. */
export function MonthChoice({ period, label, named = ({ name }) => name }: MonthChoiceProps) {
  const at = parsePeriod(period)
  const isLast = at.to >= today()
  return (
    <span className="month-choice">
      <Button
        type="text"
        icon={<LeftOutlined aria-hidden="true" />}
        aria-label="上一个月"
        onClick={() => setHashQuery({ period: named(previousPeriod(at)) })}
      />
      <strong>{label}</strong>
      <Button
        type="text"
        icon={<RightOutlined aria-hidden="true" />}
        aria-label="下一个月"
        disabled={isLast}
        title={isLast ? '还没有到下一个月' : undefined}
        onClick={() => setHashQuery({ period: named(monthAfter(at)) })}
      />
    </span>
  )
}
