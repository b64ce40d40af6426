import type { Output, Parsed } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { knownKind } from '../../../shared/kinds'
import { retentionRule } from '../../../shared/kinds/retention-rule'
import { closingField, keptUntil } from '../../../shared/records/retention'
import type { OpenContext, ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { today } from '../moment'
import { seesWhole } from './filter'
import { countRecords, listRecords } from './list'

interface Rule {
  readonly kind: Kind
  readonly field: string
  readonly years: number
}

const stored = `SELECT json_extract(body, '$.forKind') AS kind, max(json_extract(body, '$.years')) AS years FROM records
  WHERE kind = '${retentionRule.name}' AND deleted = 0 GROUP BY 1 ORDER BY 1`

/** What the district's rules keep no longer today, the oldest first. Nothing is dropped by that. */
export function retentionDue(
  ctx: OpenContext,
  { limit }: Parsed<'records.retentionDue'>,
): Output<'records.retentionDue'> {
  const whole = seesWhole(ctx.user)
  const kinds = rulesOf(ctx.db).map(({ kind, field, years }) => {
    const until = keptUntil(today(ctx.clock), years)
    const filter = { ranges: { [field]: { to: until } } }
    const sort = { field: kind.sort.field, descending: false }
    const { rows } = listRecords(ctx.db, { kind: kind.name, filter, sort, limit }, whole)
    return {
      kind: kind.name,
      years,
      field,
      until,
      total: countRecords(ctx.db, { kind: kind.name, filter }, whole).total,
      records: rows.map(({ id, number, title, body }) => ({
        id,
        number,
        title,
        closed: String(body[field] ?? ''),
      })),
    }
  })
  return { kinds: kinds.filter(({ total }) => total > 0) }
}

/** Where two computers wrote a rule for one kind each, the longer time holds. */
function rulesOf(db: ReadDb): readonly Rule[] {
  return prepared<[], { kind: unknown; years: unknown }>(db, stored)
    .all()
    .flatMap(({ kind: name, years }) => {
      const kind = typeof name === 'string' ? knownKind(name) : undefined
      const field = kind && closingField(kind)
      return kind && field !== undefined && typeof years === 'number' && years > 0
        ? [{ kind, field, years }]
        : []
    })
}
