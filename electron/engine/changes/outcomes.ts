/** What a projection did to `records`. */
export interface Projected {
  readonly kinds: readonly string[]
  readonly created: number
  readonly changed: number
  /** Records that went into the recycle bin. */
  readonly deleted: number
  /** Conflicting keys that were not there before. */
  readonly conflicts: number
  /** Scope → records that went into the recycle bin, and living ones that were not there before. */
  readonly scopes: ReadonlyMap<string, { readonly deleted: number; readonly revived: number }>
}

/** How a row of `records` stands. */
export interface Standing {
  readonly deleted: boolean
  readonly conflicts: number
  readonly scope: string
}

/**
 * Gathers how records stood before a projection and how they stand now.
 * A bundle brings mostly new living records without conflicts, and those are only counted: memory must not grow by an
 * object for each of a million.
 */
export interface Outcomes {
  /** @param before `undefined` for a row that is new, whose `rid` is the highest so far */
  note(rid: number, before: Standing | undefined, now: Standing): void
  summary(kinds: readonly string[]): Projected
}

interface Outcome {
  /** `undefined`: it was not there. */
  readonly before: Standing | undefined
  now: Standing
}

/** @see Outcomes */
export function openOutcomes(): Outcomes {
  let touched = 0
  const single = new Map<number, Outcome>()
  /** Scope → new records that are only counted. */
  const counted = new Map<string, number>()
  let firstNew = Number.POSITIVE_INFINITY

  const count = (scope: string, by: number): void => {
    counted.set(scope, (counted.get(scope) ?? 0) + by)
  }

  return {
    note(rid, before, now) {
      const known = single.get(rid)
      if (known) {
        known.now = now
        return
      }
      const isCounted = before !== undefined && rid >= firstNew
      if (isCounted) count(before.scope, -1)
      else touched += 1
      if (before === undefined) firstNew = Math.min(firstNew, rid)
      const isNew = before === undefined || isCounted
      if (isNew && !now.deleted && now.conflicts === 0) count(now.scope, 1)
      else single.set(rid, { before: isNew ? undefined : before, now })
    },
    summary: (kinds) => summaryOf(touched, single.values(), counted, kinds),
  }
}

function summaryOf(
  touched: number,
  single: Iterable<Outcome>,
  counted: ReadonlyMap<string, number>,
  kinds: readonly string[],
): Projected {
  const scopes = new Map<string, { deleted: number; revived: number }>()
  const of = (name: string): { deleted: number; revived: number } => {
    const scope = scopes.get(name) ?? { deleted: 0, revived: 0 }
    scopes.set(name, scope)
    return scope
  }
  let [created, deleted, conflicts] = [0, 0, 0]
  for (const [scope, records] of counted) {
    created += records
    of(scope).revived += records
  }
  for (const { before, now } of single) {
    const wasAlive = before !== undefined && !before.deleted
    if (before === undefined) created += 1
    if (wasAlive && now.deleted) {
      deleted += 1
      of(now.scope).deleted += 1
    }
    if (!wasAlive && !now.deleted) of(now.scope).revived += 1
    conflicts += Math.max(0, now.conflicts - (before?.conflicts ?? 0))
  }
  return { kinds, created, changed: touched - created, deleted, conflicts, scopes }
}
