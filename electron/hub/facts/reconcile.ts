import type { Kind } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { hubTableStatements, yearColumn } from '../../../shared/facts/dialect-postgres'
import { factTable } from '../../../shared/facts/tables'
import { kinds } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import { formOf } from '../../engine/facts/form'
import { guardNewTables } from '../reach/roles'
import { hiddenFacts } from '../sealed/facts'
import { unsealing } from '../sealed/rows'
import type { Seal } from '../sealed/seal'
import { SEALED } from '../sealed/secrets'
import { holdUntilEnd } from '../store/locks'
import type { Sql, Store } from '../store/store'
import { addWords } from './numbering'
import { openHubFacts } from './write'
import { settleYears } from './years'

/** Raised when more is kept of facts than before: 2 with the values that are none of their field. */
const KEPT = 2
/** Records read at once. */
const BATCH = 2000

/**
 * Makes the tables of every kind whose definition makes other facts than when they were made, out of the records, and drops
 * those of kinds that are no more. Runs whenever a hub is opened to write, and is done at once when nothing changed.
 * @param parts into how many a year is divided; a city needs one
 * @param seal null where the hub's keys are not at hand: kinds with facts that a mask hides wait for them. So does whatever is
 * sealed, because of every value is told whether it is one of its field
 * @returns how many kinds were made anew. @throws AppError `hub.no-keys` where such a kind has such records
 */
export async function reconcileHubFacts(
  store: Store,
  parts = 1,
  known = kinds,
  seal: Seal | null = null,
): Promise<number> {
  const made = await store.transaction(async (sql) => {
    await holdUntilEnd(sql, 'schema', 0)
    const forms = new Map(
      (await sql.query<{ kind: string; form: string }>('SELECT kind, form FROM fact_forms')).map(
        ({ kind, form }) => [kind, form],
      ),
    )
    const stale = known.filter((kind) => forms.get(kind.name) !== hubFormOf(kind))
    const names = new Set(known.map(({ name }) => name))
    for (const name of [...forms.keys()].filter((name) => !names.has(name))) await dropKind(sql, name)
    if (stale.length > 0) await addWords(sql, stale)
    for (const kind of stale) {
      await dropKind(sql, kind.name)
      for (const text of hubTableStatements(kind)) await sql.query(text)
      await fill(sql, kind, seal)
      await sql.query('INSERT INTO fact_forms (kind, form) VALUES ($1, $2)', [kind.name, hubFormOf(kind)])
    }
    // A dropped table took its policy and grants along.
    if (stale.length > 0) await guardNewTables(sql)
    return stale.length
  })
  await settleYears(store, parts, known)
  return made
}

const hubFormOf = (kind: Kind): string =>
  JSON.stringify([KEPT, formOf(kind), hubTableStatements(kind), yearColumn(kind), hiddenFacts(kind)])

async function dropKind(sql: Sql, kind: string): Promise<void> {
  const table = factTable({ name: kind })
  const found = await sql.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND (c.relname = $1 OR left(c.relname, length($1) + 2) = $1 || '__')`,
    [table],
  )
  for (const { name } of found) await sql.query(`DROP TABLE ${name}`)
  await sql.query(
    `DELETE FROM anomalies a USING records r WHERE r.district = a.district AND r.rid = a.rid AND r.kind = $1`,
    [kind],
  )
  await sql.query('DELETE FROM fact_forms WHERE kind = $1', [kind])
}

async function fill(sql: Sql, kind: Kind, seal: Seal | null): Promise<void> {
  const { query } = seal ? unsealing(sql, seal) : sql
  interface Row {
    readonly district: number
    readonly rid: number
    readonly id: string
    readonly body: Flat
    readonly deleted: boolean
  }
  for (const { district } of await sql.query<{ district: number }>('SELECT district FROM districts')) {
    const facts = openHubFacts(sql, district, seal)
    const after = (rid: number): Promise<readonly Row[]> =>
      query<Row>(
        `SELECT district, rid, id, body, deleted FROM records
         WHERE district = $1 AND kind = $2 AND rid > $3 ORDER BY rid LIMIT ${BATCH}`,
        [district, kind.name, rid],
      )
    for (let rows = await after(0); rows.length > 0; rows = await after(rows.at(-1)?.rid ?? 0)) {
      if (!seal && rows.some(({ body }) => SEALED in body)) throw new AppError('hub.no-keys')
      await facts.write(
        rows.map(({ rid, id, body, deleted }) => ({
          rid,
          id,
          kind: kind.name,
          before: undefined,
          deleted,
          flat: body,
        })),
      )
    }
  }
}
