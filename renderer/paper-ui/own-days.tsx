import { useState } from 'react'
import { isDate } from '../../shared/dates'
import { daysPeriod, parsePeriod, periodLength } from '../../shared/period'
import { DateControl } from '../kinds-ui/controls/typed-controls'
import { Labeled } from '../ui/labeled'

/** What the list of periods offers beside calendar periods: the days from one to another. */
export const ownDays = { value: 'own', label: '自选起止日期' } as const

/** The period that choosing 自选 begins with: the days of the one chosen before. */
export function asDays(period: string): string {
  const { from, to } = parsePeriod(period)
  return daysPeriod(from, to).name
}

interface OwnDaysProps {
  readonly period: string
  readonly onChange: (period: string) => void
}

/** The first and the last day of a period of days; nothing for any other period. */
export function OwnDays({ period, onChange }: OwnDaysProps) {
  const { from, to } = parsePeriod(period)
  const [typed, setTyped] = useState({ from, to, of: period })
  if (periodLength({ name: period }) !== 'days') return null
  const shown = typed.of === period ? typed : { from, to, of: period }
  const set = (changes: Partial<typeof typed>): void => {
    const next = { ...shown, ...changes }
    const isPeriod = isDate(next.from) && isDate(next.to) && next.from <= next.to
    const name = isPeriod ? daysPeriod(next.from, next.to).name : period
    setTyped({ ...next, of: name })
    if (isPeriod) onChange(name)
  }
  const problem =
    isDate(shown.from) && isDate(shown.to) && shown.from > shown.to ? '结束日期不能早于开始日期。' : undefined
  return (
    <>
      <Labeled label="开始日期">
        {(control) => (
          <DateControl
            control={control}
            value={shown.from}
            onChange={(day) => set({ from: String(day ?? '') })}
          />
        )}
      </Labeled>
      <Labeled label="结束日期" problem={problem}>
        {(control) => (
          <DateControl
            control={control}
            value={shown.to}
            onChange={(day) => set({ to: String(day ?? '') })}
          />
        )}
      </Labeled>
    </>
  )
}
