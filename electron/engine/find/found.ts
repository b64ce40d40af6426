import type { FoundRecord } from '../../../shared/contract/find'
import type { NameOf } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import { maskBody } from '../../../shared/disclosure/mask-record'
import { knownKind } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import { termsOf } from '../../../shared/records/search-text'
import { isOfPerson, type SearchValue, searchValues } from '../../../shared/records/search-values'
import { isSaidIn } from '../../../shared/records/sought'
import type { Body, Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { districtWords } from '../district/words'
import { detailOf } from '../lists/options'
import { nameFinder, nameOrId } from '../records/names'
import { viewsByRid } from '../records/queries'

/** So many of a record's people are told. */
const PEOPLE = 3

/** Whether a value is what somebody typed looks for. @param whole what its mask hides as well */
export const isSaidBy =
  (typed: string, whole: boolean) =>
  (value: SearchValue): boolean => {
    const terms = termsOf(value)
    return isSaidIn(whole ? [...terms.shown, ...terms.whole] : terms.shown, typed)
  }

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
    return row ? toldRecord({ ...row, flat: JSON.parse(row.body) as Flat }, { nameOf, wordsOf, isMeant }) : []
  })
}

/** One of them, its masks on; none where this version does not know its kind. */
export function toldRecord(
  row: { readonly id: string; readonly kind: string; readonly number: string | null; readonly flat: Flat },
  told: { readonly nameOf: NameOf; readonly wordsOf: WordsOf; isMeant(value: SearchValue): boolean },
): readonly FoundRecord[] {
  const kind = knownKind(row.kind)
  if (!kind) return []
  const { nameOf, wordsOf } = told
  const { body } = maskBody(kind, toBody(kind, row.flat))
  const people = searchValues(kind, row.flat).filter((value) => isOfPerson(value.as) && told.isMeant(value))
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
}

function unitNameOf({ unit, parent }: Body, nameOf: NameOf): string {
  const id = unit ?? parent
  return typeof id === 'string' ? nameOf(id) : ''
}
