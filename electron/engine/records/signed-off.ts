import { fieldOf, isTyped, type Kind } from '../../../shared/definition/define'
import { countedDates } from '../../../shared/definition/own-indexes'
import { REVIEW, uncountedStates } from '../../../shared/definition/workflow'
import { AppError } from '../../../shared/errors'
import { FROZEN_KIND } from '../../../shared/paper/frozen'
import { isPeriod, isWithinPeriod, parsePeriod } from '../../../shared/period'
import { splitKey } from '../../../shared/records/both-shapes'
import { flowIn, stateIn } from '../../../shared/records/states'
import type { RecordView } from '../../../shared/records/view'
import type { Flat } from '../../../shared/shapes'
import { DELETED, DISTRICT_SCOPE } from '../../../shared/sync/change'
import type { State } from '../../../shared/sync/merge'
import { upgradedChangesOf } from '../changes/upgraded'
import type { OpenContext, ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { upwardSettingOn } from '../handout/upward-setting'
import { today } from '../moment'
import { readUnits } from './units'

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

/** The first report signed off (定稿) that counts a record by its day and unit: what an edit departs from. */
function signedOffWith(db: ReadDb, kind: Kind, { date, unit, ...body }: Flat): Signed | undefined {
  const flow = flowIn(kind, REVIEW)
  if (!flow || uncountedStates.includes(stateIn(flow, body))) return undefined
  if (typeof date !== 'string' || typeof unit !== 'string') return undefined
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
  const after: Flat = { ...before, ...set }
  const leaves = isCounted(kind, before) && !isCounted(kind, after)
  const enters = !isCounted(kind, before) && isCounted(kind, after)
  if (!leaves && !enters && !Object.keys(set).some((key) => isReported(kind, key))) return
  const signed = [before ?? {}, after].flatMap((body) =>
    isCounted(kind, body) ? (signedByAnyDay(ctx.db, kind, body) ?? []) : [],
  )[0]
  if (signed) throw new AppError('report.locked', { title: signed.title })
}

/** Whether reports count a record that stands so. */
function isCounted(kind: Kind, body: Flat | null): boolean {
  if (body === null || body[DELETED] === true) return false
  const flow = flowIn(kind, REVIEW)
  return flow !== undefined && !uncountedStates.includes(stateIn(flow, body))
}

/** Whether figures read a field: its day and unit, and what is measured; never a state, which moves set. */
function isReported(kind: Kind, key: string): boolean {
  const { field } = splitKey(key)
  if (!isTyped(kind, field)) return false
  return field === 'date' || field === 'unit' || fieldOf(kind, field)?.measured === true
}

function signedByAnyDay(db: ReadDb, kind: Kind, body: Flat): Signed | undefined {
  for (const key of countedDates(kind)) {
    const signed = signedOffWith(db, kind, { ...body, date: body[key] ?? null })
    if (signed) return signed
  }
  return undefined
}

/** No street signs for another. */
function isOwn(within: ReadonlySet<string>, { scope, unit }: Signed): boolean {
  return scope === DISTRICT_SCOPE || within.has(unit)
}

/** Whether others have looked at a record and let it pass. */
function isApproved(kind: Kind, body: Flat): boolean {
  const flow = flowIn(kind, REVIEW)
  return flow?.approved !== undefined && stateIn(flow, body) === flow.approved.state
}

/** What a screen tells of the report that a record is in; null for none. */
export function signedOffView(db: ReadDb, kind: Kind, id: string, body: Flat): RecordView['signedOff'] {
  const signed = signedOffWith(db, kind, body)
  if (!signed) return null
  const { title, at } = signed
  const isContent = (key: string): boolean => !key.startsWith('$') && isTyped(kind, splitKey(key).field)
  const changedSince = upgradedChangesOf(db, id).some(
    (change) => change.at > at && Object.keys(change.set).some(isContent),
  )
  return { title, at, changedSince, asksReason: isApproved(kind, body) }
}

/**
 * What was approved and reported is edited for a reason only, as it was or as the edit makes it.
 * @throws AppError `record.invalid` with a problem of `reason`
 */
export function requireReason(
  db: ReadDb,
  kind: Kind,
  state: State,
  set: Flat,
  reason: string | undefined,
): void {
  if (reason?.trim() || Object.keys(set).length === 0 || !isApproved(kind, state.body)) return
  const after = { ...state.body, ...set, [REVIEW]: state.body[REVIEW] ?? null }
  if (!signedOffWith(db, kind, state.body) && !signedOffWith(db, kind, after)) return
  throw new AppError('record.invalid', {
    kind: kind.name,
    problems: [{ field: 'reason', reason: 'required' }],
  })
}
