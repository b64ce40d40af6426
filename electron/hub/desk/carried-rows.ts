import { maskBody } from '../../../shared/disclosure/mask-record'
import { knownKind } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'
import type { RecordRow } from '../../engine/changes/queries'
import type { WriteDb } from '../../engine/context'
import { districtWords } from '../../engine/district/words'
import { nameFinder, nameOrId } from '../../engine/records/names'

/** A row by its columns. */
export type DeskRow = Readonly<Record<string, unknown>>

/** What a file says beside a record's values has a character that PostgreSQL does not take. */
export class UnstorableText extends Error {}

/** PostgreSQL takes neither the character 0 nor half of a pair; the log keeps what was typed as it is. */
const plain = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')

/** @see plain, for JSON in which such characters are written as escapes. */
const storable = (json: string): string =>
  /\\u(0000|d[89a-f])/i.test(json)
    ? JSON.stringify(
        JSON.parse(json, (_, value: unknown) => (typeof value === 'string' ? plain(value) : value)),
      )
    : json

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** Values as they are. @throws UnstorableText where one has such a character: no text of JSON has one as it stands */
export function storableValues(values: readonly unknown[]): readonly unknown[] {
  for (const value of values) if (typeof value === 'string' && !isStorable(value)) throw new UnstorableText()
  return values
}

/** Says what a desk's records are called: masked, as a screen shows them. Names and words are looked up once for all of them. */
export function titlesAt(db: WriteDb): (row: Pick<RecordRow, 'id' | 'kind'>, flat: Flat) => string {
  const nameOf = nameOrId(nameFinder(db))
  const wordsOf = districtWords(db)
  return ({ id, kind: name }, flat) => {
    const kind = knownKind(name)
    return kind ? kind.title(maskBody(kind, toBody(kind, flat)).body, nameOf, wordsOf) : id
  }
}

/** A record's row as the hub's database holds it. */
export function keptRecord(record: RecordRow, title: string): DeskRow {
  return {
    ...record,
    deleted: record.deleted === 1,
    body: storable(record.body),
    heads: storable(record.heads),
    number: record.number === null ? null : plain(record.number),
    created_by: plain(record.created_by),
    title: plain(title),
  }
}
