import { COMPARED_AN_HOUR } from '../../../shared/contract/duplicates'
import type { MatchPhrase } from '../../../shared/records/duplicates'
import type { OpenContext, ReadDb } from '../context'
import { matchKeyOf } from '../search/match-key'
import { comparedSince } from './queries'

const HOUR = 3_600_000

/** What each person's forms were compared by within the last hour, by its key: a form asks the same again and again. */
const known = new WeakMap<ReadDb, Map<string, number>>()

/**
 * Whether a form may be compared by these phrases for somebody who may not see what they are made of. What is new within the hour
 * is noted and counts, met or not; the count is the audit log's, so that starting the program anew begins no new hour.
 */
export function mayCompare(ctx: OpenContext, phrases: readonly MatchPhrase[]): boolean {
  const now = ctx.clock.now()
  const mine = known.get(ctx.db) ?? new Map<string, number>()
  known.set(ctx.db, mine)
  for (const [key, at] of mine) if (at <= now - HOUR || at > now) mine.delete(key)
  const keyOf = matchKeyOf(ctx.dataKey)
  const keys = new Set(phrases.map(({ phrase }) => `${ctx.user.name}\n${keyOf(phrase)}`))
  const fresh = [...keys].filter((key) => !mine.has(key))
  if (fresh.length === 0) return true
  // While an import has the pen nothing can be noted.
  if (ctx.isHeld()) return false
  const since = new Date(now - HOUR).toISOString()
  if (comparedSince(ctx.db, ctx.user.name, since) + fresh.length > COMPARED_AN_HOUR) return false
  ctx.audit('records.similar', { count: fresh.length })
  for (const key of fresh) mine.set(key, now)
  return true
}
