import type { Output, Parsed } from '../../../shared/contract'
import { WHOLE_AN_HOUR } from '../../../shared/contract/find'
import { builtInOnly } from '../../../shared/definition/words'
import { AppError } from '../../../shared/errors'
import { inOnePiece } from '../../../shared/records/search-letters'
import { soughtBy } from '../../../shared/records/sought'
import type { OpenContext } from '../context'
import type { Calls, Handlers } from '../handler'
import { seesWhole } from '../lists/filter'
import { learnedIn } from '../search/learned'
import { isSaidBy, toldRecords } from './found'
import { askedSince, foundRids } from './queries'
import { ranked } from './ranked'

const HOUR = 3_600_000
const MINUTE = 60_000
/** So many records with one value are told. */
const ALIKE = 50

export const findHandlers = {
  'find.search': ({ db, user }, asked) => {
    const whole = seesWhole(user)
    const found = ranked(db, asked, whole)
    const told = (rids: readonly number[]) => toldRecords(db, rids, isSaidBy(asked.text, whole))
    return { units: told(found.units), people: told(found.people), records: told(found.records) }
  },
  'find.whole': wholeValue,
} satisfies Handlers<Calls<'find'>>

/**
 * A question is answered by the index alone, so that a value that is not there is told as quickly as one that is.
 * What was asked is not noted: it may be somebody's number.
 */
function wholeValue(ctx: OpenContext, { text }: Parsed<'find.whole'>): Output<'find.whole'> {
  const { db, user, clock } = ctx
  const now = clock.now()
  // What is noted for later than now, by a clock that was put back since, counts too, until that is an hour ago.
  const asked = askedSince(db, user.name, new Date(now - HOUR).toISOString(), WHOLE_AN_HOUR)
  const first = asked.at(-1)
  if (asked.length >= WHOLE_AN_HOUR && first !== undefined) {
    const left = Math.min(HOUR, Date.parse(first) + HOUR - now)
    const minutes = Math.max(1, Math.ceil(left / MINUTE))
    throw new AppError('find.too-often', { max: WHOLE_AN_HOUR, minutes })
  }
  const wording = { columns: ['names', 'whole'], wordsOf: builtInOnly, learned: learnedIn(db) } as const
  const sought = soughtBy(text, wording)
  const rids = sought ? foundRids(db, sought.written, ALIKE) : []
  // No other person of the record is told, who may only begin like this one.
  const records = toldRecords(db, rids, ({ value }) => inOnePiece(value) === inOnePiece(text))
  ctx.audit('find.whole', { count: records.length })
  return { records }
}
