import type { Period } from '../../shared/period'
import { ownNamed } from '../../shared/readiness/own-periods'
import { useCall } from '../engine/use-call'

type OwnPeriods = readonly { readonly value: string; readonly label: string }[]

const none: OwnPeriods = []

/** The months, quarters and years of the district's own, each length the newest first; none where they are the calendar's, or while they are asked for. */
export function useOwnPeriods(): OwnPeriods {
  return useCall('waiting.ownPeriods', {}, []).data?.periods ?? none
}

/** A period as the district has it: beside a reporting month the months of the rules, a quarter or a year by its own days. */
export function asOwn(own: OwnPeriods, period: Pick<Period, 'name'>): string {
  return ownNamed(own, period)
}
