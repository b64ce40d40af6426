import type { Rpc } from '../../shared/contract/rpc'
import { openManual } from '../manual-ui/open-manual'
import { finishBeforeLock } from '../ui/before-lock'
import { forgetError, showError } from '../ui/errors'

/** Locks the profile once half-typed forms are kept. It locks even when keeping one fails: the words say so. */
export async function lockSession(rpc: Rpc): Promise<void> {
  // Nothing of before lies over the sign-in.
  forgetError()
  openManual(null)
  await finishBeforeLock().catch(showError)
  await rpc.session.lock({})
}
