import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Output } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { isProfileTrouble } from '../../../shared/profile-trouble'
import { cloudOf } from '../../../shared/where-data-lie'
import { DATABASE_FILE } from '../db/open'
import { profileExists, readKeys } from './keys-file'

/** Lies in the folder while a profile is made: a database without keys is then no loss, nobody has typed anything into it yet. */
export const BEGUN_FILE = 'begun'

/** Where an engine stands that nobody is signed in to: what the first screen asks for. It needs little of the engine's code. */
export function closedDoor(folder: string): Output<'profile.state'> {
  return {
    ...closedState(folder),
    cloud: cloudOf(folder),
    site: null,
    user: null,
    readOnly: false,
    madeBy: null,
    demo: false,
    practice: false,
    draftsAside: null,
  }
}

/** What can be said of a profile that nobody is signed in to: who may come in, or why nobody can. */
function closedState(folder: string): Pick<Output<'profile.state'>, 'state' | 'users' | 'trouble'> {
  try {
    if (!profileExists(folder)) {
      // What an interrupted creation left is none.
      const isLost = existsSync(join(folder, DATABASE_FILE)) && !existsSync(join(folder, BEGUN_FILE))
      return isLost
        ? { state: 'broken', users: [], trouble: 'profile.damaged' }
        : { state: 'none', users: [], trouble: null }
    }
    return { state: 'locked', users: readKeys(folder).users.map(({ name }) => name), trouble: null }
  } catch (error) {
    if (error instanceof AppError && isProfileTrouble(error.code))
      return { state: 'broken', users: [], trouble: error.code }
    throw error
  }
}
