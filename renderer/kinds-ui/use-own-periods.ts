import {
  isWithinPeriod,
  type Period,
  type PeriodLength,
  parsePeriod,
  periodLength,
} from '../../shared/period'
import { ownNamed } from '../../shared/readiness/own-periods'
import { useCall } from '../engine/use-call'

export type OwnPeriods = readonly { readonly value: string; readonly label: string }[]

/** Of a district whose periods are the calendar's. */
export const noOwnPeriods: OwnPeriods = []

/**
 * The months, quarters and years of the district's own, each length the newest first; none where they are the calendar's.
 * @returns undefined while it is asked: a period that is shown meanwhile would give way to another one under somebody's hands
 */
export function useOwnPeriods(): OwnPeriods | undefined {
  const { data, error } = useCall('waiting.ownPeriods', {}, [])
  return data?.periods ?? (error === undefined ? undefined : noOwnPeriods)
}

/** A period as the district has it: beside a reporting month the months of the rules, a quarter or a year by its own days. */
export function asOwn(own: OwnPeriods, period: Pick<Period, 'name'>): string {
  return ownNamed(own, period)
}

/** Those of one length; of months the reporting months. */
export function ofLength(own: OwnPeriods, length: PeriodLength): OwnPeriods {
  const wanted = length === 'month' ? 'reporting' : length
  return own.filter(({ value }) => periodLength({ name: value }) === wanted)
}

/** The district's own period of a length with a day (`YYYY-MM-DD`) in it; none where that one is the calendar's. */
export function ownOn(own: OwnPeriods, length: PeriodLength, day: string): string | undefined {
  return ofLength(own, length).find(({ value }) => isWithinPeriod(day, parsePeriod(value)))?.value
}
