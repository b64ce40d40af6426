import type { Period } from '../../shared/period'
import { useCall } from '../engine/use-call'

type OwnMonths = readonly { readonly value: string; readonly label: string }[]

/** The months that the district reports by, the newest first; none where they are the calendar's, or while they are asked for. */
export function useOwnMonths(): OwnMonths {
  return useCall('waiting.ownMonths', {}, []).data?.months ?? []
}

/** A month beside a reporting month, as the rules make it: where a rule changes, its name says other days. */
export function asOwn(ownMonths: OwnMonths, { name }: Pick<Period, 'name'>): string {
  return (
    ownMonths.find(({ value }) => name.includes('@') && value.slice(0, 7) === name.slice(0, 7))?.value ?? name
  )
}
