import type { Kind } from '../../../shared/definition/define'
import { dropStatements, indexStatements, tableStatements } from '../../../shared/facts/dialect'
import { factTable, factTablesOf } from '../../../shared/facts/tables'
import { kinds } from '../../../shared/kinds'
import type { WriteDb } from '../context'
import { withBulkWrites } from '../db/open'
import { type Tell, unheard } from '../db/tell'
import { formOf } from './form'
import { type FactSource, factQueries } from './queries'
import { forgetSums, noMonths } from './stale-months'
import { type FactWriter, firstFactRow, openFacts } from './write'

/** Records read at once. */
const BATCH = 128

/** Tables of facts that are being made anew, empty and without their indexes, which are dearer to keep up than to make. */
interface FactsAnew extends FactWriter {
  finish(): void
}

/** Drops the facts of these kinds and begins their tables again; inside one transaction, `finish` included. */
export function makeFactsAnew(db: WriteDb, of: readonly Kind[]): FactsAnew {
  for (const kind of of) {
    dropTables(db, kind.name)
    for (const sql of tableStatements(factTablesOf(kind))) db.exec(sql)
  }
  const byName = new Map(of.map((kind) => [kind.name, kind]))
  return {
    write: openFacts(
      db,
      (name) => byName.get(name),
      () => noMonths,
    ).write,
    finish() {
      forgetSums(db)
      for (const kind of of) {
        for (const sql of indexStatements(factTablesOf(kind))) db.exec(sql)
        factQueries.run(db, 'keepForm', kind.name, formOf(kind))
      }
    },
  }
}

/**
 * Makes the tables of every kind whose definition makes other facts than when they were made, and drops those of kinds that
 * are no more. Runs at every open, and is done at once when nothing changed. Must run outside a transaction.
 */
export function reconcileFacts(db: WriteDb, known: readonly Kind[] = kinds, tell: Tell = unheard): void {
  const forms = new Map(
    factQueries.all<{ kind: string; form: string }>(db, 'forms').map(({ kind, form }) => [kind, form]),
  )
  const stale = known.filter((kind) => forms.get(kind.name) !== formOf(kind))
  const names = new Set(known.map(({ name }) => name))
  const gone = [...forms.keys()].filter((name) => !names.has(name))
  if (stale.length === 0 && gone.length === 0) return
  const work = db.transaction(() => {
    for (const name of gone) {
      dropTables(db, name)
      factQueries.run(db, 'dropForm', name)
    }
    for (const name of [...gone, ...stale.map(({ name }) => name)])
      factQueries.run(db, 'dropAnomaliesOfKind', name)
    fill(db, stale, tell)
  })
  withBulkWrites(db, () => work.immediate())
}

function fill(db: WriteDb, stale: readonly Kind[], tell: Tell): void {
  const facts = makeFactsAnew(db, stale)
  const wanted = new Set(stale.map(({ name }) => name))
  const last = factQueries.one<{ rid: number }>(db, 'lastRecord')?.rid ?? 0
  const after = (rid: number): FactSource[] => factQueries.all<FactSource>(db, 'recordsAfter', rid, BATCH)
  for (let rows = after(0); rows.length > 0; rows = after(rows.at(-1)?.rid ?? 0)) {
    tell(rows[0]?.rid ?? 0, last)
    facts.write(rows.filter(({ kind }) => wanted.has(kind)).map(firstFactRow))
  }
  facts.finish()
}

function dropTables(db: WriteDb, kind: string): void {
  const names = factQueries.all<{ name: string }>(db, 'tables', { table: factTable({ name: kind }) })
  for (const sql of dropStatements(names.map(({ name }) => name))) db.exec(sql)
}
