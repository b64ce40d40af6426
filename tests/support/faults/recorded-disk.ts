import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Something that a program did to a disk, or said. */
export type DiskStep =
  | { readonly do: 'open'; readonly path: string; readonly isEmptied: boolean }
  | { readonly do: 'write'; readonly path: string; readonly at: number; readonly bytes: Buffer }
  | { readonly do: 'copy'; readonly path: string; readonly at: number; readonly of: Part }
  | { readonly do: 'truncate'; readonly path: string; readonly length: number }
  | { readonly do: 'sync'; readonly path: string }
  | { readonly do: 'rename'; readonly path: string; readonly to: string }
  | { readonly do: 'remove'; readonly path: string }
  | { readonly do: 'say'; readonly text: string }

/** A piece of another file; without a length to its end. */
interface Part {
  readonly path: string
  readonly at: number
  readonly length?: number
}

const CALLS = [
  ...['openat', 'open', 'creat', 'lseek', 'write', 'writev', 'pwrite64', 'pwritev', 'pwritev2', 'ftruncate'],
  ...['truncate', 'fallocate', 'fsync', 'fdatasync', 'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat'],
  ...['link', 'linkat', 'copy_file_range', 'sendfile', 'ioctl'],
]
/** What starts a program so that every call of it that changes a disk is written into `file`, with the bytes. */
export const recordedInto = (file: string): string[] => [
  ...['strace', '-f', '-y', '-xx', '-s', '16777216', '-e', 'signal=none'],
  ...['-e', `trace=${CALLS.join(',')}`, '-o', file],
]

/** The whole content of folders, by path. */
export function filesIn(folders: readonly string[]): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (const folder of folders)
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
      if (entry.isFile()) {
        const path = join(entry.parentPath, entry.name)
        files.set(path, readFileSync(path))
      }
  return files
}

/** Reads a recording: what was done inside these folders, and said, in order. @throws RangeError for a call it does not know */
export function readRecording(file: string, folders: readonly string[]): DiskStep[] {
  const isOurs = (path: string): boolean => folders.some((folder) => `${path}/`.startsWith(`${folder}/`))
  const positions = new Map<string, number>()
  return wholeCalls(readFileSync(file, 'latin1')).flatMap((text) => {
    const call = callOf(text)
    if (!call) return []
    return stepsOf(call, positions).filter((step) => step.do === 'say' || isOurs(step.path))
  })
}

/** Calls that were interrupted by another thread's, put together where they ended. */
function wholeCalls(recording: string): string[] {
  const begun = new Map<string, string>()
  return recording.split('\n').flatMap((line) => {
    const [, thread = '', text = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    const start = / <unfinished \.\.\.>$/.exec(text)
    if (start) {
      begun.set(thread, text.slice(0, start.index))
      return []
    }
    const [resumed] = /^<\.\.\. \w+ resumed>/.exec(text) ?? []
    return resumed === undefined ? text : `${begun.get(thread) ?? ''}${text.slice(resumed.length)}`
  })
}

interface Call {
  readonly name: string
  readonly args: string
  readonly result: number
  /** Every text among the arguments, in order. */
  readonly texts: readonly Buffer[]
  /** Every open file among the arguments, in order. */
  readonly files: readonly { readonly handle: string; readonly path: string }[]
  /** What the answer says is open now. */
  readonly opened: { readonly handle: string; readonly path: string } | undefined
}

function callOf(text: string): Call | undefined {
  const [, name = '', args = '', answer = ''] = /^(\w+)\((.*)\)\s+= (.*)$/.exec(text) ?? []
  const result = Number.parseInt(answer, 10)
  // A failed call did nothing.
  if (name === '' || Number.isNaN(result) || result < 0) return undefined
  const texts = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => bytesOf(hex))
  return { name, args, result, texts, files: openFiles(args), opened: openFiles(answer)[0] }
}

const openFiles = (text: string): Call['files'] =>
  [...text.matchAll(/\b(\d+)<((?:\\x[0-9a-f]{2})+)>(?!\(deleted\))/g)].map(([, handle = '', hex = '']) => ({
    handle,
    path: bytesOf(hex).toString(),
  }))
const bytesOf = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex')

function stepsOf(call: Call, positions: Map<string, number>): DiskStep[] {
  const { name, args, result, texts, files, opened } = call
  const [file, second] = files
  const path = file?.path ?? ''
  const names = texts.map((text) => text.toString())
  const numbers = args.match(/(?<=, )-?\d+(?=,|$)/g)?.map(Number) ?? []
  const moved = (handle = ''): number => {
    const at = positions.get(handle) ?? 0
    positions.set(handle, at + result)
    return at
  }
  switch (name) {
    case 'open':
    case 'openat':
    case 'creat':
      if (opened) positions.set(opened.handle, 0)
      if (!opened || !/O_CREAT|O_TRUNC/.test(args)) return []
      return [{ do: 'open', path: opened.path, isEmptied: args.includes('O_TRUNC') }]
    case 'lseek':
      if (file) positions.set(file.handle, result)
      return []
    case 'write':
    case 'writev': {
      const bytes = Buffer.concat(texts).subarray(0, result)
      if (file?.handle === '1') return [{ do: 'say', text: bytes.toString() }]
      return file ? [{ do: 'write', path, at: moved(file.handle), bytes }] : []
    }
    case 'pwrite64':
      return file
        ? [{ do: 'write', path, at: numbers.at(-1) ?? 0, bytes: Buffer.concat(texts).subarray(0, result) }]
        : []
    case 'ftruncate':
      return file ? [{ do: 'truncate', path, length: numbers.at(-1) ?? 0 }] : []
    case 'fsync':
    case 'fdatasync':
      return file ? [{ do: 'sync', path }] : []
    case 'rename':
    case 'renameat':
    case 'renameat2':
      return [{ do: 'rename', path: names[0] ?? '', to: names[1] ?? '' }]
    case 'unlink':
    case 'unlinkat':
      return [{ do: 'remove', path: names[0] ?? '' }]
    case 'copy_file_range': {
      const from = Number(/\[(\d+)\]/.exec(args)?.[1] ?? 0)
      return [
        {
          do: 'copy',
          path: second?.path ?? '',
          at: moved(second?.handle),
          of: { path, at: from, length: result },
        },
      ]
    }
    case 'ioctl':
      return args.includes('FICLONE')
        ? [{ do: 'copy', path, at: 0, of: { path: second?.path ?? '', at: 0 } }]
        : []
    default:
      throw new RangeError(`a call that nobody can replay: ${name}(${args.slice(0, 200)})`)
  }
}
