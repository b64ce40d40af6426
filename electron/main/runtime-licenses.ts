import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Files that come with every Electron and lie beside the program; a packager may have given the first its longer name. */
const files: ReadonlyMap<string, readonly string[]> = new Map([
  ['/licenses/electron.txt', ['LICENSE.electron.txt', 'LICENSE']],
  ['/licenses/chromium.html', ['LICENSES.chromium.html']],
])

/**
 * The licence file of Electron or Chromium that a path of the page means.
 * @returns undefined where the path means none; null where the file was not packed
 */
export async function runtimeLicense(path: string): Promise<Buffer | null | undefined> {
  const names = files.get(path)
  if (names === undefined) return undefined
  for (const name of names) {
    const found = await readFile(join(dirname(process.execPath), name)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      },
    )
    if (found !== null) return found
  }
  return null
}
