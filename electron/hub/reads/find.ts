import type { Output, Parsed } from '../../../shared/contract'
import { type FoundRecord, WHOLE_AN_HOUR } from '../../../shared/contract/find'
import type { WordsOf } from '../../../shared/definition/words'
import { AppError } from '../../../shared/errors'
import { unit } from '../../../shared/kinds/unit'
import { asWritten, inOnePiece } from '../../../shared/records/search-letters'
import { ranksOf } from '../../../shared/records/search-ranks'
import { asIn } from '../../../shared/records/search-text'
import type { SearchValue } from '../../../shared/records/search-values'
import { may } from '../../../shared/rights'
import { isSaidBy, toldRecord } from '../../engine/find/found'
import { type FoundPlace, foundInHub, foundWhole, hubWording, placeKey } from '../search/found'
import type { Sql } from '../store/store'
import { hubNamesIn, hubWords } from './named'
import type { HubReads, ReadContext } from './read'
import { HUB_COLUMNS, type HubRow } from './records'

const HOUR = 3_600_000
const MINUTE = 60_000
/** So many records with one value are told. */
const ALIKE = 50

async function search(ctx: ReadContext, asked: Parsed<'find.search'>): Promise<Output<'find.search'>> {
  const { text, limit, kind = null } = asked
  const whole = may(ctx.account.role, 'record.unmask')
  const wordsOf = await hubWords(ctx.sql)
  const ranks = ranksOf(text, whole, hubWording(wordsOf, ctx.seal))
  if (!ranks) return { units: [], people: [], records: [] }
  const places = {
    units:
      kind === null || kind === unit.name ? await foundInHub(ctx.sql, ranks.units, limit, unit.name) : [],
    people: await foundInHub(ctx.sql, ranks.people, limit, kind),
    records: await foundInHub(ctx.sql, ranks.records, limit, kind),
  }
  const all = [...places.units, ...places.people, ...places.records]
  const told = await toldPlaces(ctx, all, wordsOf, isSaidBy(text, whole))
  return { units: told(places.units), people: told(places.people), records: told(places.records) }
}

const atPlaces = `SELECT ${HUB_COLUMNS} FROM records
  WHERE (district, rid) IN (SELECT * FROM unnest($1::int[], $2::bigint[]))`

/** Looks up records and all that their names need at once. @returns what is told of some of them, in the order of their places */
async function toldPlaces(
  { sql }: ReadContext,
  all: readonly FoundPlace[],
  wordsOf: WordsOf,
  isMeant: (value: SearchValue) => boolean,
): Promise<(places: readonly FoundPlace[]) => FoundRecord[]> {
  if (all.length === 0) return () => []
  const [districts, rids] = [all.map(({ district }) => district), all.map(({ rid }) => rid)]
  const rows = await sql.query<HubRow>(atPlaces, [districts, rids])
  const nameOf = await hubNamesIn(sql, rows, wordsOf)
  const byPlace = new Map(rows.map((row) => [placeKey(row), row]))
  return (places) =>
    places.flatMap((place) => {
      const row = byPlace.get(placeKey(place))
      return row ? toldRecord({ ...row, flat: row.body }, { nameOf, wordsOf, isMeant }) : []
    })
}

/** A question is answered by the index alone, as on a laptop; that it was asked was noted before. */
async function wholeValue(ctx: ReadContext, { text }: Parsed<'find.whole'>): Promise<Output<'find.whole'>> {
  const piece = inOnePiece(text)
  if (piece === '') return { records: [] }
  const terms = ctx.seal.spelt((['names', 'whole'] as const).map((column) => asIn(column, asWritten(piece))))
  const places = await foundWhole(ctx.sql, terms, ALIKE)
  const isMeant = ({ value }: SearchValue): boolean => inOnePiece(value) === piece
  const told = await toldPlaces(ctx, places, await hubWords(ctx.sql), isMeant)
  return { records: told(places) }
}

const askedSince = `SELECT at FROM hub_audit WHERE action = $1 AND account = $2 AND at > $3 ORDER BY at DESC LIMIT $4`

/**
 * Whole values may be asked for so often in an hour. Asked of the door, before the question is noted; who asks for one account waits for the
 * other. @throws AppError `find.too-often`
 */
export async function requireSeldom(
  sql: Sql,
  { account, action, now }: { readonly account: string; readonly action: string; readonly now: number },
): Promise<void> {
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [account])
  const since = new Date(now - HOUR).toISOString()
  const asked = await sql.query<{ at: string }>(askedSince, [action, account, since, WHOLE_AN_HOUR])
  const first = asked.at(-1)
  if (asked.length < WHOLE_AN_HOUR || first === undefined) return
  const minutes = Math.max(1, Math.ceil(Math.min(HOUR, Date.parse(first.at) + HOUR - now) / MINUTE))
  throw new AppError('find.too-often', { max: WHOLE_AN_HOUR, minutes })
}

/** Searching all districts of the session. */
export const hubFindReads = { 'find.search': search, 'find.whole': wholeValue } satisfies HubReads
