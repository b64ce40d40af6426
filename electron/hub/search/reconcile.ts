import type { Kind } from '../../../shared/definition/define'
import { kinds } from '../../../shared/kinds'
import { searchedFields } from '../../../shared/records/search-values'
import type { Flat } from '../../../shared/shapes'
import { unsealing } from '../sealed/rows'
import type { Seal } from '../sealed/seal'
import { holdUntilEnd } from '../store/locks'
import type { Sql, Store } from '../store/store'
import { openHubSearch } from './write'

/** Records read at once. */
const BATCH = 2000
/** Raised when terms are made otherwise than before, so that every record is found anew. */
const FORM = 3

/**
 * Makes anew what the records of every kind are found by that is now searched by other fields. A field that may no longer be
 * searched finds nothing before anybody can ask. Runs whenever a hub is opened with its keys. @returns how many kinds
 */
export async function reconcileHubSearch(
  store: Store,
  seal: Seal,
  known: readonly Kind[] = kinds,
): Promise<number> {
  return await store.transaction(async (sql) => {
    await holdUntilEnd(sql, 'schema', 0)
    const rows = await sql.query<{ kind: string; form: string }>('SELECT kind, form FROM search_forms')
    const forms = new Map(rows.map(({ kind, form }) => [kind, form]))
    const stale = known.filter((kind) => forms.get(kind.name) !== formOf(kind))
    const names = new Set(known.map(({ name }) => name))
    for (const name of forms.keys()) if (!names.has(name)) await forget(sql, name)
    for (const kind of stale) {
      await forget(sql, kind.name)
      await fill(sql, kind, seal)
      await sql.query('INSERT INTO search_forms (kind, form) VALUES ($1, $2)', [kind.name, formOf(kind)])
    }
    return stale.length
  })
}

const formOf = (kind: Kind): string => JSON.stringify([FORM, searchedFields(kind)])

async function forget(sql: Sql, kind: string): Promise<void> {
  await sql.query('DELETE FROM search_forms WHERE kind = $1', [kind])
  // Also where no form is known: a hub that has just begun has records of its own before its first reconciling.
  for (const table of ['search', 'search_latest'])
    await sql.query(`DELETE FROM ${table} WHERE kind = $1`, [kind])
}

interface Row {
  readonly rid: number
  readonly id: string
  readonly body: Flat
  readonly deleted: boolean
}

const after = `SELECT rid, id, body, deleted FROM records
  WHERE district = $1 AND kind = $2 AND rid > $3 ORDER BY rid LIMIT ${BATCH}`

async function fill(sql: Sql, { name }: Kind, seal: Seal): Promise<void> {
  const { query } = unsealing(sql, seal)
  for (const { district } of await sql.query<{ district: number }>('SELECT district FROM districts')) {
    const search = openHubSearch(sql, district, seal)
    const next = (rid: number): Promise<readonly Row[]> => query<Row>(after, [district, name, rid])
    for (let rows = await next(0); rows.length > 0; rows = await next(rows.at(-1)?.rid ?? 0))
      await search.write(
        rows.map(({ body, ...row }) => ({ ...row, kind: name, before: undefined, flat: body })),
      )
  }
}
