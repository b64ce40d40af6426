import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failedRemoval, fileError, syncFolder, temporaryOf } from './atomic-file'
import { moveFile } from './rename'

/** Bytes of a file that comes into being: one after the other, or over earlier ones. */
export interface FileSink {
  append(bytes: Uint8Array): Promise<void>
  patch(at: number, bytes: Uint8Array): Promise<void>
}

/**
 * Writes a file of any size so that it is there whole or not at all: a temporary file beside it, fsync, rename. Whatever
 * `write` throws leaves nothing behind. @throws AppError `file.unwritable`, `file.no-space`
 */
export async function streamFile<T>(path: string, write: (sink: FileSink) => Promise<T>): Promise<T> {
  const temporary = temporaryOf(path)
  try {
    const file = await open(temporary, 'w')
    const result = await write(sinkTo(file))
      .then(async (done) => {
        await file.sync()
        return done
      })
      .finally(() => file.close())
    await moveFile(temporary, path)
    syncFolder(dirname(path))
    return result
  } catch (cause) {
    throw fileError(cause, path, failedRemoval(temporary))
  }
}

function sinkTo(file: FileHandle): FileSink {
  let end = 0
  const writeAll = async (bytes: Uint8Array, at: number): Promise<void> => {
    for (let done = 0; done < bytes.byteLength; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, at + done)
      done += bytesWritten
    }
  }
  return {
    append: async (bytes) => {
      await writeAll(bytes, end)
      end += bytes.byteLength
    },
    patch: (at, bytes) => writeAll(bytes, at),
  }
}
