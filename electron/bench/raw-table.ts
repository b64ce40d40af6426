import { type FactIndex, factTablesOf } from '../../shared/facts/tables'
import { kindOf } from '../../shared/kinds'
import { searchColumns, searchTerms } from '../../shared/records/search-text'
import { NUMBER } from '../../shared/sync/change'
import type { WriteDb } from '../engine/context'
import { openForWriting } from '../engine/db/open'
import type { SampleRow } from './sample-rows'

const kind = kindOf('activity')
const fields = [...Object.keys(kind.fields), NUMBER]
const columns = ['id', ...fields.map((field) => `"${field}"`)]

/**
 * The yardstick of `sync.apply`: what a careful hand writes for these rows alone. Encrypted as a profile is, a plain column
 * a field, indexes over the same columns as the kind has, the same full text index over the same words, all in one transaction.
 */
const schema = `
CREATE TABLE rows (id TEXT PRIMARY KEY, ${columns.slice(1).join(', ')});
${factTablesOf(kind).indexes.map(indexByHand).join('\n')}
CREATE VIRTUAL TABLE search USING fts5 (units, names, texts, whole, content='', contentless_delete=1, tokenize='ascii', prefix='1 3 4 5 6');
`

/** An index of the kind's facts over plain columns; records in the recycle bin, of which there are none, need none. */
function indexByHand({ name, columns, where }: FactIndex): string {
  const plain = columns.map((column) => /\bf_(\w+)/.exec(column)?.[1]).filter((field) => field !== undefined)
  return where === 'deleted = 0' ? `CREATE INDEX ${name} ON rows (${plain.join(', ')});` : ''
}

/** A row as the raw insert takes it: its cells in the table's order, and its search words, both made beforehand. */
export interface RawRow {
  readonly cells: readonly (string | number | null)[]
  readonly terms: readonly string[]
}

export function rawRow({ id, set }: SampleRow): RawRow {
  const cells = fields.map((field) => {
    const value = set[field] ?? null
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    return JSON.stringify(value)
  })
  const terms = searchTerms(kind, set)
  return { cells: [id, ...cells], terms: searchColumns.map((column) => terms[column].join(' ')) }
}

/** Inserts the rows into a new encrypted database at `path`. */
export function insertRaw(path: string, rows: readonly RawRow[]): void {
  const db: WriteDb = openForWriting(path, new Uint8Array(32).fill(7))
  try {
    db.exec(schema)
    const insert = db.prepare(
      `INSERT INTO rows (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    const index = db.prepare('INSERT INTO search (rowid, units, names, texts, whole) VALUES (?, ?, ?, ?, ?)')
    db.transaction(() => {
      for (const { cells, terms } of rows) {
        index.run(insert.run(...cells).lastInsertRowid, ...terms)
      }
    }).immediate()
  } finally {
    db.close()
  }
}
