import { localMinute } from './today'

/** An instant (ISO 8601) as the local day and minute, kept on one line in the narrow cells of tables. */
export function Moment({ at }: { at: string }) {
  return (
    <time className="moment" dateTime={at}>
      {localMinute(at)}
    </time>
  )
}
