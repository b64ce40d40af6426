import type { FoundRecord } from '../../../shared/contract/find'
import type { NameOf } from '../../../shared/definition/define'
import { maskBody } from '../../../shared/disclosure/mask-record'
import { knownKind } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import { isOfPerson, type SearchValue, searchValues } from '../../../shared/records/search-values'
import type { Body, Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { districtWords } from '../district/words'
import { detailOf } from '../lists/options'
import { nameFinder, nameOrId } from '../records/names'
import { viewsByRid } from '../records/queries'

/** So many of a record's people are told. */
const PEOPLE = 3

/**
 * Records as they are told to whoever looks for them, in the order of their numbers given.
 * @param isMeant whether a value of a person is what was looked for: whose it is is told with the record
 */
export function toldRecords(
  db: ReadDb,
  rids: readonly number[],
  isMeant: (value: SearchValue) => boolean,
): FoundRecord[] {
  const byRid = new Map(viewsByRid(db, rids).map((row) => [row.rid, row]))
  const nameOf = nameOrId(nameFinder(db))
  const wordsOf = districtWords(db)
  return rids.flatMap((rid) => {
    const row = byRid.get(rid)
    const kind = row && knownKind(row.kind)
    if (!row || !kind) return []
    const flat = JSON.parse(row.body) as Flat
    const { body } = maskBody(kind, toBody(kind, flat))
    const people = searchValues(kind, flat).filter((value) => isOfPerson(value.as) && isMeant(value))
    return [
      {
        id: row.id,
        kind: kind.name,
        number: row.number,
        title: kind.title(body, nameOf, wordsOf),
        unit: unitNameOf(body, nameOf),
        detail: detailOf(kind, body, nameOf, wordsOf),
        people: people.slice(0, PEOPLE).map(({ label, shown }) => ({ label, shown })),
      },
    ]
  })
}

function unitNameOf({ unit, parent }: Body, nameOf: NameOf): string {
  const id = unit ?? parent
  return typeof id === 'string' ? nameOf(id) : ''
}
