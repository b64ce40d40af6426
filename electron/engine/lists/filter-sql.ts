import type { Kind } from '../../../shared/definition/define'
import { factColumn, factTable, manyTable, sortExpression } from '../../../shared/facts/tables'
import { isApprovedWhereAsked } from '../facts/counted-sql'
import type { ComparedValue, Condition } from './condition'
import type { Plan } from './filter'

/** A piece of SQL and its parameters, in order. All other text in it comes from the registry. */
export interface SqlPiece {
  readonly sql: string
  readonly params: readonly ComparedValue[]
}

/** The kind's table along a plan's index; its rows are called `f`. */
export function walkedTable({ kind, walk }: Pick<Plan, 'kind' | 'walk'>): string {
  const along = walk.by === 'rids' ? 'NOT INDEXED' : `INDEXED BY ${walk.index}`
  return `${factTable(kind)} f ${along}`
}

/** What the rows of a plan must meet. */
export function printedConditions({ kind, deleted, conditions }: Plan): SqlPiece {
  const pieces = conditions.map((condition) => printedCondition(kind, condition))
  return {
    sql: [`f.deleted = ${deleted ? 1 : 0}`, ...pieces.map(({ sql }) => sql)].join(' AND '),
    params: pieces.flatMap(({ params }) => params),
  }
}

/** Out of an index of its own, which holds only these. */
const withFiles = `SELECT rid FROM records INDEXED BY records_with_files WHERE body GLOB '*"$file/????????????????????????????????????":{*'`

const inList = 'IN (SELECT value FROM json_each(?))'

function printedCondition(kind: Kind, condition: Condition): SqlPiece {
  switch (condition.op) {
    case 'is':
      return { sql: `${sortExpression(kind, condition.field, 'f')} = ?`, params: [condition.value] }
    case 'from':
      return { sql: `${dayIn(kind, condition.field)} >= ?`, params: [condition.value] }
    case 'upTo':
      // What is empty is −1 where the list is sorted by it.
      return { sql: `${dayIn(kind, condition.field)} BETWEEN 0 AND ?`, params: [condition.value] }
    case 'within': {
      const { field, from, to } = condition
      // What is empty is NULL in its column, and so in no comparison.
      const { name } = factColumn(kind, field)
      const parts = [
        ...(from === undefined ? [] : [{ sql: `f.${name} >= ?`, value: from }]),
        ...(to === undefined ? [] : [{ sql: `f.${name} <= ?`, value: to }]),
      ]
      return { sql: parts.map(({ sql }) => sql).join(' AND '), params: parts.map(({ value }) => value) }
    }
    case 'files':
      return { sql: `f.rid ${condition.some ? '' : 'NOT '}IN (${withFiles})`, params: [] }
    case 'among':
      return listed(sortExpression(kind, condition.field, 'f'), condition.values)
    case 'notAmong':
      return listed(`${sortExpression(kind, condition.field, 'f')} NOT`, condition.values)
    case 'holds': {
      const { field, value } = condition
      const held = `SELECT 1 FROM ${manyTable(kind, field)} held WHERE held.rid = f.rid`
      return value === undefined
        ? { sql: `EXISTS (${held})`, params: [] }
        : { sql: `EXISTS (${held} AND held.value = ?)`, params: [value] }
    }
    case 'rids':
      return listed('f.rid', condition.rids)
    case 'nothing':
      return { sql: 'f.rid = 0', params: [] }
    case 'approvedWhereAsked':
      return { sql: isApprovedWhereAsked(kind, 'f'), params: [] }
    case 'conflicting':
      return {
        sql: 'f.rid IN (SELECT rid FROM records INDEXED BY records_conflicts WHERE conflicts > 0)',
        params: [],
      }
    case 'matches':
      return {
        sql: 'f.rid IN (SELECT rowid FROM search WHERE search MATCH ?)',
        params: [condition.expression],
      }
    case 'changedAbove':
      return {
        sql: `f.rid IN (${changedAbove(condition.places.length)})`,
        params: condition.places.flatMap(({ branch, seq }) => [branch, seq]),
      }
    case 'not': {
      const { sql, params } = printedCondition(kind, condition.condition)
      return { sql: `NOT ${sql}`, params }
    }
    case 'both': {
      const one = printedCondition(kind, condition.one)
      const other = printedCondition(kind, condition.other)
      return { sql: `${one.sql} AND ${other.sql}`, params: [...one.params, ...other.params] }
    }
  }
}

/** A day as the index holds it that serves its span: the list's own order, or that of figures. */
function dayIn(kind: Kind, field: string): string {
  return field === kind.sort.field ? sortExpression(kind, field, 'f') : `f.${factColumn(kind, field).name}`
}

const listed = (what: string, values: readonly ComparedValue[]): SqlPiece => ({
  sql: `${what} ${inList}`,
  params: [JSON.stringify(values)],
})

/**
 * The records with a change above so many places, out of two indexes alone.
 * Asking each row of the list instead would read every record (measured with 100 000: more than ten times slower).
 */
function changedAbove(places: number): string {
  const place = '(c.branch = ? AND c.seq > ?)'
  return `SELECT r.rid FROM changes c INDEXED BY changes_record CROSS JOIN records r ON r.id = c.record
    WHERE ${Array(places).fill(place).join(' OR ')}`
}
