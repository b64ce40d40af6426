import type { Output, Parsed } from '../../../shared/contract'
import type { Candidate } from '../../../shared/contract/duplicates'
import { isWeak } from '../../../shared/definition/duplicate-rule'
import { kinds, knownKind } from '../../../shared/kinds'
import type { OpenContext } from '../context'
import { seesWhole } from '../lists/filter'
import { findView, type ViewRow, viewsByRid } from '../records/queries'
import { viewsOf } from '../records/view'
import { ridsWithSharedKeys } from './queries'
import { similarAsShown } from './similar'

/** No two records further apart may be one by any rule. */
const MOST_DAYS = Math.max(
  ...kinds.flatMap(({ duplicates = [] }) => duplicates.map(({ within }) => within?.days ?? 0)),
)
/** Nobody reads a number beyond this one. */
const COUNTED = 99
/** Records that are looked at for a count: what shares a key is not yet alike. */
const LOOKED_AT = 400
/** What one record may be. */
const CANDIDATES = 5

interface Suspect {
  readonly row: ViewRow
  readonly candidates: readonly Candidate[]
}

/** A page of records that may be logged twice. */
export function listSuspects(
  ctx: OpenContext,
  { limit, after }: Parsed<'records.suspects'>,
): Output<'records.suspects'> {
  const found: Suspect[] = []
  for (const suspect of suspectsBefore(ctx, after)) {
    if (suspect.candidates.length > 0) found.push(suspect)
    if (found.length > limit) break
  }
  const shown = found.slice(0, limit)
  const views = viewsOf(
    ctx.db,
    shown.map(({ row }) => row),
  )
  return {
    suspects: views.flatMap((record, at) => {
      const candidates = shown[at]?.candidates
      return candidates ? [{ record, candidates: [...candidates] }] : []
    }),
    next: found.length > limit ? (shown.at(-1)?.row.rid ?? null) : null,
  }
}

/** How many records may be logged twice, as far as anybody counts. */
export function countSuspects(ctx: OpenContext): Output<'records.suspectCount'> {
  let [count, looked] = [0, 0]
  // How many share what a mask hides is told by no bound either.
  const whole = seesWhole(ctx.user)
  for (const { candidates } of suspectsBefore(ctx)) {
    if (whole || candidates.length > 0) looked += 1
    if (candidates.length > 0) count += 1
    if (count >= COUNTED || looked >= LOOKED_AT) return { count, more: true }
  }
  return { count, more: false }
}

/** Every record that shares something with another, the newest first, with what it may be among the older ones. */
function* suspectsBefore(ctx: OpenContext, after = Number.MAX_SAFE_INTEGER): Generator<Suspect> {
  for (const rid of ridsWithSharedKeys(ctx.db, after, MOST_DAYS)) {
    ctx.signal?.throwIfAborted()
    const [row] = viewsByRid(ctx.db, [rid])
    if (!row || !knownKind(row.kind)?.duplicates) continue
    const asked = { kind: row.kind, id: row.id, except: [], limit: CANDIDATES }
    const candidates = similarAsShown(ctx, asked)
    const isOlder = ({ record }: Candidate): boolean => (findView(ctx.db, record.id)?.rid ?? rid) < rid
    yield { row, candidates: candidates.filter((one) => !isWeak(one.score) && isOlder(one)) }
  }
}
