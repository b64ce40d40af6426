import { readFileSync } from 'node:fs'
import { AppError } from '../../../shared/errors'

/** The text of a file that a command was given. @throws AppError `file.unreadable` */
export function textOfFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new AppError('file.unreadable', { file }, { cause })
  }
}
