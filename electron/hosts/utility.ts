// The engine in Electron's utility process: dist/engine-utility.cjs, which utility-entry.ts asks for. The page is there before the
// engine's code is read: what it asks first is told before that, out of the little code that this takes.
import { isMainThread } from 'node:worker_threads'
import type { FromEngine } from '../../shared/wire'
import { closedDoor } from '../engine/profile/closed-door'

/** Nothing where it can not be looked at: the engine is asked then, and says why. */
function door(): FromEngine | undefined {
  try {
    return { type: 'door', state: closedDoor(process.argv[2] ?? '') }
  } catch {
    return undefined
  }
}

if (isMainThread) {
  const told = door()
  if (told) process.parentPort.postMessage(told)
}
void import('./utility-engine')
