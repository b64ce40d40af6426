import { chmodSync, copyFileSync, lchownSync, lstatSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { testsFolder } from '../machine/tests-folder'

/** Nobody's number on any system: Chromium's sandbox wants a user without rights, and tests often run as root. */
const number = 12_345
const isRoot = process.getuid?.() === 0

/** How to start a process as an ordinary user: nothing where the tests are run by one. */
export const ordinaryUser: { readonly uid?: number; readonly gid?: number } = isRoot
  ? { uid: number, gid: number }
  : {}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function giveAway(path: string): void {
  try {
    lchownSync(path, number, number)
    if (!lstatSync(path).isDirectory()) return
    for (const name of readdirSync(path)) giveAway(join(path, name))
  } catch (error) {
    // A program that runs already makes and removes files here.
    if (!isGone(error)) throw error
  }
}

/** The folder in `place` that a folder lies in. */
function ownIn(place: string, folder: string): string | undefined {
  const [own = ''] = relative(place, folder).split(sep)
  return own === '' || own === '..' ? undefined : join(place, own)
}

/**
 * Gives all of a test's own folder to the ordinary user.
 * @param folder a folder somewhere in the test's own one, which lies in the run's folder or in the system's temporary one
 * @returns what that user's programs need to find in their environment: a home, and the way to the display
 */
export function homeOfOrdinaryUser(folder: string): NodeJS.ProcessEnv {
  if (!isRoot) return {}
  const own = [testsFolder(), tmpdir()]
    .map((place) => ownIn(place, folder))
    .find((path) => path !== undefined)
  if (own === undefined) throw new Error(`${folder} is no folder of a test`)
  const display = join(folder, '.display')
  const { XAUTHORITY } = process.env
  if (XAUTHORITY) copyFileSync(XAUTHORITY, display)
  giveAway(own)
  chmodSync(own, 0o755)
  return { HOME: folder, XDG_RUNTIME_DIR: folder, ...(XAUTHORITY ? { XAUTHORITY: display } : {}) }
}

/** A program that runs another one as the ordinary user, for a driver that cannot be told to; made in a folder. */
export function asOrdinaryUser(program: string, folder: string): string {
  if (!isRoot) return program
  const wrapper = join(folder, 'as-ordinary-user')
  const user = `--reuid ${number} --regid ${number} --clear-groups`
  writeFileSync(wrapper, `#!/bin/sh\nexec setpriv ${user} -- '${program.replaceAll("'", "'\\''")}' "$@"\n`)
  chmodSync(wrapper, 0o755)
  return wrapper
}
