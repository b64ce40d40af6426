import { reserveKeyFile } from './recovery-key-file'

/**
 * Does work whose answer is told once, and writes that to a new file for its owner alone; the file's place is taken before.
 * @throws AppError `file.unwritable`, also when there is a file already, and what `work` throws
 */
export async function toldInFile(path: string, work: () => Promise<string>): Promise<void> {
  const file = await reserveKeyFile(path)
  try {
    await file.write(`${await work()}\n`)
  } finally {
    await file.close()
  }
}
