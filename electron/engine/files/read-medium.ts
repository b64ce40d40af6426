import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** From where a file was read back: from the medium itself, or from what the system remembers of it. */
export type ReadFrom = 'medium' | 'memory'

/** libuv's flag for Windows' unbuffered reading (`UV_FS_O_DIRECT`); Node names no constant of it. */
const WINDOWS_UNBUFFERED = 0x02000000
/** Pages of 64 KiB: WebAssembly's memory begins at a page's beginning, which unbuffered reading asks of a buffer. */
const PAGES = 16

/** The flag by which this system reads past its own memory; none where it has no such flag. */
function unbuffered(): number | undefined {
  if (process.platform === 'win32') return WINDOWS_UNBUFFERED
  return process.platform === 'linux' ? constants.O_DIRECT : undefined
}

/** What a file system says that reads through memory only. */
const notOffered: ReadonlySet<unknown> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM'])

/**
 * Reads a file from its medium, past the memory in which the system keeps what was just written.
 * Each chunk holds only until the next one is asked for.
 * @returns false where the file system offers no such reading; `take` has heard nothing then
 * @throws what the file system says, and what `take` throws
 */
export async function readFromMedium(path: string, take: (chunk: Uint8Array) => void): Promise<boolean> {
  const flag = unbuffered()
  if (flag === undefined) return false
  const memory = Buffer.from(new WebAssembly.Memory({ initial: PAGES }).buffer)
  let file: FileHandle
  try {
    file = await open(path, constants.O_RDONLY | flag)
  } catch (error) {
    if (isNotOffered(error)) return false
    throw error
  }
  try {
    for (let at = 0; ; ) {
      const length = await readAt(file, memory, at)
      if (length === undefined) return false
      if (length > 0) take(memory.subarray(0, length))
      at += length
      // Only the file's end is shorter; a read from behind it would not begin at a block.
      if (length < memory.length) return true
    }
  } finally {
    await file.close()
  }
}

/** Some file systems open such a file and refuse the first read. */
async function readAt(file: FileHandle, memory: Buffer, at: number): Promise<number | undefined> {
  try {
    return (await file.read(memory, 0, memory.length, at)).bytesRead
  } catch (error) {
    if (at === 0 && isNotOffered(error)) return undefined
    throw error
  }
}

const isNotOffered = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && notOffered.has(error.code)
