import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Computer } from '../desks/engine'
import { passphrase, user } from '../desks/engine'
import type { Who } from '../desks/keys'

/**
 * Does work at a computer while the power fails: at the `moment`-th time that the engine asks for the time or for
 * random bytes.
 * The engine asks between its writes. The disk is then as it is at that moment, and the computer finds it so at its
 * next start. A stick that is given stays as it is at that moment, too.
 * @returns whether the power failed; it does not when the work ended before that moment
 */
export async function withPowerCut(
  computer: Computer,
  moment: number,
  work: () => Promise<unknown>,
  who: Who = { user, passphrase },
  stick?: string,
): Promise<boolean> {
  const aside = mkdtempSync(join(tmpdir(), 'yuanba-cut-'))
  const [disk, pulled] = [join(aside, 'profile'), join(aside, 'stick')]
  const { clock, random } = computer
  let left = moment
  const tick = (): void => {
    left -= 1
    if (left !== 0) return
    cpSync(computer.profile, disk, { recursive: true })
    if (stick !== undefined) cpSync(stick, pulled, { recursive: true })
  }
  const undo = [listen(clock, 'now', tick), listen(random, 'bytes', tick)]
  try {
    // Nobody hears its answer: the power is gone.
    await Promise.allSettled([work()])
  } finally {
    for (const end of undo) end()
  }
  const isCut = left <= 0
  if (isCut) {
    await computer.rpc.session.lock({})
    rmSync(computer.profile, { recursive: true })
    renameSync(disk, computer.profile)
    await computer.rpc.session.unlock({ ...who })
    if (stick !== undefined) {
      rmSync(stick, { recursive: true })
      renameSync(pulled, stick)
    }
  }
  rmSync(aside, { recursive: true, force: true })
  return isCut
}

/** Calls `heard` before each call of a method, until the answer is called. */
function listen(target: object, method: string, heard: () => void): () => void {
  const own: unknown = Reflect.get(target, method)
  if (typeof own !== 'function') throw new TypeError(`no method ${method}`)
  Reflect.set(target, method, (...given: unknown[]) => {
    heard()
    return Reflect.apply(own, target, given)
  })
  return () => {
    Reflect.set(target, method, own)
  }
}
