import type { ImportedFile } from '../../../shared/contract/exchanged-files'
import { AppError } from '../../../shared/errors'
import type { CarriedOfficial, Manifest } from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import { officeName } from '../sites/admission'
import type { Person } from '../sites/family'
import { readNewcomer } from '../sites/newcomer'
import { findNewcomer, waitingFilesOf } from '../sites/newcomer-queries'
import type { SiteRow } from '../sites/queries'

/** Who asks in a file. */
export interface Asking {
  /** The self that has a joining file. */
  readonly asks: Person
  readonly sender: SiteRow
  readonly selves: readonly CarriedOfficial[]
}

/** A good file of a computer that nobody let in yet: it waits, and nothing of it is imported. */
export class NewcomerWaits extends AppError {
  /** The first self of the computer that asks. */
  readonly first: string
  /** The introductions of all its selves. */
  readonly selves: readonly CarriedOfficial[]
  readonly manifest: Manifest
  private readonly from: string

  constructor(bundle: string, from: string, manifest: Manifest, asking: Asking) {
    super('join.waiting', { bundle, from })
    this.first = asking.sender.root
    this.selves = asking.selves
    this.manifest = manifest
    this.from = from
  }

  /** How the file is told of. */
  told(file: string): ImportedFile {
    const { from, serial, createdAt, counts } = this.manifest
    return {
      file,
      from: this.from,
      fromSite: from,
      serial,
      createdAt,
      changes: counts.changes,
      new: 0,
      changed: 0,
      deleted: 0,
      conflicts: 0,
      closed: 0,
      largePictures: 0,
      leftOut: [],
      gaps: [],
      confirmed: 0,
      clockOffset: null,
      agreement: { differs: [], peerLog: 'kept', ownLog: 'kept' },
      result: 'waiting',
    }
  }
}

/**
 * Files of one newcomer that wait at once. Its next file brings again what no receipt has come for, so nothing is lost, and
 * whoever holds a joining file fills no disk.
 */
export const MOST_WAITING = 12

/** Why a file of a computer that asks to be let in is not imported: it waits for a person, or a person has refused it, or too many wait. */
export function waitOrRefuse(ctx: OpenContext, bundle: string, manifest: Manifest, asking: Asking): AppError {
  const { asks, sender } = asking
  const from = `${officeName(ctx, asks)}${sender.letter}`
  const known = findNewcomer(ctx.db, sender.root)
  // By a fresh joining file it asks anew.
  const isRefused = known?.refused_at != null && readNewcomer(known).asks.join === asks.join
  if (isRefused)
    return new AppError('join.refused', { bundle, from, day: known.refused_at?.slice(0, 10) ?? '' })
  const waiting = waitingFilesOf(ctx.db, sender.root)
  const lies = waiting.some(({ sender: by, serial }) => by === manifest.from && serial === manifest.serial)
  if (!lies && waiting.length >= MOST_WAITING)
    return new AppError('join.too-many', { bundle, from, most: MOST_WAITING })
  return new NewcomerWaits(bundle, from, manifest, asking)
}
