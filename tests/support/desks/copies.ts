import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Computer } from './engine'
import { passphrase, user } from './engine'
import { newComputer } from './pair'

/** Backs a computer up onto the stick. @returns the file's path */
export async function backUp(computer: Computer, stick: string): Promise<string> {
  const { file } = await computer.rpc.safety.backup({ folder: computer.engine.grant(stick) })
  return join(stick, file)
}

/** A new computer, made out of a backup with a person's passphrase. */
export async function restoreFrom(file: string, stick: string, name: string, seed = 70): Promise<Computer> {
  const computer = newComputer(stick, name, seed)
  await computer.rpc.profile.restore({ file: computer.engine.grant(file), user, passphrase })
  return computer
}

/** Copies the files of a computer's profile by hand. @returns what puts them back in their place */
export async function copyAside(computer: Computer): Promise<() => Promise<void>> {
  const aside = mkdtempSync(join(computer.profile, '..', 'copy-'))
  const lock = () => computer.rpc.session.lock({})
  const unlock = () => computer.rpc.session.unlock({ user, passphrase })
  await lock()
  cpSync(computer.profile, join(aside, 'profile'), { recursive: true })
  await unlock()
  return async () => {
    await lock()
    rmSync(computer.profile, { recursive: true })
    renameSync(join(aside, 'profile'), computer.profile)
    await unlock()
  }
}

/** Lets a computer go on after `between`, then puts the files of before back. */
export async function putBack(computer: Computer, between: () => Promise<void>): Promise<void> {
  const back = await copyAside(computer)
  await between()
  await back()
}
