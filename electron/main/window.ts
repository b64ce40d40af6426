import { BrowserWindow, screen } from 'electron'
import { askedNames, toldNames } from '../../shared/wire'
import { wireNamesArgument } from '../../shared/wire-names'
import type { KeptFile } from './kept'
import { built } from './places'
import { pageHost, pageScheme } from './security'
import { placeOn } from './window-place'

/** Fits the usual laptop of 1366×768 and does not fill a large screen. */
const firstSize = { width: 1440, height: 900 }

/** The screens' areas without their taskbars, the main one first. */
function areas() {
  const main = screen.getPrimaryDisplay()
  return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)].map(({ workArea }) => workArea)
}

/** Opens the app's only window where it stood, as far as the screens still show it. */
export function openWindow(kept: KeptFile): BrowserWindow {
  const { bounds, maximized } = kept.read()
  const window = new BrowserWindow({
    ...placeOn(areas(), firstSize, bounds),
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: '院坝普法台',
    backgroundColor: '#f5f7fa',
    autoHideMenuBar: true,
    webPreferences: {
      preload: built.preload,
      additionalArguments: [wireNamesArgument(askedNames, toldNames)],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: false,
    },
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  window.on('close', () => {
    kept.keep({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  })
  // The page keeps half-typed forms as drafts by itself; it may ask to stay, but a person who closes the window leaves.
  window.webContents.on('will-prevent-unload', (event) => event.preventDefault())
  return window
}

/** Brings the window before the others. One that has not been shown yet shows itself when its page is ready. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  if (window.isVisible()) window.focus()
}

/**
 * Loads the app's page. A window that is closed before it has loaded needs none any more.
 * @throws Error of Electron's when the page could not be loaded into a window that stays open
 */
export async function loadPage(window: BrowserWindow): Promise<void> {
  let closing = false
  window.once('close', () => {
    closing = true
  })
  await window.loadURL(`${pageScheme}://${pageHost}/`).catch((error: unknown) => {
    if (!closing) throw error
  })
}
