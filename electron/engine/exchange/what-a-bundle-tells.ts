import type { FileAgreement } from '../../../shared/contract/exchanged-files'
import { keepWanted } from '../blobs/missing'
import type { OpenContext } from '../context'
import { isoNow } from '../moment'
import { peerOf, putPeer } from '../streams/queries'
import { keepAgreement } from './agreement'
import { putProgram, wasTaken } from './queries'
import { hasSerial, missingBefore, newestSerial, type Ranges, withSerial } from './serials'
import type { StagedBundle } from './stage'

/** What the number of a bundle tells. */
export interface Heard {
  /** The sender's earlier bundles that have not arrived. */
  readonly gaps: number[]
  /** The bundle has been here before. */
  readonly isRepeated: boolean
  readonly agreement: FileAgreement
}

/**
 * Keeps what a bundle says about its sender: its vector and receipts, its program, and its clock.
 * `clockOffset` is in seconds, null for a clock that is right.
 * A bundle for a former self has a number of another count and confirms bundles of another count: such numbers are not
 * kept.
 * What else it says is kept only until a bundle for the present self has come. Runs inside a transaction.
 */
export function keepHeard(
  ctx: OpenContext,
  { manifest, sender, sha256 }: Pick<StagedBundle, 'manifest' | 'sender' | 'sha256'>,
  clockOffset: number | null,
): Heard {
  const { serial } = manifest
  const peer = peerOf(ctx.db, sender.id)
  const received = JSON.parse(peer.received) as Ranges
  const isForPresent = manifest.to === ctx.site.id
  const newest = newestSerial(received)
  const isNewest = isForPresent ? serial > (newest ?? 0) : newest === null
  putPeer(ctx.db, {
    ...peer,
    // The bundle that came last, even when it says less or has a number that was given before: the peer may have gone back to
    // a backup.
    vector: wasTaken(ctx.db, sha256) ? peer.vector : JSON.stringify(manifest.vector),
    received: isForPresent ? JSON.stringify(withSerial(received, serial)) : peer.received,
    confirmed_serial: isNewest && isForPresent ? newestSerial(manifest.received) : peer.confirmed_serial,
  })
  const agreement = keepAgreement(ctx, manifest, sender, {
    isNewest,
    isNext: isForPresent && newest !== null,
  })
  if (isNewest) {
    keepWanted(ctx.db, sender.id, manifest.missing ?? [])
    putProgram(ctx.db, {
      site: sender.id,
      app: manifest.app,
      platform: manifest.platform,
      arch: manifest.arch,
      layout: manifest.layout ?? 'plain',
      kinds: JSON.stringify(manifest.kinds),
      clock_offset: clockOffset,
      heard_at: isoNow(ctx.clock),
    })
  }
  return isForPresent
    ? { gaps: missingBefore(received, serial), isRepeated: hasSerial(received, serial), agreement }
    : { gaps: [], isRepeated: wasTaken(ctx.db, sha256), agreement }
}
