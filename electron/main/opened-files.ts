import { realpathSync, statSync } from 'node:fs'
import { extname, isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What the system opens with this program: files to exchange, files to join a district, new versions of the program. */
const extensions: ReadonlySet<string> = new Set(['.ybb', '.ybj', '.ybu'])
/** More at once than a person chooses is no person's choice. */
const most = 50

/** A desktop entry hands over addresses or paths, as its author wrote it. @throws TypeError for another machine's address */
function pathIn(word: string, folder: string): string {
  if (!word.startsWith('file://')) return resolve(folder, word)
  const address = new URL(word)
  if (address.host !== '') throw new TypeError('not on this machine')
  return fileURLToPath(address)
}

/** The real path of an existing regular file with one of our endings; undefined for anything else. */
function fileAt(word: string, folder: string): string | undefined {
  if (word.startsWith('-') || !extensions.has(extname(word).toLowerCase())) return undefined
  try {
    const path = realpathSync(pathIn(word, folder))
    return extensions.has(extname(path).toLowerCase()) && statSync(path).isFile() ? path : undefined
  } catch {
    // No such file, no right to it, an address of another machine, or no path at all: not a file to open.
    return undefined
  }
}

/**
 * The files that a command line asks to open. Whoever can start the program writes that line, so nothing of it is
 * believed: what is not plainly a file of ours that is there is passed over in silence.
 * @param words the command line, program and Chromium's switches included
 * @param folder where its relative paths begin; nothing is opened where that is not an absolute path
 * @returns absolute paths without doubles, at most 50
 */
export function openedFiles(words: readonly string[], folder: string): readonly string[] {
  if (!isAbsolute(folder)) return []
  const found = words.slice(1).map((word) => fileAt(word, folder))
  return [...new Set(found.filter((path) => path !== undefined))].slice(0, most)
}
