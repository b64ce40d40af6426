import type { NameOf } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import { optionsOf, type WordsOf } from '../../../shared/definition/words'
import { factTable } from '../../../shared/facts/tables'
import { kindOf } from '../../../shared/kinds'
import { MOST_NAMES } from '../../../shared/paste/template-notes'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { lineOf, readUnits } from '../district/units'
import { nameFinder, nameOrId } from '../records/names'

/** How a template names other records, and which names it offers for a field. */
export interface TemplateNames {
  /** A name that is found again: a unit whose name another one has stands with the one above it. */
  readonly nameOf: NameOf
  /** What may be chosen in a field; empty where there is nothing to list, or too much. */
  listed(field: Field, wordsOf: WordsOf): readonly string[]
}

/** @see TemplateNames */
export function templateNames(db: ReadDb): TemplateNames {
  const units = readUnits(db)
  const plainly = nameOrId(nameFinder(db))
  const nameOf: NameOf = (id) => {
    const name = plainly(id)
    const [, above] = lineOf(units, id)
    return units.get(id) !== undefined && above !== undefined && isTwice(name)
      ? `${units.get(above)?.name ?? ''}${name}`
      : name
  }
  const called = Map.groupBy(units.all, ({ name }) => name)
  const isTwice = (name: string): boolean => (called.get(name)?.length ?? 0) > 1
  const known = new Map<string, readonly string[]>()
  const namesIn = (to: string, levels: readonly string[] | undefined): readonly string[] => {
    const key = `${to} ${levels?.join()}`
    const names = known.get(key) ?? readNames(db, to, levels, nameOf)
    known.set(key, names)
    return names
  }
  return {
    nameOf,
    listed: (field, wordsOf) => {
      if (field.type === 'flag') return ['是', '否']
      if (field.type === 'choice') return optionsOf(field, wordsOf).map(({ label }) => label)
      return field.type === 'ref' || field.type === 'refs' ? namesIn(field.to, field.levels) : []
    },
  }
}

/** Names of living records that stand for one alone; none where there are more than anybody would scroll through. */
function readNames(
  db: ReadDb,
  to: string,
  levels: readonly string[] | undefined,
  nameOf: NameOf,
): readonly string[] {
  const kind = kindOf(to)
  const living = `SELECT r.id, r.body FROM ${factTable(kind)} f CROSS JOIN records r ON r.rid = f.rid
    WHERE f.deleted = 0 ORDER BY f.rid LIMIT ?`
  const rows = prepared<[number], { id: string; body: string }>(db, living).all(MOST_NAMES + 1)
  if (rows.length > MOST_NAMES) return []
  const fitting = rows.filter(({ body }) => {
    const { level } = toBody(kind, JSON.parse(body) as Flat)
    return levels === undefined || levels.includes(String(level))
  })
  const names = Map.groupBy(fitting, ({ id }) => nameOf(id))
  return [...names].flatMap(([name, same]) => (same.length === 1 ? [name] : []))
}
