import { spawn } from 'node:child_process'
import { app, type BrowserWindow } from 'electron'

/** What a start for practice has on its command line. */
const WORD = '--practice'

/** Whether this program was started for practice: its profile, its window's folder and its title are others. */
export const isForPractice = process.argv.includes(WORD)

/** Switches that only somebody who drives this window gave it. */
const driven = /^--(inspect|remote-debugging)/

/**
 * Starts the program once more, for practice: a process of its own over a folder of its own, so that nothing of it comes near what
 * is open here. One that runs already comes to the front.
 */
export function openPractice(): boolean {
  const switches = process.argv.slice(1).filter((word) => word.startsWith('--') && !driven.test(word))
  const words = [...switches, ...(app.isPackaged ? [] : [app.getAppPath()]), WORD]
  const child = spawn(process.execPath, words, { detached: true, stdio: 'ignore' })
  child.unref()
  return child.pid !== undefined
}

/** A window for practice says so before its title, whatever the page calls itself. */
export function markPractice(window: BrowserWindow): void {
  window.on('page-title-updated', (event, title) => {
    event.preventDefault()
    window.setTitle(`练习 · ${title}`)
  })
}
