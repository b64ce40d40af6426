import { basename } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { OpenContext } from '../context'
import { sha256OfFile } from '../files/verified-file'
import { isoNow } from '../moment'
import { findSite } from '../sites/queries'
import type { Proven } from './judge'
import { addLog } from './queries'

/** What the log of bundles says of any file that was read, good or not. */
export function logged(
  ctx: OpenContext,
  file: string,
  { peer, sha256 }: { readonly peer: string | undefined; readonly sha256: string | undefined },
) {
  return {
    at: isoNow(ctx.clock),
    direction: 'import',
    file,
    peer: peer ?? '',
    user: ctx.user.name,
    sha256: sha256 ?? '',
  } as const
}

/** The hash of a refused file for the log; a stick that is gone has none. */
async function hashIfReadable(ctx: OpenContext, path: string): Promise<string | undefined> {
  try {
    return await sha256OfFile(path)
  } catch (error) {
    ctx.log.info('a refused file could not be read again', { kind: error instanceof Error ? error.name : '' })
    return undefined
  }
}

/**
 * Says in the log that a file was refused and why, and names the sender where that was proven. Nothing else changes.
 */
export async function logRefusal(
  ctx: OpenContext,
  path: string,
  { peer, serial }: Partial<Proven>,
  error: unknown,
): Promise<void> {
  const result = error instanceof AppError ? error.code : 'unexpected'
  const sha256 = peer === undefined ? undefined : await hashIfReadable(ctx, path)
  const row = {
    ...logged(ctx, basename(path), { peer, sha256 }),
    serial: serial ?? null,
    changes: 0,
    medium: null,
    result,
    carried: null,
    blobs: null,
    bytes: null,
  }
  try {
    ctx.db
      .transaction(() => {
        addLog(ctx.db, row)
        ctx.audit('sync.refuse', { result, peer: row.peer, known: findSite(ctx.db, row.peer) ? 1 : 0 })
      })
      .immediate()
  } catch (second) {
    // On a full or broken disk the log can not be written either. The first error says more.
    ctx.log.error('a refusal could not be logged', {
      result,
      kind: second instanceof Error ? second.name : '',
    })
  }
}
