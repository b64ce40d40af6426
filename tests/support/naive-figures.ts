import { kindOf } from '../../shared/kinds'
import type { Body } from '../../shared/kinds/fields'
import type { Period } from '../../shared/period'
import { measureOf } from '../../shared/reports/measures'
import type { Measure, Source } from '../../shared/reports/measures/define'

/** A record as a figure sees it. */
export interface Counted {
  readonly id: string
  readonly kind: string
  readonly body: Body
  readonly deleted: boolean
}

/**
 * A figure worked out a second time, apart from the engine: record by record over whole bodies, with no SQL, no index and no
 * sums by unit. `levelOf` tells a unit's level, `inScope` whether a unit belongs to the one asked for.
 */
export function naiveFigure(
  name: string,
  records: readonly Counted[],
  period: Pick<Period, 'from' | 'to'>,
  inScope: (unit: unknown) => boolean,
  levelOf: (unit: unknown) => string | undefined,
): number {
  const measure = measureOf(name)
  const counts = records.filter(isCounted)
  const byId = new Map(counts.map((record) => [record.id, record]))
  const things = new Set<string>()
  let sum = 0
  for (const source of measure.over)
    for (const record of counts) {
      if (record.kind !== source.kind || !isInPeriod(source, record.body, period)) continue
      if (!passes(source, record.body)) continue
      for (const unit of unitsOf(source, record.body)) {
        if (!inScope(unit)) continue
        if (measure.levels && !measure.levels.includes(levelOf(unit) ?? '')) continue
        const { add } = source
        if (typeof add === 'object' && 'distinct' in add) {
          const thing = add.distinct.map((part) => {
            const read = (key: string): unknown => (key === source.unit ? unit : record.body[key])
            return typeof part === 'string' ? read(part) : (filled(read(part[0])) ?? read(part[1]))
          })
          if (thing.every((part) => filled(part) !== undefined)) things.add(JSON.stringify(thing))
        } else sum += saidElsewhere(measure, source, record.body, byId) ? 0 : amountOf(add, record.body)
      }
    }
  return (things.size > 0 ? things.size : sum) / (measure.money ? 100 : 1)
}

function isCounted({ kind, body, deleted }: Counted): boolean {
  if (deleted) return false
  return !kindOf(kind).fields.status || (body.status !== 'draft' && body.status !== 'void')
}

function isInPeriod({ when }: Source, body: Body, { from, to }: Pick<Period, 'from' | 'to'>): boolean {
  if ('by' in when) {
    const date = body[when.by]
    return typeof date === 'string' && date >= from && date <= to
  }
  const [start, end] = [body[when.from], body[when.to]]
  return (typeof start !== 'string' || start <= to) && (typeof end !== 'string' || end >= from)
}

function passes({ where = {} }: Source, body: Body): boolean {
  return Object.entries(where).every(([key, wanted]) => {
    const value = body[key]
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    return values.some((one) => typeof one === 'string' && wanted.includes(one))
  })
}

function unitsOf({ kind, unit }: Source, body: Body): readonly unknown[] {
  const value = body[unit]
  if (kindOf(kind).fields[unit]?.type === 'refs') return Array.isArray(value) ? value : []
  return [value ?? null]
}

/** Whether the record that this one is linked to says the number already. */
function saidElsewhere(
  measure: Measure,
  source: Source,
  body: Body,
  byId: ReadonlyMap<string, Counted>,
): boolean {
  if (source.link === undefined) return false
  const field = kindOf(source.kind).fields[source.link]
  const linked = byId.get(String(body[source.link]))
  if (field?.type !== 'ref' || linked?.kind !== field.to) return false
  const target = measure.over.find((one) => one.kind === linked.kind)
  if (!target) return false
  return typeof target.add === 'object' && 'field' in target.add
    ? filled(linked.body[target.add.field]) !== undefined
    : true
}

function amountOf(add: Source['add'], body: Body): number {
  const value = typeof add === 'object' && 'field' in add ? body[add.field] : 1
  return typeof value === 'number' ? value : 0
}

function filled(value: unknown): unknown {
  return value === null || value === '' ? undefined : value
}
