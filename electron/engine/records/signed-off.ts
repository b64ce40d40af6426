import { isTyped, type Kind } from '../../../shared/definition/define'
import {
  type CountedAt,
  countedOnItsDay,
  countedOtherwise,
  isApproved,
  wantsReason,
} from '../../../shared/editing/allowed'
import type { StandingRecord } from '../../../shared/editing/edit-context'
import { AppError } from '../../../shared/errors'
import { FROZEN_KIND } from '../../../shared/paper/frozen'
import { isPeriod, isWithinPeriod, parsePeriod } from '../../../shared/period'
import { splitKey } from '../../../shared/records/both-shapes'
import type { RecordView } from '../../../shared/records/view'
import type { Flat } from '../../../shared/shapes'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { upgradedChangesOf } from '../changes/upgraded'
import type { OpenContext, ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { readUnits } from '../district/units'
import { upwardSettingOn } from '../handout/upward-setting'
import { today } from '../moment'

interface Signed {
  readonly unit: string
  readonly scope: string
  readonly title: string
  readonly at: string
}

// The period stands in the index: of the rows themselves, whose content is large, only those of these periods are read.
const signedIn = `SELECT json_extract(body, '$.unit') AS unit, scope, ifnull(json_extract(body, '$.title'), '') AS title,
    ifnull(json_extract(body, '$.frozenAt'), created_at) AS at
  FROM records INDEXED BY records_frozen
  WHERE kind = '${FROZEN_KIND}' AND deleted = 0 AND json_extract(body, '$.period') IN (SELECT value FROM json_each(?))
  ORDER BY last_change`

// Read from the index alone, as above.
const signedPeriods = `SELECT DISTINCT json_extract(body, '$.period') AS period FROM records INDEXED BY records_frozen
  WHERE kind = '${FROZEN_KIND}' AND deleted = 0`

/** The names of the periods that a date lies in and that a report was signed off for. */
function signedPeriodsWith(db: ReadDb, date: string): readonly string[] {
  return prepared<[], { period: unknown }>(db, signedPeriods)
    .all()
    .flatMap(({ period }) => (typeof period === 'string' ? [period] : []))
    .filter((name) => isPeriod(name) && isWithinPeriod(date, parsePeriod(name)))
}

/** The first report signed off (定稿) that counts what is counted by a day and unit: what an edit departs from. */
function signedOffAt(db: ReadDb, { date, unit }: CountedAt): Signed | undefined {
  const units = readUnits(db)
  return prepared<[string], Signed>(db, signedIn)
    .all(JSON.stringify(signedPeriodsWith(db, date)))
    .find((signed) => units.within(signed.unit).has(unit) && isOwn(units.within(signed.scope), signed))
}

/**
 * Where the district locks what was signed off: what a signed report counts is not typed any more. Its days, units, numbers and
 * choices stand, nothing is taken out of it and nothing put in later; words may still be mended, and cases go their way by
 * moves. What comes by stick is merged all the same and stands under 与已上报差异.
 * @param before nothing for a record that is new. @throws AppError `report.locked`
 */
export function requireUnlocked(ctx: OpenContext, kind: Kind, before: Flat | null, set: Flat): void {
  if (!upwardSettingOn(ctx.db, today(ctx.clock)).locks) return
  for (const at of countedOtherwise(kind, before, set)) {
    const signed = signedOffAt(ctx.db, at)
    if (signed) throw new AppError('report.locked', { title: signed.title })
  }
}

/** No street signs for another. */
function isOwn(within: ReadonlySet<string>, { scope, unit }: Signed): boolean {
  return scope === DISTRICT_SCOPE || within.has(unit)
}

/** What a screen tells of the report that a record is in; null for none. */
export function signedOffView(db: ReadDb, kind: Kind, id: string, body: Flat): RecordView['signedOff'] {
  const at = countedOnItsDay(kind, body)
  const signed = at && signedOffAt(db, at)
  if (!signed) return null
  const { title, at: signedAt } = signed
  const isContent = (key: string): boolean => !key.startsWith('$') && isTyped(kind, splitKey(key).field)
  const changedSince = upgradedChangesOf(db, id).some(
    (change) => change.at > signedAt && Object.keys(change.set).some(isContent),
  )
  return { title, at: signedAt, changedSince, asksReason: isApproved(kind, body) }
}

/**
 * What was approved and reported is edited for a reason only, as it was or as the edit makes it.
 * @throws AppError `record.invalid` with a problem of `reason`
 */
export function requireReason(
  db: ReadDb,
  { kind, state }: StandingRecord,
  set: Flat,
  reason: string | undefined,
): void {
  if (reason?.trim() || !wantsReason(kind, state.body, set).some((at) => signedOffAt(db, at))) return
  throw new AppError('record.invalid', {
    kind: kind.name,
    problems: [{ field: 'reason', reason: 'required' }],
  })
}
