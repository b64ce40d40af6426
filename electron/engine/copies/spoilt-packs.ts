import { existsSync } from 'node:fs'
import { AppError } from '../../../shared/errors'
import type { OpenContext } from '../context'
import { type OwnCopy, readMeta, requireMeta, writeMeta } from '../db/meta'
import { readBack } from '../files/verified-file'
import { isoNow } from '../moment'
import { packPath } from '../safety/blobs-beside'
import { copiesIn, isVerified } from './places'

/** Bytes read a day at each place: the packs of twenty copies of 57 MB. One pack is read whatever it takes. */
const A_DAY = 256 * 1024 * 1024

type Pack = OwnCopy['packs'][number]

/**
 * Once a day reads some of the packs that the copies at a place rest on, from the medium, and holds each against what was written. Those
 * come first that were not read for longest. All copies there share a pack, so what it lost would be lost to each of them.
 * @param most bytes, of which the first pack may take more
 * @returns the newest copy that rests on a spoilt one
 * @throws the signal's reason, and `file.unreadable` where the place is gone
 */
export async function copyOnSpoiltPack(
  ctx: OpenContext,
  folder: string,
  most: number = A_DAY,
): Promise<OwnCopy | undefined> {
  const { db, signal } = ctx
  const now = isoNow(ctx.clock)
  const before = readMeta(db, 'packsRead')?.[folder]
  if (before?.day === now.slice(0, 10)) return undefined
  const copies = copiesIn(db, folder).filter(isVerified)
  const due = packsDue(copies, before?.packs ?? {}, most)
  const read: [name: string, at: string | null][] = []
  let spoilt: Pack | undefined
  for (const pack of due) {
    signal.throwIfAborted()
    const isGood = await isAsWritten(ctx, folder, pack)
    read.push([pack.name, isGood ? now : null])
    if (!isGood) spoilt ??= pack
  }
  const held = new Set(copies.flatMap(({ packs }) => packs.map(({ name }) => name)))
  const packs = Object.fromEntries(
    [...Object.entries(before?.packs ?? {}), ...read].filter(([name]) => held.has(name)),
  )
  writeMeta(db, 'packsRead', { ...readMeta(db, 'packsRead'), [folder]: { day: now.slice(0, 10), packs } })
  return spoilt && copies.findLast((copy) => copy.packs.some(({ name }) => name === spoilt.name))
}

/** A pack that was not read since was read back when the first copy on it was written. One that was found spoilt is told once. */
function packsDue(
  copies: readonly OwnCopy[],
  read: Readonly<Record<string, string | null>>,
  most: number,
): readonly Pack[] {
  const since = new Map<string, { readonly pack: Pack; readonly at: string }>()
  for (const { at, packs } of copies)
    for (const pack of packs)
      if (!since.has(pack.name) && read[pack.name] !== null)
        since.set(pack.name, { pack, at: read[pack.name] ?? at })
  const oldest = [...since.values()].sort((a, b) => (a.at < b.at ? -1 : 1))
  let taken = 0
  return oldest
    .filter(({ pack: { bytes } }, at) => {
      taken += bytes
      return at === 0 || taken <= most
    })
    .map(({ pack }) => pack)
}

async function isAsWritten({ db, signal }: OpenContext, folder: string, pack: Pack): Promise<boolean> {
  try {
    const path = packPath(folder, requireMeta(db, 'profile'), pack.name)
    return (await readBack(path, signal)).sha256 === pack.sha256
  } catch (error) {
    if (error instanceof AppError && error.code === 'file.unreadable' && existsSync(folder)) return false
    throw error
  }
}
