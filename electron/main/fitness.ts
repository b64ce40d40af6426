import { app, dialog } from 'electron'
import { AppError, type ErrorBody } from '../../shared/errors'
import { glibcIn, isOlderElectron, tooOldGlibc } from '../../shared/fitness'
import { messageFor, sentenceFor } from '../../shared/messages'

/** Whether this Electron is older than the one that the program is made for: good for tests and for a look. */
export const isUnfit = isOlderElectron(process.versions.electron, __ELECTRON_VERSION__)

/** What then stays on the screen. */
export const unfitNotice = isUnfit
  ? `当前的 Electron（${process.versions.electron}）版本低于本程序的要求（${__ELECTRON_VERSION__}），仅供测试，不得录入真实数据。`
  : null

/** Why the system is too old for the program; null when it is not. */
export function tooOldSystem(): ErrorBody | null {
  const old = tooOldGlibc(glibcIn(process.report.getReport()))
  return old === null ? null : new AppError('system.too-old', { ...old }).toBody()
}

/** Says, in a box and on the console, why the program can not run on this machine, and ends. Needs a ready app. */
export function endUnfit(error: ErrorBody): void {
  const { title, detail, action } = messageFor(error)
  process.stderr.write(`${sentenceFor(error)}\n`)
  dialog.showErrorBox(title, `${detail}\n${action}`)
  app.exit(1)
}
