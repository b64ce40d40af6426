import { type BrowserWindow, ipcMain } from 'electron'
import { AppError } from '../../shared/errors'
import {
  type Asked,
  askedNames,
  type Checked,
  type HostInfo,
  type News,
  type Reply,
  type Told,
  wire,
} from '../../shared/wire'
import type { Dialogs } from './dialogs'
import type { EngineProcess } from './engine-process'
import type { Installers } from './installers'
import { dueNotices } from './notices'
import { openPractice } from './practice'
import type { Printing } from './printing'
import { isFromPage } from './security'
import { showInFolder } from './show-in-folder'
import type { Sticks } from './sticks'
import type { WaitingFiles } from './waiting-files'

export interface Services {
  readonly engine: EngineProcess
  readonly dialogs: Dialogs
  readonly printing: Printing
  readonly waiting: WaitingFiles
  readonly sticks: Sticks
  readonly installers: Installers
  readonly host: HostInfo
  readonly log: { warn(text: string): void }
  /** The app's window while there is one. */
  window(): BrowserWindow | null
  /** Brings the window forward at the deadlines. */
  showDue(): void
}

type Handlers = {
  readonly [C in Asked]: (input: Checked<C>, window: BrowserWindow) => Promise<Reply<C>>
}

function handlersOf({
  engine,
  dialogs,
  printing,
  waiting,
  sticks,
  installers,
  host,
  showDue,
}: Services): Handlers {
  const noticeDue = dueNotices(showDue)
  return {
    'engine.call': ({ name, input }) => engine.call(name, input),
    'files.open': (input, window) => dialogs.open(window, input),
    'files.folder': (input, window) => dialogs.folder(window, input),
    'files.save': (input, window) => dialogs.save(window, input),
    'files.show': async ({ token }) => {
      const path = dialogs.pathOf(token)
      if (path === undefined) throw new AppError('file.unknown')
      return { shown: showInFolder(path) }
    },
    'files.waiting': async () => waiting.names(),
    'files.take': () => waiting.take(),
    'sticks.list': async () => sticks.list(),
    'sticks.choose': async ({ id }) => {
      const stick = await sticks.choose(id)
      if (stick) dialogs.keep(stick.chosen, stick.path)
      return stick?.chosen ?? null
    },
    'print.dialog': async ({ html }) => ({ printed: await printing.print(html) }),
    'print.pdf': async ({ html, token }) => {
      const path = dialogs.pathOf(token)
      if (path === undefined) throw new AppError('file.unknown')
      return { bytes: await printing.pdf(html, path) }
    },
    'update.run': async ({ installer }) => ({ opened: await installers.run(installer) }),
    'host.info': async () => host,
    'host.practice': async () => ({ opened: !host.practice && openPractice() }),
    'host.due': async (due) => ({ shown: noticeDue(due) }),
  }
}

/** Opens one channel: only the app's own page gets through, and only with what the channel takes and answers. */
function listen<C extends Asked>(channel: C, handler: Handlers[C], services: Services): void {
  ipcMain.handle(channel, async (event, payload: unknown) => {
    const window = services.window()
    if (window === null || !isFromPage(event, window.webContents)) {
      services.log.warn(`refused ${channel} from ${event.senderFrame?.url ?? 'nowhere'}`)
      throw new AppError('right.missing')
    }
    const { input, output } = wire[channel]
    const parsed = input.safeParse(payload)
    if (!parsed.success) throw new AppError('call.invalid', { call: channel })
    return output.parse(await handler(parsed.data as Checked<C>, window))
  })
}

/** Opens every channel by which the page asks. */
export function listenToPage(services: Services): void {
  const handlers = handlersOf(services)
  for (const channel of askedNames) listen(channel, handlers[channel], services)
}

/** Tells the page something that it did not ask for. */
export function tellPage(window: BrowserWindow | null, channel: Told, news: News<Told>): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(channel, news)
}
