import { basename, dirname, join, resolve } from 'node:path'
import { app } from 'electron'
import { isUnfit } from './fitness'
import { isForPractice } from './practice'

/** Folders and files of the built program: this bundle lies one folder below dist/. */
export const built = {
  page: join(__dirname, '../renderer'),
  preload: join(__dirname, '../preload.cjs'),
  engine: join(__dirname, 'engine.cjs'),
} as const

/**
 * Where the records are: `YUANBA_PROFILE`, or a folder under the user's own application data. Sets the window's folder
 * too, so that two profiles can be open at once and one cannot be opened twice. What is for practice lies beside, under a name of its own. An unfit Electron keeps apart from real data.
 */
export function settleProfile(): string {
  const folder = settledFor(isForPractice)
  return isForPractice ? `${folder}-practice` : folder
}

function settledFor(practice: boolean): string {
  const chosen = process.env.YUANBA_PROFILE
  if (chosen !== undefined && chosen !== '') {
    const folder = resolve(chosen)
    app.setPath(
      'userData',
      join(dirname(folder), `.${basename(folder)}${practice ? '-practice' : ''}-window`),
    )
    return folder
  }
  const home = join(app.getPath('appData'), isUnfit ? 'yuanba-unfit' : 'yuanba')
  app.setPath('userData', practice ? join(home, '.practice-window') : home)
  return join(home, 'profile')
}
