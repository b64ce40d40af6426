import { removeNow } from '../../engine/files/rename'
import { reserveKeyFile } from './recovery-key-file'

/**
 * Does work whose answer is told once, and writes that to a new file for its owner alone; the file's place is taken before, and
 * given up where the work fails.
 * @throws AppError `file.unwritable`, also when there is a file already, and what `work` throws
 */
export async function toldInFile(path: string, work: () => Promise<string>): Promise<void> {
  const file = await reserveKeyFile(path)
  try {
    const told = await work().catch((error: unknown) => {
      removeNow(path)
      throw error
    })
    await file.write(`${told}\n`)
  } finally {
    await file.close()
  }
}
