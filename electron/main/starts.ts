import { dirname } from 'node:path'
import { app } from 'electron'
import { openedFiles } from './opened-files'

type Receive = (paths: readonly string[]) => void

/**
 * Hears of each further start of the program over the same profile, with the files that it was to open, and of the files
 * that macOS hands over without a start. Call it first of all: what comes before somebody receives it is kept.
 * @returns takes the receiver of all of them, those from before included
 */
export function listenForStarts(): (receive: Receive) => void {
  const early: (readonly string[])[] = []
  let receive: Receive = (paths) => early.push(paths)
  app.on('second-instance', (_event, words, folder) => receive(openedFiles(words, folder)))
  app.on('open-file', (event, path) => {
    event.preventDefault()
    receive(openedFiles(['', path], dirname(path)))
  })
  return (next) => {
    receive = next
    for (const paths of early.splice(0)) next(paths)
  }
}
