import { createReadStream, createWriteStream, mkdtempSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../shared/errors'
import type { Chosen } from '../../shared/wire'
import type { Engine } from '../engine/create-engine'
import { removeFolderNow } from '../engine/files/rename'

/** Files on their way between a browser, which has no paths, and the engine, which has nothing else. */
export interface HttpFiles {
  /** Keeps an uploaded file. @throws AppError `file.no-space` beyond `limit` bytes */
  upload(request: IncomingMessage, name: string, limit: number): Promise<Chosen>
  /** An empty folder, or a place for one file, that the engine may write into. */
  place(kind: 'folder' | 'file', name: string): Promise<Chosen>
  /** What the engine wrote there. @throws AppError `file.unknown` */
  download(token: string, file: string): Promise<{ name: string; bytes: number; content: Readable }>
  /** Removes everything. */
  remove(): void
}

/** A file name without any path, and without what FAT32 and Windows refuse. */
export function safeName(name: string): string {
  const printable = [...name.normalize('NFC')].filter((character) => character >= ' ').join('')
  const plain = basename(printable.replaceAll('\\', '/')).replaceAll(/[<>:"|?*/]/g, '_')
  const trimmed = plain
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '')
    .slice(0, 120)
  return trimmed === '' ? '文件' : trimmed
}

/** Counts bytes as they pass and stops at the limit. */
async function* bounded(source: AsyncIterable<Buffer>, limit: number, name: string) {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.byteLength
    if (bytes > limit) throw new AppError('file.no-space', { file: name })
    yield chunk
  }
}

/** Opens an exchange in a private temporary folder. */
export function openHttpFiles(engine: Engine): HttpFiles {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-loopback-'))
  const places = new Map<string, { path: string; kind: 'folder' | 'file' }>()
  let count = 0

  const ownFolder = async () => {
    count += 1
    const path = join(folder, String(count))
    await mkdir(path, { mode: 0o700 })
    return path
  }

  return {
    async upload(request, name, limit) {
      const file = safeName(name)
      if (Number(request.headers['content-length'] ?? 0) > limit)
        throw new AppError('file.no-space', { file })
      const path = join(await ownFolder(), file)
      await pipeline(bounded(request, limit, file), createWriteStream(path, { mode: 0o600 }))
      return { token: engine.grant(path), name: file }
    },
    async place(kind, name) {
      const own = await ownFolder()
      const path = kind === 'folder' ? own : join(own, safeName(name))
      const token = engine.grant(path)
      places.set(token, { path, kind })
      return { token, name: kind === 'folder' ? name : basename(path) }
    },
    async download(token, file) {
      const place = places.get(token)
      if (place === undefined) throw new AppError('file.unknown')
      const path = place.kind === 'folder' ? join(place.path, safeName(file)) : place.path
      const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
        throw new AppError('file.unreadable', { file: basename(path) }, { cause: error })
      })
      if (!found.isFile()) throw new AppError('file.unreadable', { file: basename(path) })
      return { name: basename(path), bytes: found.size, content: createReadStream(path) }
    },
    remove() {
      removeFolderNow(folder)
    },
  }
}
