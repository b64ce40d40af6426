import type { NameOf } from '../../../shared/definition/define'
import { bodyIn, type Disclosure } from '../../../shared/disclosure/printed-record'
import { knownKind } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import { mergedInto } from '../../../shared/records/merge-marks'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { districtWords } from '../district/words'
import { findIdentity } from './queries'

/** The display name of a record that is known here, else `undefined`. */
export type FindName = (id: string) => string | undefined

/**
 * Looks names up as they are asked for, each once. For one call: names are not refreshed. Records are named as the screen
 * does, or as what leaves the program may: 公示 names nobody whole who is pointed at either.
 */
export function nameFinder(db: ReadDb, { variant }: Disclosure = { variant: 'internal' }): FindName {
  const found = new Map<string, string | undefined>()
  const wordsOf = districtWords(db)
  const find: FindName = (id) => {
    if (found.has(id)) return found.get(id)
    // Set first: a circle of references ends here instead of never.
    found.set(id, undefined)
    const row = findIdentity(db, id)
    const kind = row && knownKind(row.kind)
    const flat = JSON.parse(row?.body ?? '{}') as Flat
    // A reference from another laptop may still name a record that was merged here.
    const into = row?.deleted === 1 ? mergedInto(flat) : null
    const name =
      (into === null ? undefined : find(into)) ??
      kind?.title(bodyIn(kind, toBody(kind, flat), { variant }), (other) => find(other) ?? other, wordsOf)
    found.set(id, name)
    return name
  }
  return find
}

/** Names with the id itself for what is not known here. */
export function nameOrId(find: FindName): NameOf {
  return (id) => find(id) ?? id
}
