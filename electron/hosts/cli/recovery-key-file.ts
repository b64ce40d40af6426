import { open, readFile } from 'node:fs/promises'
import { AppError } from '../../../shared/errors'

/** The key's line of the file that `init --recovery-out` wrote, or of one that somebody typed. @throws AppError `file.unreadable` */
export async function recoveryKeyFrom(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('file.unreadable', { file: path }, { cause })
  })
  return text.split(/\r?\n/).find((line) => /^\s*AGE-SECRET-KEY-/i.test(line)) ?? ''
}

/**
 * A private file for the recovery key, which is told once: its place on the disk is taken before the profile is made.
 * @throws AppError `file.unwritable`, also when there is a file already
 */
export async function reserveKeyFile(path: string): Promise<{
  write(text: string): Promise<void>
  close(): Promise<void>
}> {
  const file = await open(path, 'wx', 0o600).catch((cause: unknown) => {
    throw new AppError('file.unwritable', { file: path }, { cause })
  })
  await file.write('\n'.repeat(1024))
  return {
    write: async (text) => {
      const bytes = Buffer.from(text)
      await file.write(bytes, 0, bytes.length, 0)
      await file.truncate(bytes.length)
      await file.sync()
    },
    close: () => file.close(),
  }
}
