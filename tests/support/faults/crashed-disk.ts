import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Prng } from '../../../shared/demo/prng'
import type { DiskStep } from './recorded-disk'

/** What a computer finds on its disk when the power comes back. */
export interface CrashedDisk {
  /** After how many of the program's steps the power failed. */
  readonly after: number
  /**
   * What the disk kept:
   * - `killed`: all that was written is there;
   * - `torn`: of the last write only the first half;
   * - `unsynced`: what was written and not synced is not there;
   * - `scattered`: some of it is;
   * - `names-lost`: names too are as they were when their folders were synced.
   */
  readonly how: (typeof HOWS)[number]
  /** What the program had said before. */
  readonly said: readonly string[]
  readonly files: ReadonlyMap<string, Buffer>
}
const HOWS = ['killed', 'torn', 'unsynced', 'scattered', 'names-lost'] as const

/** A file's content, and what of it is sure to outlast a power cut. */
interface Inode {
  content: Buffer
  synced: Buffer
  /** Since the last sync, each as it changes a content. */
  pending: ((content: Buffer) => Buffer)[]
}

/**
 * Every disk that a power cut may leave behind, before and after each step that a program took.
 * Each step has each of the ways in which a disk may have kept what it was given; each different disk comes once.
 */
export function* crashedDisks(
  before: ReadonlyMap<string, Buffer>,
  steps: readonly DiskStep[],
  prng: Prng,
): Generator<CrashedDisk> {
  const names = new Map(
    [...before].map(([path, content]): [string, Inode] => [path, { content, synced: content, pending: [] }]),
  )
  let kept = new Map(names)
  const said: string[] = []
  const seen = new Set<string>()
  for (const [index, step] of [undefined, ...steps].entries()) {
    const last = step && take(names, step)
    if (step?.do === 'sync') kept = keptBy(step.path, names, kept)
    if (step?.do === 'say') said.push(...step.text.trim().split('\n'))
    const disks: Record<CrashedDisk['how'], Map<string, Buffer>> = {
      killed: mapped(names, ({ content }) => content),
      torn: mapped(names, (inode) => (inode === last?.inode ? last.torn : inode.content)),
      unsynced: mapped(names, ({ synced }) => synced),
      scattered: mapped(names, ({ synced, pending }) =>
        pending.filter(() => prng.chance(50)).reduce((content, change) => change(content), synced),
      ),
      'names-lost': mapped(kept, ({ synced }) => synced),
    }
    for (const how of HOWS) {
      const files = disks[how]
      // The log's index is shared memory: it does not outlast a power cut, and nobody trusts what is left of it.
      for (const path of [...files.keys()]) if (path.endsWith('-shm')) files.delete(path)
      const mark = markOf(files, said.length)
      if (seen.has(mark)) continue
      seen.add(mark)
      yield { after: index, how, said: [...said], files }
    }
  }
}

/** The names that outlast a power cut from now on: a new file's when it is synced, all of a folder when the folder is. */
function keptBy(
  path: string,
  names: ReadonlyMap<string, Inode>,
  kept: ReadonlyMap<string, Inode>,
): Map<string, Inode> {
  const file = names.get(path)
  if (file) return new Map([...kept].some(([, known]) => known === file) ? kept : [...kept, [path, file]])
  const isHere = ([name]: [string, Inode]): boolean => dirname(name) === path
  return new Map([...[...kept].filter((each) => !isHere(each)), ...[...names].filter(isHere)])
}

const mapped = (names: ReadonlyMap<string, Inode>, of: (inode: Inode) => Buffer): Map<string, Buffer> =>
  new Map([...names].map(([path, inode]) => [path, of(inode)]))

function markOf(files: ReadonlyMap<string, Buffer>, said: number): string {
  const hash = createHash('sha256').update(String(said))
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path} ${content.length}\n`).update(content)
  return hash.digest('hex')
}

/** Does a step. @returns for a write, its file and what that is when only the first half of it was written */
function take(
  names: Map<string, Inode>,
  step: DiskStep,
): { readonly inode: Inode; readonly torn: Buffer } | undefined {
  if (step.do === 'say') return undefined
  const inode = names.get(step.path)
  if (step.do === 'sync') {
    if (!inode) return undefined
    inode.synced = inode.content
    inode.pending = []
    return undefined
  }
  if (step.do === 'remove' || step.do === 'rename') {
    names.delete(step.path)
    if (step.do === 'rename' && inode) names.set(step.to, inode)
    return undefined
  }
  if (step.do === 'open' && inode && !step.isEmptied) return undefined
  const file = inode ?? { content: Buffer.alloc(0), synced: Buffer.alloc(0), pending: [] }
  names.set(step.path, file)
  if (step.do === 'open') return change(file, () => Buffer.alloc(0))
  if (step.do === 'truncate') return change(file, (content) => resized(content, step.length))
  const bytes = step.do === 'write' ? step.bytes : partOf(names, step.of)
  const half = Math.ceil(bytes.length / 2)
  const torn = written(file.content, step.at, bytes.subarray(0, half))
  change(file, (content) => written(content, step.at, bytes))
  return { inode: file, torn }
}

function change(file: Inode, by: (content: Buffer) => Buffer): undefined {
  file.content = by(file.content)
  file.pending.push(by)
}

function partOf(
  names: ReadonlyMap<string, Inode>,
  of: { path: string; at: number; length?: number },
): Buffer {
  const content = names.get(of.path)?.content
  if (!content) throw new RangeError(`copied from outside: ${of.path}`)
  return content.subarray(of.at, of.length === undefined ? undefined : of.at + of.length)
}

const resized = (content: Buffer, length: number): Buffer =>
  Buffer.concat([content.subarray(0, length), Buffer.alloc(Math.max(0, length - content.length))])

function written(content: Buffer, at: number, bytes: Buffer): Buffer {
  const whole = Buffer.from(resized(content, Math.max(content.length, at + bytes.length)))
  bytes.copy(whole, at)
  return whole
}

/** Puts such a disk in the place of these folders. */
export function putDisk(folders: readonly string[], disk: Pick<CrashedDisk, 'files'>): void {
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
  }
  for (const [path, content] of disk.files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
}
