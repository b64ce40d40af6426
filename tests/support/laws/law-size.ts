/** Whether heavy laws run at full size, as `.ci/run` does; elsewhere they run at a tenth, so that `npm test` takes minutes. */
export const isFullSize = process.env.YUANBA_LAWS === 'full'

/** How many runs, kills or records a heavy law takes here. */
export const lawSize = (full: number): number => (isFullSize ? full : Math.ceil(full / 10))

/** Every place of many that a heavy law tries here: each one, or each tenth. */
export function* placesOf<T>(places: Iterable<T>): Generator<T> {
  let at = 0
  for (const place of places) {
    if (isFullSize || at % 10 === 0) yield place
    at += 1
  }
}
