import { existsSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Output } from '../../../shared/contract'
import type { OpenContext, ReadDb } from '../context'
import { type OwnCopy, readMeta } from '../db/meta'
import { OWN_PLACE } from '../db/older-copies'

/** A copy is one of ours only while its file is there. */
export function copiesIn(db: ReadDb, folder: string): OwnCopy[] {
  return allCopies(db).filter((copy) => copy.folder === folder && existsSync(join(folder, copy.file)))
}

/** In place of a copy's state until it was read back: the power may have gone before that. */
export const NOT_VERIFIED = ''

export const isVerified = ({ state }: OwnCopy): boolean => state !== NOT_VERIFIED

export const allCopies = (db: ReadDb): readonly OwnCopy[] => readMeta(db, 'copies') ?? []

/** The folders that backups go to, our own first; the second only while it is there. */
export function placesNow({ profile, db }: Pick<OpenContext, 'profile' | 'db'>): string[] {
  const second = readMeta(db, 'secondPlace')
  return [join(profile, OWN_PLACE), ...(second !== null && existsSync(second) ? [second] : [])]
}

/** In bytes: what backups may take of a disk, a fifth of what would be free without them. */
export function roomForCopies(folder: string, taken: number): number {
  const { bavail, bsize } = statfsSync(folder)
  return Math.floor((bavail * bsize + taken) / 5)
}

/** Where the backups lie, in data. */
export function placesSaid({ profile, db }: Pick<OpenContext, 'profile' | 'db'>): Output<'safety.places'> {
  const second = readMeta(db, 'secondPlace')
  return {
    here: placeSaid(profile, db, join(profile, OWN_PLACE)),
    second: second === null ? null : placeSaid(profile, db, second),
    rehearsed: readMeta(db, 'rehearsed'),
  }
}

function placeSaid(profile: string, db: ReadDb, folder: string): Output<'safety.places'>['here'] {
  const isThere = existsSync(folder)
  const here = isThere ? copiesIn(db, folder) : allCopies(db).filter((copy) => copy.folder === folder)
  const known = here.filter(isVerified)
  return {
    folder,
    isThere,
    sameDisk: isThere && statSync(folder).dev === statSync(profile).dev,
    newest: known.at(-1)?.at ?? null,
    count: known.length,
  }
}
