import { app, type IpcMainInvokeEvent, type Session, type WebContents } from 'electron'

/** Where the app's page comes from; `app://print` serves pages to print and nothing else. */
export const pageScheme = 'app'
export const pageHost = 'bundle'
export const printHost = 'print'

/** Switches that must be set before the app is ready: renderers are sandboxed, nothing is looked up or fetched. */
export function hardenProcess(): void {
  app.enableSandbox()
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  for (const name of ['disable-background-networking', 'disable-component-update', 'disable-quic']) {
    app.commandLine.appendSwitch(name)
  }
  // The network service fetches nothing, and a process of its own costs 8 MB. On Windows this was never tried.
  if (process.platform === 'linux')
    app.commandLine.appendSwitch('enable-features', 'NetworkServiceInProcess2')
}

function isOwnUrl(url: string): boolean {
  return ['app:', 'blob:', 'data:', 'devtools:'].includes(new URL(url).protocol)
}

/** Denies every permission, device and request to anything but the app itself. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwnUrl(details.url) }))
  session.on('will-download', (event) => event.preventDefault())
}

/** No page may go anywhere, open a window or hold a webview. Pages are loaded by the main process only. */
export function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** Whether a message comes from the top frame of the app's own page in this window. */
export function isFromPage(event: IpcMainInvokeEvent, page: WebContents | null): boolean {
  const frame = event.senderFrame
  if (page === null || event.sender !== page || frame === null || frame.parent !== null) return false
  const url = new URL(frame.url)
  return url.protocol === `${pageScheme}:` && url.host === pageHost
}
