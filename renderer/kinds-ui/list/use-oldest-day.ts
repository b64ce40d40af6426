import { useCall } from '../../engine/use-call'

/** The oldest day that a record of this kind, or of any, is counted by; undefined while it is asked for. */
export function useOldestDay(kind?: string): string | null | undefined {
  return useCall('records.oldest', kind === undefined ? {} : { kind }, kind === undefined ? [] : [kind]).data
    ?.day
}
