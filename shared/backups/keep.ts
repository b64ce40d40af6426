/** A backup that lies in a folder, as far as keeping it goes. */
export interface KeptCopy {
  readonly file: string
  /** When it was made, ISO 8601. */
  readonly at: string
  /** With it goes its part of the disk, in bytes; attachments that several share are nobody's. */
  readonly bytes: number
  /** What several share that must stay with the last of them, and its bytes. */
  readonly packs?: readonly { readonly name: string; readonly bytes: number }[]
}

/** So many days, weeks and months have a copy, the newest of each. */
const KEPT = { days: 7, weeks: 4, months: 12 } as const
const DAY_MS = 24 * 3600 * 1000

/**
 * Which copies of a folder stay. Wanted are the newest of the last seven days, four weeks and twelve months that have one. Of these
 * as many stay as the room allows; the oldest go first, and the newest never goes. `copies` stand in the order in which they were
 * written, because a clock may have been set back. `room` in bytes.
 */
export function copiesToKeep<C extends KeptCopy>(copies: readonly C[], room: number): C[] {
  const newestFirst = copies.toReversed()
  const wanted = new Set([
    ...newestOfEach(newestFirst, KEPT.days, ({ at }) => at.slice(0, 10)),
    ...newestOfEach(newestFirst, KEPT.weeks, ({ at }) => String(weekOf(at))),
    ...newestOfEach(newestFirst, KEPT.months, ({ at }) => at.slice(0, 7)),
  ])
  let left: number | null = room
  const paid = new Set<string>()
  const kept = newestFirst.filter((copy, place) => {
    if (!wanted.has(copy)) return false
    // A pack is paid for by the newest copy that needs it.
    const own = (copy.packs ?? []).filter(({ name }) => !paid.has(name))
    const price = own.reduce((sum, { bytes }) => sum + bytes, copy.bytes)
    // Once one does not fit, all older ones go.
    if (left === null || (place > 0 && price > left)) {
      left = null
      return false
    }
    left = Math.max(0, left - price)
    for (const { name } of own) paid.add(name)
    return true
  })
  return kept.toReversed()
}

function newestOfEach<C>(newestFirst: readonly C[], most: number, spanOf: (copy: C) => string): C[] {
  const found = new Map<string, C>()
  for (const copy of newestFirst) {
    const span = spanOf(copy)
    if (!found.has(span) && found.size < most) found.set(span, copy)
  }
  return [...found.values()]
}

/** Weeks from Monday to Sunday, numbered. 1970 began on a Thursday. */
function weekOf(at: string): number {
  return Math.floor((Date.parse(at) / DAY_MS + 3) / 7)
}
