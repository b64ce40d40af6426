import { useCall } from '../engine/use-call'

/** The months that the district reports by, the newest first; none where they are the calendar's, or while they are asked for. */
export function useOwnMonths(): readonly { readonly value: string; readonly label: string }[] {
  return useCall('waiting.ownMonths', {}, []).data?.months ?? []
}
