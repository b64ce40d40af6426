import { chainEntries, LONGEST_CHAIN, originIn } from '../../engine/records/chain'
import { hubNamesIn, hubWords } from './named'
import type { HubReads, ReadContext } from './read'
import { HUB_COLUMNS, type HubRow, hubRowOf, hubViews } from './records'

const inDistrict = `SELECT ${HUB_COLUMNS} FROM records WHERE district = $1 AND id = $2 LIMIT 1`
const followers = `SELECT ${HUB_COLUMNS} FROM records
  WHERE district = $1 AND rid = ANY (ARRAY(SELECT hub_followers($1, $2, $3))) ORDER BY rid`

/** The chain of a record inside its district, as at a laptop: back to the first, and all that was made out of any of them. */
async function chainAround({ sql }: ReadContext, asked: HubRow): Promise<readonly HubRow[]> {
  const rows = new Map([[asked.id, asked]])
  const { district } = asked
  let up = originIn(asked.kind, asked.body)
  while (up !== undefined && !rows.has(up)) {
    const parent: HubRow | undefined = (await sql.query<HubRow>(inDistrict, [district, up]))[0]
    if (parent) rows.set(parent.id, parent)
    up = parent && originIn(parent.kind, parent.body)
  }
  let open = [...rows.keys()]
  while (open.length > 0 && rows.size < LONGEST_CHAIN) {
    const children = await sql.query<HubRow>(followers, [district, open, LONGEST_CHAIN])
    const found = children.filter(({ id }) => !rows.has(id))
    for (const child of found) rows.set(child.id, child)
    open = found.map(({ id }) => id)
  }
  return [...rows.values()]
}

/** What a record came from, and what was made out of it. */
export const hubChainReads = {
  'records.chain': async (ctx, { id }) => {
    const rows = await chainAround(ctx, await hubRowOf(ctx, id))
    const wordsOf = await hubWords(ctx.sql)
    const nameOf = await hubNamesIn(ctx.sql, rows, wordsOf)
    return { entries: chainEntries(await hubViews(ctx, rows), nameOf, wordsOf) }
  },
} satisfies HubReads
