import { mkdirSync } from 'node:fs'
import { fileError } from './atomic-file'

/** Makes a folder that only its owner enters, and those above it, where they are missing. @throws AppError `file.unwritable`, `file.no-space` */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw fileError(error, path)
  }
}
