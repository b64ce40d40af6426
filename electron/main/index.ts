// The desktop program: one window, one engine process, nothing else. Everything it allows is in security.ts and shared/wire.ts.
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, session, shell } from 'electron'
import log from 'electron-log/main'
import { closingWith } from './closing'
import { createDialogs } from './dialogs'
import { startEngineChild } from './engine-child'
import { runEngineProcess } from './engine-process'
import { endUnfit, tooOldSystem, unfitNotice } from './fitness'
import { keepInstallers } from './installers'
import { listenToPage, tellPage } from './ipc'
import { keptIn } from './kept'
import { windowMenu } from './menu'
import { openedFiles } from './opened-files'
import { built, settleProfile } from './places'
import { isForPractice, markPractice } from './practice'
import { createPrinting } from './printing'
import { registerScheme, serveScheme } from './protocol'
import { hardenContents, hardenProcess, hardenSession } from './security'
import { listenForStarts } from './starts'
import { keepSticks, lookForSticks, whenDevicesChange } from './sticks'
import { keepWaiting } from './waiting-files'
import { bringToFront, loadPage, openWindow } from './window'

hardenProcess()
registerScheme()
const profile = settleProfile()
const whenStartedAgain = listenForStarts()
app.on('web-contents-created', (_event, contents) => hardenContents(contents))

const runningOn = () => ({
  electron: process.versions.electron ?? '',
  chromium: process.versions.chrome ?? '',
})

async function start(): Promise<void> {
  await app.whenReady()
  const tooOld = tooOldSystem()
  if (tooOld !== null) return endUnfit(tooOld)
  let window: BrowserWindow | null = null
  // First of all: its process takes longer to come up than the window and the page.
  const engine = runEngineProcess({
    start: () => startEngineChild([profile, app.getVersion()]),
    onEvent: (event, payload) => tellPage(window, event, payload),
    onLog: (text) => log.info(text.trimEnd()),
    onUnfit: endUnfit,
    onGivenUp: () =>
      dialog.showErrorBox(
        '数据引擎无法启动',
        '程序多次尝试后仍未成功。已录入的内容都还在。请关闭程序后重新打开。',
      ),
    now: () => performance.now(),
  })
  Menu.setApplicationMenu(windowMenu((command) => tellPage(window, 'command', { command })))
  hardenSession(session.defaultSession)
  const printing = createPrinting((path, content) => engine.write(path, content))
  const kept = keptIn(join(app.getPath('userData'), 'window.json'), (text) => log.warn(text))
  const sticks = keepSticks({
    grant: (path) => engine.grant(path),
    tell: (news) => tellPage(window, 'sticks', news),
    look: lookForSticks(),
    used: { read: () => kept.read().stick, write: (label) => kept.keep({ stick: label }) },
  })
  const dialogs = createDialogs(
    (path) => engine.grant(path),
    (extensions) => sticks.start(extensions),
  )
  serveScheme(built.page, (id) => printing.pageOf(id))
  const waiting = keepWaiting(
    (path) => engine.grant(path),
    () => tellPage(window, 'waiting', {}),
  )
  const installers = keepInstallers({
    folder: join(profile, 'updates', 'ready'),
    platform: process.platform,
    open: (path) => shell.openPath(path),
    leave: () => window?.close(),
    log,
  })
  installers.sweep()
  listenToPage({
    installers,
    engine,
    dialogs,
    printing,
    waiting,
    sticks,
    host: { kind: 'desktop', notice: unfitNotice, practice: isForPractice, window: runningOn() },
    log,
    window: () => window,
    showDue: () => {
      if (window !== null) bringToFront(window)
      tellPage(window, 'command', { command: 'deadlines' })
    },
  })

  window = openWindow(kept)
  if (isForPractice) markPractice(window)
  whenDevicesChange(window, () => sticks.again())
  const shown = window
  let left = false
  const close = closingWith({
    call: (name, input) => engine.call(name, input),
    tell: () => tellPage(shown, 'closing', {}),
    wait: (ms) => new Promise((over) => setTimeout(over, ms)),
    leave: () => {
      left = true
      shown.close()
    },
    log: (code) => log.warn('no backup at the end', code),
  })
  shown.on('close', (event) => {
    if (left) return
    event.preventDefault()
    close()
  })
  window.on('closed', () => {
    window = null
  })
  waiting.add(openedFiles(process.argv, process.cwd()))
  whenStartedAgain((paths) => {
    waiting.add(paths)
    if (window !== null) bringToFront(window)
  })
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    engine
      .close()
      .catch((error: unknown) => log.error('engine did not close', error))
      .finally(() => {
        closed = true
        app.quit()
      })
  })
  await loadPage(window)
}

app.on('window-all-closed', () => app.quit())

if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    log.error('could not start', error)
    dialog.showErrorBox('程序无法启动', String(error))
    app.exit(1)
  })
} else {
  app.quit()
}
