import type { Kind } from '../../../shared/definition/define'
import { factTable } from '../../../shared/facts/tables'
import { kindOf } from '../../../shared/kinds'
import { plainWords } from '../../../shared/paste/headings'
import type { FindNamed } from '../../../shared/paste/table-cells'
import { toBody } from '../../../shared/records/both-shapes'
import type { Body, Flat } from '../../../shared/shapes'
import type { OpenContext, ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { lineOf, readUnits, type Units } from '../district/units'
import { districtWords } from '../district/words'
import { nameFinder } from '../records/names'

interface Named {
  readonly id: string
  readonly level: string | undefined
  readonly unit: string | undefined
}

/** What ends the name of a unit and is often left away: 松林 for 松林村. */
const ENDING = /(街道办事处|街道|社区|村民委员会|村委会|村|镇|乡)$/

/**
 * Finds living records by their names, a unit also by the names above it in front of its own. Of several that go by one name those
 * near the given unit are meant, then those of this computer's own place.
 */
export function namesFinder({ db, site }: Pick<OpenContext, 'db' | 'site'>): FindNamed {
  const known = new Map<string, ReadonlyMap<string, readonly Named[]>>()
  const units = readUnits(db)
  const namesOf = (to: string): ReadonlyMap<string, readonly Named[]> => {
    const found = known.get(to) ?? readNames(db, kindOf(to), units)
    known.set(to, found)
    return found
  }
  return (to, name, levels, near) => {
    const fits = ({ level }: Named): boolean =>
      levels === undefined || (level !== undefined && levels.includes(level))
    const all = (namesOf(to).get(plainWords(name)) ?? []).filter(fits)
    const ways: readonly (string | undefined)[] = [near, site.role === 'street' ? site.unit : undefined]
    for (const place of ways) {
      if (all.length <= 1 || place === undefined) continue
      const close = all.filter(({ unit }) => unit !== undefined && isNear(units, unit, place))
      if (close.length > 0) return close.map(({ id }) => id)
    }
    return all.map(({ id }) => id)
  }
}

/** Whether one of two units is the other, or above it. */
function isNear(units: Units, one: string, other: string): boolean {
  return lineOf(units, one).includes(other) || lineOf(units, other).includes(one)
}

function readNames(db: ReadDb, kind: Kind, units: Units): ReadonlyMap<string, readonly Named[]> {
  const living = `SELECT r.id, r.body FROM ${factTable(kind)} f CROSS JOIN records r ON r.rid = f.rid
    WHERE f.deleted = 0 ORDER BY f.rid`
  const names = new Map<string, Named[]>()
  const nameOf = nameFinder(db)
  const wordsOf = districtWords(db)
  const add = (name: string, one: Named): void => {
    const key = plainWords(name)
    const found = names.get(key) ?? []
    if (key !== '' && !found.some(({ id }) => id === one.id)) names.set(key, [...found, one])
  }
  const rows = prepared<[], { id: string; body: string }>(db, living).all()
  const whole = rows.map(({ id, body }) => ({ id, body: toBody(kind, JSON.parse(body) as Flat) }))
  for (const { id, body } of whole) {
    const one = namedOf(kind, id, body)
    add(
      kind.title(body, (other) => nameOf(other) ?? other, wordsOf),
      one,
    )
    if (kind.tree) for (const name of namesAbove(units, id)) add(name, one)
  }
  // A shortened name counts only where no whole one is the same.
  if (kind.tree)
    for (const { id, body } of whole) {
      const short = plainWords(String(body.name ?? '')).replace(ENDING, '')
      if (short.length >= 2 && !names.has(short)) add(short, namedOf(kind, id, body))
      else if (short.length >= 2 && names.get(short)?.every((one) => isShort(units, one.id, short)))
        add(short, namedOf(kind, id, body))
    }
  return names
}

const isShort = (units: Units, id: string, short: string): boolean =>
  plainWords(units.get(id)?.name ?? '') !== short

function namedOf(kind: Kind, id: string, body: Body): Named {
  const unit = kind.tree ? id : body.unit
  return {
    id,
    level: typeof body.level === 'string' ? body.level : undefined,
    unit: typeof unit === 'string' ? unit : undefined,
  }
}

/** 云锦街道松林村, 内江高新区云锦街道松林村: the name with those above it. */
function namesAbove(units: Units, id: string): readonly string[] {
  const [own, ...above] = lineOf(units, id).map((each) => units.get(each)?.name ?? '')
  let name = own ?? ''
  return above.map((one) => {
    name = `${one}${name}`
    return name
  })
}
