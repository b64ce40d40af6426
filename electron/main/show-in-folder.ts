import { existsSync, statSync } from 'node:fs'
import { shell } from 'electron'

/** Shows a file in the system's file manager, marked in its folder; a folder itself is opened. False where nothing is there. */
export function showInFolder(path: string): boolean {
  if (!existsSync(path)) return false
  if (statSync(path).isDirectory()) void shell.openPath(path)
  else shell.showItemInFolder(path)
  return true
}
