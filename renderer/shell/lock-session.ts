import type { Rpc } from '../../shared/contract/rpc'
import { finishBeforeLock } from '../ui/before-lock'
import { showError } from '../ui/errors'

/** Locks the profile once half-typed forms are kept. It locks even when keeping one fails: the words say so. */
export async function lockSession(rpc: Rpc): Promise<void> {
  await finishBeforeLock().catch(showError)
  await rpc.session.lock({})
}
